import { buttonId } from '../domain/button.js';
import type { Message } from '../domain/message.js';
import type { Phrases } from '../services/texts/index.js';

/** 下一项, when one waits: the sitting goes on without going back to a list. */
export function nextButtons(t: Phrases, nextItemId: number | undefined): Pick<Message, 'buttons'> {
  if (nextItemId === undefined) return {};
  return { buttons: [[{ id: buttonId('report', nextItemId), label: t.report.next, style: 'primary' }]] };
}
