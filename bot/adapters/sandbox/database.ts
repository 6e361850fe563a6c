import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const VERSION = 1;

const SCHEMA = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE chat (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('private', 'group'))
) STRICT;
CREATE TABLE member (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  chatId TEXT NOT NULL REFERENCES chat (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  stranger INTEGER NOT NULL,
  UNIQUE (chatId, id)
) STRICT;
CREATE INDEX memberById ON member (id);
CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chatId TEXT NOT NULL REFERENCES chat (id),
  at INTEGER NOT NULL,
  fromId TEXT,
  fromName TEXT,
  body TEXT NOT NULL,
  chosen TEXT
) STRICT;
CREATE INDEX messageByChat ON message (chatId, id);
CREATE TABLE button (
  messageId INTEGER NOT NULL REFERENCES message (id),
  id TEXT NOT NULL,
  row INTEGER NOT NULL,
  label TEXT NOT NULL,
  style TEXT,
  disabled INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  PRIMARY KEY (messageId, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sending (key TEXT PRIMARY KEY, messageId INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE waitingUpdate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chatId TEXT NOT NULL,
  inbound TEXT NOT NULL
) STRICT;
CREATE INDEX waitingByChat ON waitingUpdate (chatId, id);
`;

/**
 * Opens `<dataDir>/sandbox.db`, the platform's own store, and creates folder, file and tables when they are missing.
 * Every commit is on disk when it returns (WAL, synchronous FULL). Throws Error when the file was written by a newer version.
 */
export function openSandboxDatabase(dataDir: string): Database.Database {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(join(dataDir, 'sandbox.db'), { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.transaction(() => {
      const version = Number(db.pragma('user_version', { simple: true }));
      if (version > VERSION) throw new Error(`sandbox.db has version ${version}, newer than this program's ${VERSION}`);
      if (version === VERSION) return;
      db.exec(SCHEMA);
      db.pragma(`user_version = ${VERSION}`);
    }).immediate();
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}
