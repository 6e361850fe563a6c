// A bare grammY bot behind a webhook: it writes one row per update and commits. Started by updates.ts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import { Bot, webhookCallback } from 'grammy';
import { BOT, TOKEN } from '../support/telegramServer/index.js';

const [file = '', secret = ''] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'CREATE TABLE inbound (id INTEGER PRIMARY KEY, updateKey TEXT NOT NULL UNIQUE, receivedAt INTEGER NOT NULL)',
);
const insert = database.prepare('INSERT INTO inbound (updateKey, receivedAt) VALUES (?, ?)');

const bot = new Bot(TOKEN, { botInfo: BOT as never });
bot.on('message', (ctx) => void insert.run(String(ctx.update.update_id), Date.now()));
const handle = webhookCallback(bot, 'http', { secretToken: secret });
const server = createServer((request, response) => {
  handle(request, response).catch(() => response.writeHead(500).end());
});
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
