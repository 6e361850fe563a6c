import type { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Logger } from 'pino';
import type { Blobs } from '../../blobs.js';
import type { KeepLease } from '../../lease.js';
import type { ChatPort, Connection, LimitRule, Receive } from '../../port.js';
import type { Routes } from '../../http/server.js';
import { createApi, type TelegramAccess } from './api.js';
import { describeError, isUnauthorized } from './errors.js';
import { createDownload } from './files.js';
import { ALLOWED_UPDATES, CALL_SECONDS, LIMITS, POLL_SECONDS } from './limits.js';
import { setMenu } from './menu.js';
import { createPoller } from './poller.js';
import { inboundOf } from './receive.js';
import { createSend } from './send.js';
import { createUploads } from './uploads.js';
import { WEBHOOK_PATH, webhookRoutes } from './webhook.js';

const RETRY_MS = { first: 1_000, longest: 30_000 } as const;

export interface TelegramParts extends TelegramAccess {
  /** Set: Telegram posts updates to this address (https); not set: they are polled. */
  webhook: { url: string; secret: string } | null;
  blobs: Blobs;
  now: () => Date;
  log: Logger;
  /** Told when the connection's state changes. */
  onConnection: (connection: Connection) => void;
  /** Telegram lets one process poll: of several, the lease's holder does. Without it this process just polls. */
  lease?: KeepLease;
  /** Otherwise LIMITS. */
  limits?: readonly LimitRule[];
}

export interface Telegram {
  port: ChatPort;
  /** The webhook's route; null when updates are polled. */
  routes: Routes | null;
}

/** The token was refused: nothing works until a person corrects it. */
export class TelegramRefused extends Error {
  override name = 'TelegramRefused';
}

/** Builds the platform; nothing is called before start(). */
export function createTelegram(parts: TelegramParts): Telegram {
  const { log, webhook } = parts;
  const api = createApi(parts, CALL_SECONDS);
  const pollApi = createApi(parts, POLL_SECONDS + 15);
  let me: UserFromGetMe | null = null;
  let receive: Receive | null = null;
  let stopping = false;
  let connecting: Promise<void> = Promise.resolve();
  let wakeUp = () => {};
  const underWay = new Set<Promise<void>>();
  let last = '';
  let refused = false;

  function report(state: Connection['state'], detail: string): void {
    // A process that stands by says nothing of the connection: that is the other one's to tell.
    if (keeper && !keeper.holds() && state !== 'unauthorized') return;
    const connection = { state, detail, account: me?.username ?? '' };
    const key = JSON.stringify(connection);
    if (key !== last) parts.onConnection(connection);
    last = key;
  }

  const poller = createPoller({ api: pollApi, handle, report, log });
  const keeper =
    (!webhook &&
      parts.lease?.(`telegram:poll:${parts.token.split(':')[0]}`, {
        begin() {
          report('starting', '');
          // Not known yet: connecting will begin to poll.
          if (me) poller.start();
        },
        end: () => poller.stop(),
      })) ||
    null;

  function handle(update: Update): Promise<void> {
    if (!me || !receive) return Promise.reject(new Error('not started'));
    if (update.callback_query) answerPress(api, update.callback_query.id, log);
    const inbound = inboundOf(update, me, parts.now());
    if (!inbound) return Promise.resolve();
    const work = receive(inbound);
    const tracked = work.then(
      () => void underWay.delete(tracked),
      () => void underWay.delete(tracked),
    );
    underWay.add(tracked);
    return work;
  }

  /** Learns who we are and begins to receive. Throws what grammY throws. */
  async function connect(): Promise<void> {
    me = await api.getMe();
    if (webhook) {
      await api.setWebhook(webhook.url, { secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES });
      report('ok', '');
    } else {
      // The configuration says polling: a webhook that is left over would refuse every poll.
      if ((await api.getWebhookInfo()).url) await api.deleteWebhook();
      if (!keeper || keeper.holds()) poller.start();
    }
  }

  async function connectLater(): Promise<void> {
    for (let pause: number = RETRY_MS.first; ; pause = Math.min(pause * 2, RETRY_MS.longest)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        wakeUp = () => (clearTimeout(timer), resolve());
      });
      if (stopping || (await tryToConnect())) return;
    }
  }

  async function tryToConnect(): Promise<boolean> {
    try {
      await connect();
      return true;
    } catch (error) {
      const detail = describeError(error);
      log.warn({ error: detail }, 'Telegram cannot be reached');
      refused = isUnauthorized(error);
      report(refused ? 'unauthorized' : 'unreachable', detail);
      return false;
    }
  }

  return {
    port: {
      platform: 'telegram',
      capabilities: { refusesDuplicates: false, edits: true },
      limits: parts.limits ?? LIMITS,
      async start(given) {
        receive = given;
        stopping = false;
        if (keeper) await keeper.start();
        else report('starting', '');
        if (await tryToConnect()) return;
        if (refused) throw new TelegramRefused('TELEGRAM_BOT_TOKEN was refused by Telegram');
        connecting = connectLater();
      },
      async stop() {
        stopping = true;
        wakeUp();
        await connecting;
        await keeper?.stop();
        await poller.stop();
        await Promise.all(underWay);
        receive = null;
      },
      send: createSend({ api, uploads: createUploads(parts.blobs), ticks: () => performance.now() }),
      download: createDownload(parts, api),
      setMenu: (scope, entries, language) => setMenu(api, scope, entries, language, log),
    },
    routes: webhook ? webhookRoutes({ secret: webhook.secret, handle, log }) : null,
  };
}

/** Takes the progress bar off a pressed button at once; that it came too late or not at all changes nothing. */
function answerPress(api: Api, id: string, log: Logger): void {
  api
    .answerCallbackQuery(id)
    .catch((error: unknown) => log.debug({ error: describeError(error) }, 'press not answered'));
}

/** The address to give to Telegram: the configured one, with our path when it names none. */
export function webhookUrl(configured: string): string {
  const url = new URL(configured);
  if (url.pathname === '/' || url.pathname === '') url.pathname = WEBHOOK_PATH;
  return url.toString();
}
