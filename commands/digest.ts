import { digestList } from '../services/digest.js';
import type { Action } from './definition.js';

/** 看逾期, 看临期, 全部待定, 全部变化 under the morning digest; `id` is the campaign, the token what to list. */
const list: Action = {
  name: 'digestList',
  roles: ['leader'],
  chats: ['private'],
  run: async (ctx, id, token) => ({ reply: await digestList(ctx, id, token) }),
};

export const digestActions: Action[] = [list];
