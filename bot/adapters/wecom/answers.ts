import { NOTHING_CHOSEN } from '../../../commands/nothingChosen.js';
import { buttonId } from '../../../domain/button.js';
import { keepResponseCode, newestChoices } from '../../../prisma/store/wecom.js';
import type { Database } from '../../../prisma/client.js';
import type { Inbound } from '../../port.js';
import { inTransaction } from '../../transaction.js';
import { CHOOSE_KEY } from './cards.js';
import { readTaskId } from './parts.js';
import type { CardPress } from './receive.js';

/** Choices of a message older than this are not taken by words any more, in ms: a day, like most drafts. */
const CHOICE_MS = 24 * 3_600_000;
/** Words longer than any label are no choice, in UTF-16 units. */
const MOST_UNITS = 20;

/** Turns full-width letters into plain ones. */
const narrow = (words: string): string =>
  words.replace(/[Ａ-Ｚａ-ｚ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));

/**
 * Words that answer the newest message with choices, by its letter or a button's exact label, become the press of that
 * button; all other words stay words.
 */
export async function asChoice(database: Database, inbound: Inbound): Promise<Inbound> {
  const { text, ...rest } = inbound;
  const words = text?.trim().replace(/^[/／]/, '') ?? '';
  if (words === '' || words.length > MOST_UNITS || inbound.file) return inbound;
  const since = new Date(inbound.receivedAt.getTime() - CHOICE_MS);
  const newest = await newestChoices(database, inbound.address.chat, since);
  if (!newest) return inbound;
  const letter = /^[A-Za-z]{1,2}$/.test(narrow(words)) ? narrow(words).toUpperCase() : null;
  const choice = newest.choices.find((each) => (letter !== null && each.letter === letter) || each.label === words);
  return choice ? { ...rest, button: { id: choice.id, messageId: newest.messageId } } : inbound;
}

/** A press on a card as the press of one of our buttons; what was selected counts when the button carries that out. */
export async function asPress(
  database: Database,
  inbound: Omit<Inbound, 'button'>,
  press: CardPress,
): Promise<Inbound> {
  const task = readTaskId(press.taskId);
  if (task && press.responseCode !== '')
    await inTransaction(database, (tx) => keepResponseCode(tx, task.messageId, task.index, press.responseCode));
  const id = press.key === CHOOSE_KEY ? (press.selected[0] ?? buttonId(NOTHING_CHOSEN, 0)) : press.key;
  return { ...inbound, button: { id, messageId: task?.messageId ?? '' } };
}
