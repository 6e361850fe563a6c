import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropFolder, makeFolder, raw, type Served, serveSandbox } from './sandboxHarness.js';

const API = '/sandbox/api';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let folder: string;
let served: Served;

beforeEach(async () => {
  folder = makeFolder();
  const pageFolder = join(folder, 'page');
  mkdirSync(pageFolder);
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>沙盒</title>');
  writeFileSync(join(pageFolder, 'app.js'), 'export {};');
  writeFileSync(join(pageFolder, 'notes.txt'), 'not for the web');
  writeFileSync(join(folder, 'outside.js'), 'secret');
  served = await serveSandbox(folder, { pageFolder });
});
afterEach(async () => {
  await served.stop();
  dropFolder(folder);
});

describe('the page', () => {
  it('is served with its files, under a policy that lets nothing else in', async () => {
    const page = await served.get('/');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('沙盒');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const script = await served.get('/assets/app.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
  });

  it.each([
    '/assets/../outside.js',
    '/assets/%2e%2e/outside.js',
    '/assets/..%2foutside.js',
    '/assets/..%5coutside.js',
    '/assets/%2fetc%2fpasswd',
    '/assets/app.js%00.css',
    '/assets/notes.txt',
    '/assets/nothing.js',
    '/assets/app.js/x.js',
    '/assets/',
    `/assets/${'x'.repeat(3000)}.js`,
    '/nothing',
    '/sandbox/api/nothing',
    '/sandbox/api/messages/1/../../../outside.js',
  ])('answers 404 to %s', async (path) => {
    const answer = await served.get(path);
    expect([answer.status, answer.json.error?.code]).toEqual([404, 'notFound']);
    expect(answer.text).not.toContain('secret');
  });

  it('of the project finds all the files that it names', async () => {
    await served.stop();
    served = await serveSandbox(folder);
    const page = await served.get('/');
    expect(page.status).toBe(200);
    const named = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(1);
    for (const path of named) expect([path, (await served.get(path)).status]).toEqual([path, 200]);
  });

  it('the server says that it lives', async () => {
    expect((await served.get('/healthz')).json).toEqual({ ok: true });
  });
});

describe('strangers on the network', () => {
  const body = JSON.stringify({ as: 'li', chat: 'p-li', text: 'x' });
  const post = (headers: Record<string, string>) =>
    raw(served.url, {
      method: 'POST',
      path: `${API}/say`,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'localhost@evil.example',
    'localhost.evil',
  ])('are refused under the Host %s', async (host) => {
    for (const path of ['/', `${API}/chats`, '/assets/app.js']) {
      const answer = await raw(served.url, { path, headers: { host } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('李娜');
      if (answer.status !== 400) expect([answer.status, answer.json.error.code]).toEqual([403, 'notLocal']);
    }
  });

  it.each(['localhost', 'LOCALHOST:1234', '127.0.0.1:80', '[::1]:8080'])(
    'are let in under the Host %s',
    async (host) => {
      expect((await raw(served.url, { path: `${API}/chats`, headers: { host } })).status).toBe(200);
    },
  );

  it.each(['https://evil.example', 'null', 'http://localhost:1', 'http://127.0.0.1'])(
    'cannot post from the page of %s',
    async (origin) => {
      const answer = await post({ origin });
      expect([answer.status, answer.json.error.code]).toEqual([403, 'foreignOrigin']);
    },
  );

  it('the own page can', async () => {
    expect((await post({ origin: served.url })).status).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'cannot post JSON as %j',
    async (type) => {
      const answer = await post({ 'content-type': type });
      expect([answer.status, answer.json.error.code]).toEqual([415, 'mediaType']);
    },
  );
});

describe('uploads', () => {
  const file = (bytes: Uint8Array | string, name: string, type: string) =>
    new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name, { type });

  it('a picture reaches the bot whole and is shown in place', async () => {
    const { status, json } = await served.upload({
      as: 'li',
      chat: 'p-li',
      text: '现场',
      file: file(PNG, '现场 📷.png', 'image/png'),
    });
    expect(status).toBe(200);
    const [own, reply] = json.messages;
    expect(own).toMatchObject({ text: '现场', image: `${API}/messages/1/image`, file: null, fileName: '现场 📷.png' });
    expect(reply.text).toBe(`收到\n现场 📷.png ${PNG.byteLength}`);
    const shown = await fetch(served.url + own.image);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toMatch(/^inline;/);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  });

  it.each([
    ['报告.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['page.html', 'text/html'],
    ['drawing.svg', 'image/svg+xml'],
  ])('%s is only ever downloaded', async (name, type) => {
    const { json } = await served.upload({ as: 'li', chat: 'p-li', file: file('<script>', name, type) });
    const answer = await served.get(json.messages[0].file);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  it('a name with folders or control characters loses them', async () => {
    const { json } = await served.upload({
      as: 'li',
      chat: 'p-li',
      file: file('x', '../../etc/a\u0007b".txt', 'weird'),
    });
    expect(json.messages[0].fileName).toBe('ab".txt');
    const long = await served.upload({ as: 'li', chat: 'p-li', file: file('x', `${'长'.repeat(90)}.docx`, '') });
    expect(long.json.messages[0].fileName).toBe(`${'长'.repeat(90)}.docx`);
    expect((await served.get(json.messages[0].file)).headers['content-type']).toBe('application/octet-stream');
  });

  it('what is too large, empty, incomplete or not a form is refused', async () => {
    const whole = { as: 'li', chat: 'p-li', file: file('x', 'a.txt', 'text/plain') };
    const large = await served.upload({ ...whole, file: file(new Uint8Array(20 * 1024 * 1024 + 1), 'a.bin', '') });
    expect([large.status, large.json.error.code]).toEqual([413, 'fileTooLarge']);
    const huge = await served.upload({ ...whole, file: file(new Uint8Array(24 * 1024 * 1024), 'a.bin', '') });
    expect([huge.status, huge.json.error.code]).toEqual([413, 'fileTooLarge']);
    expect((await served.upload({ ...whole, file: file('', 'a.txt', '') })).json.error.code).toBe('fileEmpty');
    expect((await served.upload({ ...whole, file: 'words' })).json.error.code).toBe('badRequest');
    expect((await served.upload({ ...whole, as: 'zhao' })).json.error.code).toBe('notMember');
    expect((await served.upload({ ...whole, extra: 'x' })).json.error.code).toBe('badRequest');
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await served.post(`${API}/upload`, 'no form', headers)).json.error.code).toBe('badForm');
    expect((await served.post(`${API}/upload`, {})).json.error.code).toBe('mediaType');
    expect((await served.get(`${API}/chats/p-li/messages`)).list).toEqual([]);
  });

  it('files of messages that have none, or do not exist, are not found', async () => {
    await served.post(`${API}/say`, { as: 'li', chat: 'p-li', text: 'x' });
    expect((await served.get(`${API}/messages/1/file`)).json.error.code).toBe('fileUnknown');
    expect((await served.get(`${API}/messages/9/image`)).json.error.code).toBe('messageUnknown');
    expect((await served.get(`${API}/messages/x/image`)).json.error.code).toBe('badRequest');
  });
});

describe('stopping', () => {
  it('does not wait for connections that nobody uses', async () => {
    const unused = connect(Number(new URL(served.url).port), '127.0.0.1');
    await once(unused, 'connect');
    await fetch(`${served.url}/healthz`);
    const closed = once(unused, 'close');
    const before = performance.now();
    await served.server.stop();
    await closed;
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('events', () => {
  async function listen() {
    const response = await fetch(`${served.url}${API}/events`);
    if (!response.body) throw new Error('no body');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      async until(words: string): Promise<string> {
        while (!text.includes(words)) {
          const { done, value } = await reader.read();
          if (done) break;
          text += value;
        }
        return text;
      },
      ended: async () => {
        for (;;) if ((await reader.read()).done) return true;
      },
      leave: () => reader.cancel(),
    };
  }

  it('tell every open page which chats changed and that the clock moved, and end when the server stops', async () => {
    const pages = [await listen(), await listen()] as const;
    expect(pages[0].response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await served.post(`${API}/say`, { as: 'li', chat: 'g-1', text: 'x' });
    for (const page of pages) expect(await page.until('g-1')).toContain('data: {"chats":["g-1"]}\n\n');
    await pages[0].leave();
    await served.post(`${API}/clock`, { by: '1d' });
    expect(await pages[1].until('clock')).toContain('data: {"clock":true}\n\n');
    await served.server.stop();
    expect(await pages[1].ended()).toBe(true);
  });
});
