import type { Database } from 'better-sqlite3';
import type { Button } from '../../../domain/message.js';
import type { Member } from './chats.js';
import type { Content, Rendered } from './render.js';

/** A button under a message of the sandbox. */
export interface SandboxButton extends Button {
  disabled: boolean;
}

/** A message as it stands in the store. */
export interface SandboxMessage extends Content {
  /** Grows over all chats. */
  id: number;
  chatId: string;
  at: Date;
  from: { id: string; name: string } | 'bot';
  rows: SandboxButton[][];
  /** What was chosen, once the buttons are closed. */
  chosen: string | null;
}

/** What was said. */
export interface MessageStore {
  /** The messages of a chat with an id above `after`, oldest first. */
  listMessages(chatId: string, after: number): SandboxMessage[];
  /** Null when there is none. */
  findMessage(id: number): SandboxMessage | null;
  /** Id of the newest message, of a chat if one is named; 0 when there is none. */
  lastMessageId(chatId?: string): number;
  /** Adds a message of a person (null: of the bot) and answers its id. */
  addMessage(chatId: string, at: Date, from: Member | null, rendered: Rendered): number;
  /** Disables the buttons of a message and keeps what was chosen. */
  closeMessage(id: number, chosen: string): void;
  /** Puts other content in the stead of a message's; its buttons are disabled. */
  replaceMessage(id: number, content: Content): void;
  /** Strikes a message out; its buttons are disabled. */
  retractMessage(id: number, note: string): void;
  /** The message that a sending with this key made or closed; null when the key is new. */
  sentBefore(key: string): number | null;
  /** Remembers a sending's key for ever. */
  rememberSending(key: string, messageId: number): void;
}

interface MessageRow {
  id: number;
  chatId: string;
  at: number;
  fromId: string | null;
  fromName: string | null;
  body: string;
  chosen: string | null;
}
interface ButtonRow {
  id: string;
  row: number;
  label: string;
  style: 'primary' | 'danger' | null;
  disabled: number;
}

/** The part of the store that holds messages, their buttons, and the keys of sendings. */
export function createMessageStore(db: Database): MessageStore {
  const columns = 'SELECT id, chatId, at, fromId, fromName, body, chosen FROM message';
  const ofChat = db.prepare<[string, number], MessageRow>(`${columns} WHERE chatId = ? AND id > ? ORDER BY id`);
  const byId = db.prepare<[number], MessageRow>(`${columns} WHERE id = ?`);
  const lastOfAll = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM message');
  const lastOfChat = db.prepare<[string], { id: number | null }>('SELECT max(id) AS id FROM message WHERE chatId = ?');
  const addRow = db.prepare<[string, number, string | null, string | null, string]>(
    'INSERT INTO message (chatId, at, fromId, fromName, body) VALUES (?, ?, ?, ?, ?)',
  );
  const buttonsOf = db.prepare<[number], ButtonRow>(
    'SELECT id, row, label, style, disabled FROM button WHERE messageId = ? ORDER BY position',
  );
  const addButton = db.prepare<[number, string, number, string, string | null, number]>(
    'INSERT INTO button (messageId, id, row, label, style, position) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const disableButtons = db.prepare<[number]>('UPDATE button SET disabled = 1 WHERE messageId = ?');
  const setChosen = db.prepare<[string, number]>('UPDATE message SET chosen = ? WHERE id = ?');
  const bodyOf = db.prepare<[number], { body: string }>('SELECT body FROM message WHERE id = ?');
  const setBody = db.prepare<[string, number]>('UPDATE message SET body = ? WHERE id = ?');
  const sendingByKey = db.prepare<[string], { messageId: number }>('SELECT messageId FROM sending WHERE key = ?');
  const addSending = db.prepare<[string, number]>('INSERT INTO sending (key, messageId) VALUES (?, ?)');

  function buttonRows(messageId: number): SandboxButton[][] {
    const rows: SandboxButton[][] = [];
    for (const { id, row, label, style, disabled } of buttonsOf.all(messageId)) {
      const line = (rows[row] ??= []);
      line.push({ id, label, disabled: disabled === 1, ...(style === null ? {} : { style }) });
    }
    return rows;
  }

  function whole(row: MessageRow): SandboxMessage {
    return {
      ...(JSON.parse(row.body) as Content),
      id: row.id,
      chatId: row.chatId,
      at: new Date(row.at),
      from: row.fromId === null ? 'bot' : { id: row.fromId, name: row.fromName ?? '' },
      rows: buttonRows(row.id),
      chosen: row.chosen,
    };
  }

  return {
    listMessages: (chatId, after) => ofChat.all(chatId, after).map(whole),
    findMessage(id) {
      const row = byId.get(id);
      return row ? whole(row) : null;
    },
    lastMessageId: (chatId) => (chatId === undefined ? lastOfAll.get() : lastOfChat.get(chatId))?.id ?? 0,
    addMessage(chatId, at, from, { rows, ...content }) {
      const added = addRow.run(chatId, at.getTime(), from?.id ?? null, from?.name ?? null, JSON.stringify(content));
      const id = Number(added.lastInsertRowid);
      let position = 0;
      rows.forEach((row, index) => {
        for (const button of row) addButton.run(id, button.id, index, button.label, button.style ?? null, position++);
      });
      return id;
    },
    closeMessage(id, chosen) {
      disableButtons.run(id);
      setChosen.run(chosen, id);
    },
    replaceMessage(id, content) {
      disableButtons.run(id);
      setBody.run(JSON.stringify({ ...content, edited: true }), id);
    },
    retractMessage(id, note) {
      disableButtons.run(id);
      const content = JSON.parse(bodyOf.get(id)?.body ?? '{}') as Content;
      setBody.run(JSON.stringify({ ...content, retracted: note }), id);
    },
    sentBefore: (key) => sendingByKey.get(key)?.messageId ?? null,
    rememberSending: (key, messageId) => {
      addSending.run(key, messageId);
    },
  };
}
