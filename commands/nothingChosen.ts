import { UserError } from '../domain/userError.js';
import type { Action } from './definition.js';

/** Name of the action of a press that carries out a choice, when nothing was chosen: platforms with lists may send it. */
export const NOTHING_CHOSEN = 'nothingChosen';

/** Asks to choose first. */
export const nothingChosen: Action = {
  name: NOTHING_CHOSEN,
  roles: 'everyone',
  chats: ['private', 'group'],
  run() {
    throw new UserError('nothingChosen');
  },
};
