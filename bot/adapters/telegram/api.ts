import { Api } from 'grammy';

/** How to reach Telegram. */
export interface TelegramAccess {
  token: string;
  /** Without a slash at the end; https://api.telegram.org unless a server of one's own is used. */
  apiRoot: string;
}

/**
 * A client whose every call ends: after `seconds` at the latest it fails. It uses Node's own fetch: grammY's default
 * (node-fetch 2) waits in vain for the rest of an answer that was cut off, and takes some whole answers for cut off.
 */
export function createApi({ token, apiRoot }: TelegramAccess, seconds: number): Api {
  return new Api(token, { apiRoot, timeoutSeconds: seconds, fetch: globalThis.fetch as never });
}
