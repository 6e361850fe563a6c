import { createHash } from 'node:crypto';
import type { Inbound, InboundFile } from '../../port.js';
import { type FileRef, fileOf } from './fileRef.js';
import { listOf, textOf, wordsOf, type XmlFields } from './xml.js';

/** A press on a card: which card, which key, what was selected in it, and the code that closes it once. */
export interface CardPress {
  taskId: string;
  key: string;
  selected: string[];
  responseCode: string;
}

/** What a callback of the app means: words or a file, a press on a card, or nothing for us to do. */
export type AppUpdate =
  | { kind: 'words'; inbound: Inbound }
  | { kind: 'press'; inbound: Omit<Inbound, 'button'>; press: CardPress }
  | { kind: 'notice'; event: string; detail: string }
  | { kind: 'nothing' };

/** Events after which WeCom switches an idle app off (doc 90240): the administrator must hear of them. */
const ALERTS = new Set(['inactive_alert', 'close_inactive_agent', 'low_active_alert', 'low_active']);

/** The person's id as everything compares it: WeCom's user ids do not distinguish case (doc 90238). */
export const normalUserId = (userId: string): string => userId.trim().toLowerCase();

/** Decodes a decrypted callback (docs 90239, 90240). Never throws: what it does not know is words without text. */
export function readAppUpdate(fields: XmlFields, receivedAt: Date): AppUpdate {
  const from = textOf(fields, 'FromUserName');
  const type = textOf(fields, 'MsgType');
  if (from === '' || from === 'sys') return noticeOf(fields);
  const inbound: Inbound = {
    platform: 'wecom',
    updateKey: updateKeyOf(fields),
    address: { chat: normalUserId(from), thread: '' },
    chatKind: 'private',
    sender: normalUserId(from),
    senderName: from,
    receivedAt,
  };
  if (type === 'event') return readEvent(fields, inbound);
  return { kind: 'words', inbound: { ...inbound, ...contentOf(type, fields) } };
}

function readEvent(fields: XmlFields, inbound: Inbound): AppUpdate {
  const event = textOf(fields, 'Event');
  switch (event) {
    case 'template_card_event':
    case 'template_card_menu_event':
      return {
        kind: 'press',
        inbound,
        press: {
          taskId: textOf(fields, 'TaskId'),
          key: textOf(fields, 'EventKey'),
          selected: selectedOf(fields),
          responseCode: textOf(fields, 'ResponseCode'),
        },
      };
    case 'click':
      return { kind: 'words', inbound: { ...inbound, text: textOf(fields, 'EventKey') } };
    default:
      return noticeOf(fields);
  }
}

function noticeOf(fields: XmlFields): AppUpdate {
  const event = textOf(fields, 'Event');
  return ALERTS.has(event) ? { kind: 'notice', event, detail: textOf(fields, 'EffectTime') } : { kind: 'nothing' };
}

function selectedOf(fields: XmlFields): string[] {
  return listOf(fields, 'SelectedItems', 'SelectedItem').flatMap((item) =>
    typeof item === 'object' && !Array.isArray(item)
      ? listOf(item, 'OptionIds', 'OptionId').filter((id): id is string => typeof id === 'string')
      : [],
  );
}

/** What a message holds. A voice, a place or a kind that is not known yet counts as words without text: it is answered so. */
function contentOf(type: string, fields: XmlFields): { text?: string; file?: InboundFile } {
  const media = (name: string, mime: string) => ({
    file: fileOf({ door: 'app', mediaId: textOf(fields, 'MediaId') } satisfies FileRef, name, mime),
  });
  const id = textOf(fields, 'MsgId').slice(-6);
  switch (type) {
    case 'image':
      return media(`photo-${id}.jpg`, 'image/jpeg');
    case 'video':
      return media(`video-${id}.mp4`, 'video/mp4');
    // Not in the official list, yet some clients send it.
    case 'file':
      return textOf(fields, 'MediaId') === ''
        ? { text: '' }
        : media(textOf(fields, 'FileName') || `file-${id}`, 'application/octet-stream');
    case 'location':
      return { text: textOf(fields, 'Label') };
    case 'link':
      return { text: [textOf(fields, 'Title'), textOf(fields, 'Url')].filter((part) => part !== '').join(' ') };
    default:
      return { text: type === 'text' ? wordsOf(fields, 'Content') : '' };
  }
}

/**
 * The unique key of an update. Messages have an id. Events have none, and sender with second is not enough: two buttons
 * pressed within one second are two events.
 */
export function updateKeyOf(fields: XmlFields): string {
  const messageId = textOf(fields, 'MsgId');
  if (messageId !== '') return `app:${messageId}`;
  const parts = [
    'AgentID',
    'FromUserName',
    'CreateTime',
    'Event',
    'EventKey',
    'TaskId',
    'ResponseCode',
    'ChangeType',
    'UserID',
    'Id',
  ].map((name) => textOf(fields, name));
  return `app:event:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}
