import type { Logger } from 'pino';
import type { Message, StoredFile } from '../../../domain/message.js';
import { noteWecomClosed, REPEAT_WINDOW_MS, type WecomMessage, wecomParts } from '../../../prisma/store/wecom.js';
import type { Database } from '../../../prisma/client.js';
import type { SendOutcome } from '../../port.js';
import type { WecomApi } from './api.js';
import { cardProblems } from './cardTypes.js';
import { outcomeOf, WecomApiError, WecomNetworkError } from './errors.js';
import { wordOf } from './http.js';
import type { MediaCache } from './media.js';
import { APP_MANNER, messageIdOf, type Part, partsOf, type PartWords } from './parts.js';
import { type DoorSender, type Given, NotReachedError } from './send.js';
import { cutToCharacters } from './split.js';

/** WeCom may take a text that is equal to an earlier one for the same for this long, in seconds. */
const DUPLICATE_SECONDS = REPEAT_WINDOW_MS / 1000;
/** Characters on a greyed button. */
const REPLACE_CHARACTERS = 10;
/** A message can be recalled for so long, in ms (doc 94867). */
const RECALL_MS = 24 * 3_600_000;

export interface AppDoorParts {
  api: WecomApi;
  agentId: number;
  /** Without a callback address cards are refused (43012): buttons become letters to answer with. */
  hasCallback: boolean;
  media: MediaCache;
  database: Database;
  clockNow: () => Date;
  log: Logger;
  words: PartWords & { repeated: (times: number) => string };
}

/** The self-built app: messages to one member, closing their buttons, recalling them. */
export interface AppDoor {
  sender(userId: string, message: Message): DoorSender;
  close(userId: string, messageId: string, chosen: string): Promise<SendOutcome>;
  retract(messageId: string): Promise<SendOutcome>;
}

export function createAppDoor(parts: AppDoorParts): AppDoor {
  const { api, agentId, media, database, clockNow, log, words } = parts;
  let cards = parts.hasCallback;

  const upload = (type: 'image' | 'file', file: StoredFile) => async (bytes: Uint8Array) =>
    wordOf((await api.upload('media/upload', { type }, { bytes, name: file.name, mime: file.mime })).media_id);

  async function bodyOf(part: Part, repeat: number): Promise<Record<string, unknown>> {
    switch (part.kind) {
      case 'card':
        return { msgtype: 'template_card', template_card: part.card };
      case 'media':
        return {
          msgtype: part.type,
          [part.type]: { media_id: await media.idOf('app', part.type, part.file, upload(part.type, part.file)) },
        };
      default:
        return {
          msgtype: part.kind,
          [part.kind]: { content: repeat > 0 ? `${part.text}\n${words.repeated(repeat + 1)}` : part.text },
        };
    }
  }

  async function post(userId: string, part: Part, repeat: number): Promise<Given> {
    // The same file twice is meant: no words can tell the second from a retry.
    const check = part.kind === 'media' && repeat > 0 ? 0 : 1;
    const body = {
      touser: userId,
      agentid: agentId,
      ...(await bodyOf(part, repeat)),
      enable_duplicate_check: check,
      ...(check === 1 ? { duplicate_check_interval: DUPLICATE_SECONDS } : {}),
    };
    const answer = await api.post('message/send', body).catch((error: unknown) => {
      // Whatever became of it: the same request again is delivered at most once.
      throw error instanceof WecomNetworkError && check === 1 ? new WecomNetworkError(false, error.message) : error;
    });
    for (const why of ['invaliduser', 'unlicenseduser'] as const)
      if (named(answer[why]).includes(userId.toLowerCase())) throw new NotReachedError(why);
    return { msgid: wordOf(answer.msgid) || null, responseCode: wordOf(answer.response_code) || null };
  }

  async function deliver(userId: string, part: Part, repeat: number): Promise<Given> {
    if (part.kind === 'card') {
      const problems = cardProblems(part.card);
      if (problems.length > 0) throw new WecomApiError(42051, `not sent: ${problems.join('; ')}`);
    }
    try {
      return await post(userId, part, repeat);
    } catch (error) {
      if (!(error instanceof WecomApiError)) throw error;
      if (error.fault === 'media' && part.kind === 'media') {
        media.drop('app', part.type, part.file);
        return post(userId, part, repeat);
      }
      if (error.fault === 'unsafe' && (part.kind === 'text' || part.kind === 'markdown'))
        return post(userId, { kind: 'text', text: harmless(part.text), choices: part.choices }, repeat);
      if (error.fault === 'noCallback') {
        log.error(
          'WeCom refuses cards because the app has no callback address: buttons become letters. Run npm run doctor',
        );
        cards = false;
        // Composed anew, without cards, at the next attempt.
        throw new WecomApiError(-1, 'cards are off');
      }
      throw error;
    }
  }

  async function closeCard(userId: string, row: WecomMessage, chosen: string): Promise<void> {
    if (row.responseCode === null) return;
    try {
      await api.post('message/update_template_card', {
        userids: [userId],
        agentid: agentId,
        response_code: row.responseCode,
        button: { replace_name: cutToCharacters(chosen, REPLACE_CHARACTERS) },
      });
    } catch (error) {
      // Its code was used or is too old: the buttons stay, and a press on them is answered politely.
      if (!(error instanceof WecomApiError) || error.fault !== 'used') throw error;
    }
  }

  return {
    sender: (userId, message) => ({
      door: 'app',
      compose: (key) =>
        partsOf(message, { ...APP_MANNER, buttons: cards ? 'cards' : 'letters' }, messageIdOf(key), words),
      deliver: (part, repeat) => deliver(userId, part, repeat),
    }),
    async close(userId, messageId, chosen) {
      try {
        for (const row of await wecomParts(database, messageId)) await closeCard(userId, row, chosen);
      } catch (error) {
        return outcomeOf(error, clockNow().getTime());
      }
      await noteWecomClosed(database, messageId);
      return { kind: 'sent', messageId };
    },
    async retract(messageId) {
      const rows = (await wecomParts(database, messageId)).filter((row) => row.msgid !== null);
      if (rows.length === 0) return { kind: 'rejected', error: 'nothing to recall' };
      if (rows.some((row) => row.createdAt.getTime() + RECALL_MS <= clockNow().getTime()))
        return { kind: 'rejected', error: 'too late to recall' };
      try {
        for (const row of rows) await api.post('message/recall', { msgid: row.msgid });
      } catch (error) {
        return outcomeOf(error, clockNow().getTime());
      }
      await noteWecomClosed(database, messageId);
      return { kind: 'sent', messageId };
    },
  };
}

/** User ids in a field of an answer: joined by '|' in message/send, a list elsewhere; lower case. */
const named = (field: unknown): string[] =>
  (Array.isArray(field) ? field.map(wordOf) : wordOf(field).split('|')).map((id) => id.trim().toLowerCase());

/** Words without anything that is no letter, number, sign or space: for clients that could be harmed by it. */
const harmless = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P}\p{Sm}\p{Sc}\s]/gu, '');
