import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import type { App } from '../../http/server.js';
import { type CallbackKeys, openEnvelope, WecomCryptoError } from './crypto.js';
import { createReplayGuard } from './replay.js';
import { parseXml, textOf, type XmlFields } from './xml.js';

/** The path that goes into the admin console's 接收消息 page, behind the public host name. */
export const CALLBACK_PATH = '/wecom/callback';
/** The longest text is 2,048 bytes; encrypted and in XML that is a few kilobytes. A request over this many bytes is refused. */
const MOST_BYTES = 256 * 1024;

export interface CallbackParts {
  keys: CallbackKeys;
  /** The app's id: an envelope for another app is refused. */
  agentId: number;
  clockNow: () => Date;
  log: Logger;
  /** Takes a decrypted callback; resolves once it is committed. A rejection makes WeCom send it again. */
  receive: (fields: XmlFields) => Promise<void>;
}

/**
 * The door that WeCom knocks at: GET answers the check of the address with the bare decrypted echo, POST takes messages
 * and events. It answers 200 with an empty body once the update is committed, within WeCom's five seconds; 403 for
 * anything that WeCom did not sign, 500 when the update must come again (WeCom tries three times).
 */
export function callbackRoutes({ keys, agentId, clockNow, log, receive }: CallbackParts): App {
  const app: App = new Hono();
  const replay = createReplayGuard();

  function open(query: Record<string, string>, encrypted: string): string | null {
    const { msg_signature: signature = '', timestamp = '', nonce = '' } = query;
    try {
      return openEnvelope(keys, { signature, timestamp, nonce, encrypted });
    } catch (error) {
      if (!(error instanceof WecomCryptoError)) throw error;
      log.warn({ fault: error.fault }, 'a WeCom callback was refused');
      return null;
    }
  }

  app.get(CALLBACK_PATH, (c) => {
    const query = c.req.query();
    // A proxy that leaves '+' unencoded turns it into a space; base64 holds none.
    const echostr = (query.echostr ?? '').replaceAll(' ', '+');
    const echo = replay.timely(query.timestamp ?? '', clockNow().getTime()) ? open(query, echostr) : null;
    return echo === null ? c.body(null, 403) : c.body(echo, 200, { 'content-type': 'text/plain; charset=utf-8' });
  });

  app.post(CALLBACK_PATH, bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.body(null, 413) }), async (c) => {
    const query = c.req.query();
    const now = clockNow().getTime();
    if (!replay.timely(query.timestamp ?? '', now)) return c.body(null, 403);
    const envelope = parseXml(await c.req.text());
    const message = envelope && open(query, textOf(envelope, 'Encrypt'));
    const fields = message === null || message === '' ? null : parseXml(message);
    if (!fields || !isOurs(fields)) return c.body(null, 403);
    try {
      await replay.once(query.msg_signature ?? '', now, () => receive(fields));
    } catch (error) {
      log.error({ err: error }, 'a WeCom callback was not taken and will come again');
      return c.body(null, 500);
    }
    return c.body(null, 200);
  });

  // Some events name no app; those that do must name ours.
  const isOurs = (fields: XmlFields): boolean => ['', String(agentId)].includes(textOf(fields, 'AgentID'));

  return app;
}
