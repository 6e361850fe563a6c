import type { Logger } from 'pino';
import type { Receive } from '../../port.js';
import type { SandboxStore, WaitingUpdate } from './store.js';

/** Hands waiting updates to the bot: one at a time per chat and in order; chats do not wait for each other. */
export interface Feed {
  /** Offers all that waits, oldest first, and resolves once each was offered. From then on new ones are taken. */
  start(receive: Receive): Promise<void>;
  /** Offers what waits in a chat; resolves when all of it is taken, or one was rejected. Never rejects. */
  pump(chatId: string): Promise<void>;
  /** Takes no further update; resolves when none is under way. */
  stop(): Promise<void>;
}

/**
 * An update leaves the store only when the bot has taken it. A rejected one keeps its place: it is offered again, before
 * what came after it, at the next input in its chat and at the next start.
 */
export function createFeed(store: SandboxStore, log: Logger): Feed {
  let receive: Receive | null = null;
  const lanes = new Map<string, Promise<void>>();

  async function offer(update: WaitingUpdate, take: Receive): Promise<boolean> {
    try {
      await take(update.inbound);
      store.acknowledge(update.id);
    } catch (error) {
      log.error({ err: error, updateKey: update.inbound.updateKey }, 'sandbox update was not taken and waits');
      return false;
    }
    return true;
  }

  async function offerUpTo(chatId: string, lastId: number): Promise<boolean> {
    for (;;) {
      const take = receive;
      const update = take && store.firstUpdate(chatId);
      if (!take || !update || update.id > lastId) return true;
      if (!(await offer(update, take))) return false;
    }
  }

  function forget(chatId: string, lane: Promise<void>): void {
    if (lanes.get(chatId) === lane) lanes.delete(chatId);
  }

  function inLane(chatId: string, lastId: number): Promise<boolean> {
    const before = lanes.get(chatId) ?? Promise.resolve();
    const work = before.then(() => offerUpTo(chatId, lastId));
    const settled: Promise<void> = work.then(
      () => forget(chatId, settled),
      () => forget(chatId, settled),
    );
    lanes.set(chatId, settled);
    return work;
  }

  return {
    async start(take) {
      receive = take;
      const blocked = new Set<string>();
      for (const { id, chatId } of store.waitingUpdates())
        if (!blocked.has(chatId) && !(await inLane(chatId, id))) blocked.add(chatId);
    },
    async pump(chatId) {
      await inLane(chatId, Number.POSITIVE_INFINITY);
    },
    async stop() {
      receive = null;
      await Promise.all(lanes.values());
    },
  };
}
