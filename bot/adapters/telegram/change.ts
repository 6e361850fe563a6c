import type { Api } from 'grammy';
import type { Outgoing, SendOutcome } from '../../port.js';
import { describeError, verdictOf } from './errors.js';
import { CAPTION_MAX, TEXT_MAX } from './limits.js';
import { keyboard, richText } from './render.js';

type Change = Outgoing & { op: 'replace' | 'retract' };

/** The server's words for a message whose words are a caption. */
const HAS_CAPTION = /there is no text in the message to edit/;

/**
 * Puts other words in the stead of a message, or takes it back. Words and captions are edited; a picture that is taken back is
 * deleted, because its caption alone would leave it standing. What cannot be changed any more is rejected.
 */
export async function change(api: Api, outgoing: Change): Promise<SendOutcome> {
  const { address, messageId } = outgoing;
  const id = Number(messageId);
  const message =
    outgoing.op === 'replace' ? outgoing.message : { lines: [{ kind: 'text' as const, spans: [outgoing.note] }] };
  const { text, entities } = richText(message);
  const reply_markup = keyboard(message.buttons);
  const other = reply_markup ? { reply_markup } : {};
  if (text === '' || text.length > TEXT_MAX) return { kind: 'rejected', error: 'not as one message' };
  try {
    const options = { ...other, entities, link_preview_options: { is_disabled: true } };
    await api.editMessageText(address.chat, id, text, options);
  } catch (error) {
    if (!HAS_CAPTION.test(describeError(error))) return outcomeOf(error, messageId);
    if (outgoing.op === 'replace' && text.length > CAPTION_MAX)
      return { kind: 'rejected', error: 'not as one caption' };
    try {
      if (outgoing.op === 'retract') await api.deleteMessage(address.chat, id);
      else await api.editMessageCaption(address.chat, id, { ...other, caption: text, caption_entities: entities });
    } catch (second) {
      return outcomeOf(second, messageId);
    }
  }
  return { kind: 'sent', messageId };
}

function outcomeOf(error: unknown, messageId: string): SendOutcome {
  if (/message is not modified/.test(describeError(error))) return { kind: 'sent', messageId };
  const verdict = verdictOf(error);
  switch (verdict.kind) {
    case 'alreadySo':
    case 'topicGone':
    case 'fileForgotten':
    case 'tooNew':
      return { kind: 'rejected', error: describeError(error) };
    default:
      return verdict;
  }
}
