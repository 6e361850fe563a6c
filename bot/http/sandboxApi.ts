import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import type { Sandbox } from '../adapters/sandbox/index.js';
import { type InputTrace, MAX_UPLOAD_BYTES } from '../adapters/sandbox/inputs.js';
import { localOnly } from './localOnly.js';
import { moveClock, type SandboxClock } from './sandboxClock.js';
import { ApiError, answerError } from './sandboxErrors.js';
import { createEventHub } from './sandboxEvents.js';
import { PAGE_FOLDER, pageFile, storedFile } from './sandboxFiles.js';
import { bodies, idText, MAX_JSON_BYTES, parse, readForm, readJson } from './sandboxInput.js';
import { chatView, messageView } from './sandboxViews.js';
import { createSerial } from './serial.js';
import type { App, Routes } from './server.js';

/** What the sandbox's page and API need. */
export interface SandboxApiParts {
  sandbox: Sandbox;
  clock: SandboxClock;
  /** Resolves when everything that was caused so far is handled and delivered. */
  settle: () => Promise<void>;
  log: Logger;
  /** Folder of the page's files; the project's own when it is left out. */
  pageFolder?: string;
}

/** Room for the other fields and the boundaries of an upload, in bytes. */
const FORM_OVERHEAD_BYTES = 256 * 1024;

/**
 * The sandbox's page (`/`, `/assets/*`) and JSON API (`/sandbox/api/*`, described in docs/sandbox.md). Requests that change
 * something run one at a time, and answer once all they caused has settled.
 */
export function sandboxRoutes({ sandbox, clock, settle, log, pageFolder = PAGE_FOLDER }: SandboxApiParts): Routes {
  return (closing) => {
    const app: App = new Hono();
    const inTurn = createSerial();
    const hub = createEventHub(closing);
    const stopListening = sandbox.onChange((chatId) => hub.chatChanged(chatId));
    closing.addEventListener('abort', stopListening);

    async function answerInput(input: () => Promise<InputTrace>): Promise<object> {
      const { chatId, before } = await input();
      await settle();
      return { messages: sandbox.store.listMessages(chatId, before).map(messageView) };
    }

    function upTo(maxSize: number, code: 'tooLarge' | 'fileTooLarge') {
      const onError = (): never => {
        throw new ApiError(code);
      };
      return bodyLimit({ maxSize, onError });
    }
    const jsonLimit = upTo(MAX_JSON_BYTES, 'tooLarge');
    const uploadLimit = upTo(MAX_UPLOAD_BYTES + FORM_OVERHEAD_BYTES, 'fileTooLarge');

    app.onError((error, c) => answerError(error, c, log));
    for (const path of ['/', '/assets/*', '/sandbox/*']) app.use(path, localOnly);

    app.get('/', () => pageFile(pageFolder, 'index.html'));
    app.get('/assets/:name{.+}', (c) => pageFile(pageFolder, c.req.param('name')));

    const api = '/sandbox/api';
    app.get(`${api}/chats`, (c) =>
      c.json(sandbox.store.listChats().map((chat) => chatView(chat, sandbox.store.lastMessageId(chat.id)))),
    );
    app.post(`${api}/chats`, jsonLimit, async (c) => {
      const { id, name } = await readJson(c, bodies.stranger);
      const chat = await inTurn(async () =>
        sandbox.addStranger({ name: name.trim(), ...(id === undefined ? {} : { id }) }),
      );
      return c.json(chatView(chat, 0), 201);
    });
    app.get(`${api}/chats/:id/messages`, (c) => {
      const chatId = c.req.param('id');
      const after = parse(idText, c.req.query('after') ?? '0');
      if (!sandbox.store.findChat(chatId)) throw new ApiError('chatUnknown');
      return c.json(sandbox.store.listMessages(chatId, after).map(messageView));
    });
    app.get(`${api}/messages/:id/:kind{image|file}`, async (c) => {
      const { file, bytes } = await sandbox.attachment(
        parse(idText, c.req.param('id')),
        c.req.param('kind') as 'image' | 'file',
      );
      return storedFile(file, bytes);
    });
    app.post(`${api}/say`, jsonLimit, async (c) => {
      const input = await readJson(c, bodies.say);
      return c.json(await inTurn(() => answerInput(() => sandbox.say(input))));
    });
    app.post(`${api}/press`, jsonLimit, async (c) => {
      const input = await readJson(c, bodies.press);
      return c.json(await inTurn(() => answerInput(() => sandbox.press(input))));
    });
    app.post(`${api}/upload`, uploadLimit, async (c) => {
      const { as, chat, text, file } = await readForm(c, bodies.upload);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const upload = { as, chat, name: file.name, mime: file.type, bytes, ...(text === undefined ? {} : { text }) };
      return c.json(await inTurn(() => answerInput(() => sandbox.upload(upload))));
    });
    app.get(`${api}/clock`, async (c) => c.json(await clock.describe()));
    app.post(`${api}/clock`, jsonLimit, async (c) => {
      const move = await readJson(c, bodies.clock);
      const view = await inTurn(async () => {
        await moveClock(clock, move);
        await settle();
        hub.clockMoved();
        return clock.describe();
      });
      return c.json(view);
    });
    app.get(`${api}/events`, () => hub.open());
    app.all('/sandbox/*', () => {
      throw new ApiError('notFound');
    });
    return app;
  };
}
