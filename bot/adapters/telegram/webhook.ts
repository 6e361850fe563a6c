import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { App, Routes } from '../../http/server.js';
import { describeError } from './errors.js';

/** Where Telegram posts updates. */
export const WEBHOOK_PATH = '/telegram/webhook';
/** An update is a few kilobytes. */
const BODY_MAX_BYTES = 1024 * 1024;

/**
 * The webhook's route. 200 means committed; anything else makes Telegram post the update again. Requests without the
 * secret that was given to setWebhook are refused.
 */
export function webhookRoutes(parts: {
  secret: string;
  /** Resolves once the update is committed. */
  handle: (update: Update) => Promise<void>;
  log: Logger;
}): Routes {
  const expected = Buffer.from(parts.secret);
  const known = (given: string | undefined): boolean => {
    const bytes = Buffer.from(given ?? '');
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  };
  return () => {
    const app: App = new Hono();
    app.post(WEBHOOK_PATH, bodyLimit({ maxSize: BODY_MAX_BYTES }), async (c) => {
      if (!known(c.req.header('x-telegram-bot-api-secret-token'))) return c.text('', 401);
      let update: Update;
      try {
        update = (await c.req.json()) as Update;
      } catch {
        return c.text('', 400);
      }
      if (!Number.isSafeInteger(update?.update_id)) return c.text('', 400);
      try {
        await parts.handle(update);
        return c.text('', 200);
      } catch (error) {
        parts.log.error({ update: update.update_id, error: describeError(error) }, 'an update must come again');
        return c.text('', 500);
      }
    });
    return app;
  };
}
