import type { StoredFile } from '../../../domain/message.js';
import type { Blobs } from '../../blobs.js';
import type { Outgoing, SendOutcome } from '../../port.js';
import { render } from './render.js';
import type { SandboxStore } from './store.js';

interface SendParts {
  store: SandboxStore;
  /** The bot's stored files: a message with a file that is not there is refused. */
  blobs: Blobs;
  clockNow: () => Date;
  /** Called with the chat's id after a change. */
  changed: (chatId: string) => void;
}

/** The sending side of the platform. A key that was seen before changes nothing and answers as it did the first time. */
export function createSend({
  store,
  blobs,
  clockNow,
  changed,
}: SendParts): (outgoing: Outgoing) => Promise<SendOutcome> {
  const missing = async (files: (StoredFile | undefined)[]): Promise<boolean> => {
    for (const file of files) if (file && !(await blobs.has(file.sha256))) return true;
    return false;
  };

  function post(outgoing: Outgoing & { op: 'post' }): SendOutcome {
    const { rows, ...content } = render(outgoing.message);
    const ids = rows.flat().map(({ id }) => id);
    if (content.text === '' && !content.image && !content.file) return { kind: 'rejected', error: 'empty message' };
    if (new Set(ids).size < ids.length) return { kind: 'rejected', error: 'two buttons with one id' };
    const messageId = store.addMessage(outgoing.address.chat, clockNow(), null, { ...content, rows });
    store.rememberSending(outgoing.key, messageId);
    return { kind: 'sent', messageId: String(messageId) };
  }

  function close({ key, address, messageId, chosen }: Outgoing & { op: 'close' }): SendOutcome {
    const message = /^\d{1,15}$/.test(messageId) ? store.findMessage(Number(messageId)) : null;
    if (message?.chatId !== address.chat || message.from !== 'bot')
      return { kind: 'rejected', error: 'no such message of the bot in this chat' };
    store.closeMessage(message.id, chosen);
    store.rememberSending(key, message.id);
    return { kind: 'sent', messageId: String(message.id) };
  }

  function change({ key, address, ...outgoing }: Outgoing & { op: 'replace' | 'retract' }): SendOutcome {
    const message = /^\d{1,15}$/.test(outgoing.messageId) ? store.findMessage(Number(outgoing.messageId)) : null;
    if (message?.chatId !== address.chat || message.from !== 'bot')
      return { kind: 'rejected', error: 'no such message of the bot in this chat' };
    if (outgoing.op === 'retract') store.retractMessage(message.id, outgoing.note);
    else {
      const { rows: _, ...content } = render(outgoing.message);
      store.replaceMessage(message.id, content);
    }
    store.rememberSending(key, message.id);
    return { kind: 'sent', messageId: String(message.id) };
  }

  return async (outgoing) => {
    const { address, key } = outgoing;
    const before = store.sentBefore(key);
    if (before !== null) return { kind: 'sent', messageId: String(before) };
    if (outgoing.op === 'post' && (await missing([outgoing.message.image, outgoing.message.file])))
      return { kind: 'rejected', error: 'a file of the message is not in the data folder' };
    let fresh = false;
    const outcome = store.transaction((): SendOutcome => {
      const known = store.sentBefore(key);
      if (known !== null) return { kind: 'sent', messageId: String(known) };
      if (!store.findChat(address.chat)) return { kind: 'unreachable', error: 'no such chat' };
      fresh = true;
      if (outgoing.op === 'post') return post(outgoing);
      return outgoing.op === 'close' ? close(outgoing) : change(outgoing);
    });
    if (fresh && outcome.kind === 'sent') changed(address.chat);
    return outcome;
  };
}
