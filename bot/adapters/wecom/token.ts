import type { Logger } from 'pino';
import type { WecomAppConfig } from '../../wecomConfig.js';
import { SETUP_PAUSE_MS, WecomApiError, WecomPausedError } from './errors.js';
import { getJson, wordOf } from './http.js';

/** A token is renewed this long before it ends, in ms. */
const EARLY_MS = 300_000;
/** Codes of gettoken that no repeat will mend; many repeats get the machine's address banned for an hour (doc 90313). */
const HOPELESS = new Set([40001, 40013, 40091, 41002, 41004, 40056, 60020]);

/** The access token of one app. */
export interface Tokens {
  /** A token that is good now. Throws WecomApiError, WecomNetworkError, WecomPausedError (credentials were refused lately). */
  get(): Promise<string>;
  /** Says that a call with this token was refused: it is not given again. A newer one stays. */
  refuse(token: string): void;
}

/** Fetches tokens: one request at a time, early, and not again for a while once the credentials were refused. */
export function createTokens(parts: {
  app: Pick<WecomAppConfig, 'corpId' | 'secret'>;
  apiRoot: string;
  clockNow: () => Date;
  log: Logger;
}): Tokens {
  const { app, apiRoot, clockNow, log } = parts;
  let current: { token: string; endsAt: number } | null = null;
  let underWay: Promise<string> | null = null;
  let hopelessUntil = 0;

  async function fetchToken(): Promise<string> {
    const query = new URLSearchParams({ corpid: app.corpId, corpsecret: app.secret });
    try {
      const answer = await getJson(`${apiRoot}/cgi-bin/gettoken?${query.toString()}`);
      const token = wordOf(answer.access_token);
      if (token === '') throw new WecomApiError(-1, 'no token in the answer');
      const lastsMs = Number(answer.expires_in ?? 7200) * 1000;
      // A token that lasts shorter than the margin is used for half of its time.
      current = { token, endsAt: clockNow().getTime() + Math.max(lastsMs - EARLY_MS, lastsMs / 2) };
      return token;
    } catch (error) {
      if (error instanceof WecomApiError && HOPELESS.has(error.errcode)) {
        hopelessUntil = clockNow().getTime() + SETUP_PAUSE_MS;
        log.error(
          { errcode: error.errcode, reason: error.message },
          'WeCom refuses our credentials: run npm run doctor',
        );
      }
      throw error;
    }
  }

  return {
    async get() {
      const now = clockNow().getTime();
      if (current && now < current.endsAt) return current.token;
      if (now < hopelessUntil) throw new WecomPausedError(hopelessUntil, 'credentials were refused');
      underWay ??= fetchToken().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    refuse(token) {
      if (current?.token === token) current = null;
    },
  };
}
