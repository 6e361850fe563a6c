import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api } from 'grammy';

/** How to reach Telegram. */
export interface TelegramAccess {
  token: string;
  /** Without a slash at the end; https://api.telegram.org unless a server of one's own is used. */
  apiRoot: string;
}

/** A client with its own connections. Every call ends: after `seconds` at the latest it fails. */
export function createApi({ token, apiRoot }: TelegramAccess, seconds: number, connections: number): Api {
  const options = { keepAlive: true, maxSockets: connections };
  const agent = apiRoot.startsWith('http:') ? new HttpAgent(options) : new HttpsAgent(options);
  return new Api(token, { apiRoot, timeoutSeconds: seconds, baseFetchConfig: { agent, compress: true } });
}
