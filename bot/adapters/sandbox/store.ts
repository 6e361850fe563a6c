import type { Inbound } from '../../port.js';
import { type ChatStore, createChatStore } from './chats.js';
import { openSandboxDatabase } from './database.js';
import { createMessageStore, type MessageStore } from './messages.js';

/** An update that the bot has not taken yet. */
export interface WaitingUpdate {
  id: number;
  chatId: string;
  inbound: Inbound;
}

/** The sandbox's own durable store, `sandbox.db`: what a real platform would keep on its side. */
export interface SandboxStore extends ChatStore, MessageStore {
  /** Queues an update until it is acknowledged. */
  addUpdate(inbound: Inbound): void;
  /** The oldest waiting update of a chat; null when there is none. */
  firstUpdate(chatId: string): WaitingUpdate | null;
  /** All waiting updates, oldest first. */
  waitingUpdates(): WaitingUpdate[];
  /** Forgets an update that the bot has taken. */
  acknowledge(updateId: number): void;
  /** By how many milliseconds the sandbox's clock runs ahead of the system's; 0 at first. */
  clockOffsetMs(): number;
  /** Keeps the clock's offset, in whole milliseconds. */
  setClockOffsetMs(offset: number): void;
  /** Runs in one write transaction. */
  transaction<T>(work: () => T): T;
  /** Forgets everything: chats, messages, updates, sendings; the clock's offset stays. */
  clear(): void;
  /** Closes the file. */
  close(): void;
}

interface UpdateRow {
  id: number;
  chatId: string;
  inbound: string;
}

const CLOCK_OFFSET = 'clockOffsetMs';
const FORGET = ['button', 'message', 'member', 'waitingUpdate', 'sending', 'chat']
  .map((table) => `DELETE FROM ${table};`)
  .join('');

/** Opens the store in the data folder, creating it when it is missing. Throws Error when it was written by a newer version. */
export function openSandboxStore(dataDir: string): SandboxStore {
  const db = openSandboxDatabase(dataDir);
  const addUpdate = db.prepare<[string, string]>('INSERT INTO waitingUpdate (chatId, inbound) VALUES (?, ?)');
  const updates = 'SELECT id, chatId, inbound FROM waitingUpdate';
  const firstOfChat = db.prepare<[string], UpdateRow>(`${updates} WHERE chatId = ? ORDER BY id LIMIT 1`);
  const allUpdates = db.prepare<[], UpdateRow>(`${updates} ORDER BY id`);
  const dropUpdate = db.prepare<[number]>('DELETE FROM waitingUpdate WHERE id = ?');
  const setting = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?');
  const putSetting = db.prepare<[string, string]>(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  const whole = (row: UpdateRow): WaitingUpdate => {
    const inbound = JSON.parse(row.inbound) as Inbound;
    return { ...row, inbound: { ...inbound, receivedAt: new Date(inbound.receivedAt) } };
  };

  return {
    ...createChatStore(db),
    ...createMessageStore(db),
    addUpdate: (inbound) => {
      addUpdate.run(inbound.address.chat, JSON.stringify(inbound));
    },
    firstUpdate(chatId) {
      const row = firstOfChat.get(chatId);
      return row ? whole(row) : null;
    },
    waitingUpdates: () => allUpdates.all().map(whole),
    acknowledge: (updateId) => {
      dropUpdate.run(updateId);
    },
    clockOffsetMs: () => Number(setting.get(CLOCK_OFFSET)?.value ?? 0),
    setClockOffsetMs: (offset) => {
      putSetting.run(CLOCK_OFFSET, String(Math.trunc(offset)));
    },
    transaction: (work) => db.transaction(work).immediate(),
    clear: () => {
      db.exec(FORGET);
    },
    close: () => {
      db.close();
    },
  };
}
