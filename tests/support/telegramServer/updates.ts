import type { Update } from 'grammy/types';
import { type Answered, bad, good } from './methods.js';

/** Updates that the bot has not confirmed, and whoever waits for one. */
export interface UpdateQueue {
  /** Adds an update and returns its id. */
  push(update: Omit<Update, 'update_id'>): number;
  /** Answers a poll: at once when there is something, else when something comes or the time is over. */
  poll(options: { offset: number; limit: number; timeoutMs: number }): Promise<Answered>;
  pending(): number;
  /** How often an update was handed out, by its id. */
  handedOut: Map<number, number>;
  /** Ends every wait. */
  close(): void;
  setWebhook(url: string, secret: string): void;
  webhookUrl(): string;
}

const CONFLICT = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** The queue of one bot. With a webhook, updates are posted there instead, again and again until they are taken. */
export function createUpdateQueue(): UpdateQueue {
  let waiting: Update[] = [];
  let nextId = 1;
  let poller: { end: (answer: Answered) => void; take: () => void } | null = null;
  let webhook = { url: '', secret: '' };
  const lanes = new Map<string, Promise<void>>();
  const handedOut = new Map<number, number>();
  const count = (id: number) => handedOut.set(id, (handedOut.get(id) ?? 0) + 1);
  let closed = false;

  async function deliver(update: Update): Promise<void> {
    for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
      if (closed || webhook.url === '') return;
      try {
        count(update.update_id);
        const response = await fetch(webhook.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhook.secret },
          body: JSON.stringify(update),
          signal: AbortSignal.timeout(10_000),
        });
        if (response.ok) {
          waiting = waiting.filter((each) => each !== update);
          return;
        }
      } catch {
        // Refused or broken: posted again.
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** Telegram keeps one queue per chat for messages, and another per person for presses. */
  const laneOf = (update: Update) =>
    update.callback_query
      ? `press:${update.callback_query.from.id}`
      : `chat:${(update.message ?? update.my_chat_member)?.chat.id}`;

  function post(update: Update): void {
    const lane = laneOf(update);
    lanes.set(
      lane,
      (lanes.get(lane) ?? Promise.resolve()).then(() => deliver(update)),
    );
  }

  return {
    handedOut,
    pending: () => waiting.length,
    webhookUrl: () => webhook.url,
    push(content) {
      const update = { ...content, update_id: nextId++ };
      waiting.push(update);
      if (webhook.url !== '') post(update);
      else poller?.take();
      return update.update_id;
    },
    setWebhook(url, secret) {
      webhook = { url, secret };
      if (url !== '') waiting.forEach(post);
    },
    poll({ offset, limit, timeoutMs }) {
      if (webhook.url !== '') return Promise.resolve(bad(409, WEBHOOK_ACTIVE));
      poller?.end(bad(409, CONFLICT));
      waiting = waiting.filter((update) => update.update_id >= offset);
      return new Promise((resolve) => {
        const end = (answer: Answered) => {
          clearTimeout(timer);
          poller = null;
          resolve(answer);
        };
        const take = () => {
          const batch = waiting.slice(0, Math.max(1, Math.min(limit, 100)));
          for (const update of batch) count(update.update_id);
          end(good(batch));
        };
        const timer = setTimeout(() => end(good([])), timeoutMs);
        poller = { end, take };
        if (waiting.length > 0) take();
      });
    },
    close() {
      closed = true;
      webhook = { url: '', secret: '' };
      poller?.end(good([]));
    },
  };
}
