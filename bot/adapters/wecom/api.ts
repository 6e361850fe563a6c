import { type ApiAnswer, getBytes, getJson, postFile, postJson } from './http.js';
import { SETUP_PAUSE_MS, WecomApiError, WecomPausedError } from './errors.js';
import type { Tokens } from './token.js';

type Query = Record<string, string | number>;

/** Codes that every other call would get as well: the address is not trusted, the app is switched off. */
const BREAKS = new Set([60020, 50003]);

/** Calls with the app's token. Each throws WecomApiError, WecomNetworkError, WecomPausedError. */
export interface WecomApi {
  get(path: string, query?: Query): Promise<ApiAnswer>;
  post(path: string, body: unknown, query?: Query): Promise<ApiAnswer>;
  upload(path: string, query: Query, file: { bytes: Uint8Array; name: string; mime: string }): Promise<ApiAnswer>;
  /** Null when there are more than 20 MB. */
  download(path: string, query: Query): Promise<Uint8Array | null>;
}

/**
 * The REST interface. A call whose token is refused is made once more with a new one, never a third time. After an answer
 * that only the administrator can mend (address not trusted, app switched off) nothing is asked for five minutes.
 */
export function createApi(apiRoot: string, tokens: Tokens, clockNow: () => Date): WecomApi {
  let pausedUntil = 0;

  async function withToken<T>(path: string, query: Query, call: (url: string) => Promise<T>): Promise<T> {
    if (clockNow().getTime() < pausedUntil) throw new WecomPausedError(pausedUntil, 'waits for the administrator');
    for (let attempt = 1; ; attempt++) {
      const token = await tokens.get();
      const search = new URLSearchParams({ access_token: token });
      for (const [name, value] of Object.entries(query)) search.set(name, String(value));
      try {
        return await call(`${apiRoot}/cgi-bin/${path}?${search.toString()}`);
      } catch (error) {
        if (!(error instanceof WecomApiError)) throw error;
        if (BREAKS.has(error.errcode)) pausedUntil = clockNow().getTime() + SETUP_PAUSE_MS;
        if (error.fault !== 'token') throw error;
        tokens.refuse(token);
        if (attempt > 1) throw error;
      }
    }
  }

  return {
    get: (path, query = {}) => withToken(path, query, getJson),
    post: (path, body, query = {}) => withToken(path, query, (url) => postJson(url, body)),
    upload: (path, query, file) => withToken(path, query, (url) => postFile(url, file)),
    download: (path, query) => withToken(path, query, getBytes),
  };
}
