import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLimiter, type ServerLimits } from './limiter.js';
import { type Answered, bad, good, isSend, messageMethod, type Request, type World } from './methods.js';
import { parseMultipart } from './multipart.js';
import { BOT, type Call, type ServerChat, type ServerFile } from './state.js';
import { createUpdateQueue, type UpdateQueue } from './updates.js';

export const TOKEN = '7000001:loopback-token-0123456789-abcdefghij';

/** What may go wrong with a call, on purpose. */
export type Fault =
  | { kind: 'answer'; code: number; description: string; parameters?: object }
  /** The connection breaks before the call is carried out, or after it was. */
  | { kind: 'resetBefore' | 'resetAfter' }
  /** Carried out, then a gateway's page instead of an answer. */
  | { kind: 'gateway' }
  /** Carried out, then half of the answer and a broken connection. */
  | { kind: 'truncated' }
  | { kind: 'slow'; ms: number };

export interface LoopbackServer {
  url: string;
  world: World;
  updates: UpdateQueue;
  calls: Call[];
  /** The next call of a method (to a chat, when one is named) meets this. */
  fail(method: string, fault: Fault, chat?: number | string): void;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Not given: nothing is limited. */
  limits?: ServerLimits;
  /** Time passes this much faster for limits and penalties. */
  speed?: number;
}

/** A Bot API server on loopback that behaves as the official one is documented to; every call is kept with its time. */
export async function startLoopbackServer({ limits, speed = 1 }: ServerOptions = {}): Promise<LoopbackServer> {
  const now = () => performance.now() * speed;
  const files = new Map<string, ServerFile>();
  const world: World = {
    chats: new Map<string, ServerChat>(),
    files,
    menus: new Map(),
    answered: new Map(),
    now,
    addFile(name, bytes) {
      const id = `file-${files.size + 1}`;
      const file = { id, uniqueId: `unique-${files.size + 1}`, name, bytes };
      files.set(id, file);
      return file;
    },
  };
  const updates = createUpdateQueue();
  const limiter = limits ? createLimiter(limits) : () => 0;
  const calls: Call[] = [];
  const faults: { method: string; chat: string | undefined; fault: Fault }[] = [];

  async function run(method: string, request: Request): Promise<Answered> {
    const { fields } = request;
    if (isSend(method)) {
      const wait = limiter(String(fields.chat_id), now());
      if (wait > 0) return bad(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait });
    }
    switch (method) {
      case 'getme':
        return good({
          ...BOT,
          can_join_groups: true,
          can_read_all_group_messages: false,
          supports_inline_queries: false,
        });
      case 'getupdates':
        return updates.poll({
          offset: Number(fields.offset ?? 0),
          limit: Number(fields.limit ?? 100),
          timeoutMs: Math.min(Number(fields.timeout ?? 0), 50) * 1000,
        });
      case 'setwebhook':
        updates.setWebhook(fields.url as string, (fields.secret_token ?? '') as string);
        return good(true);
      case 'deletewebhook':
        updates.setWebhook('', '');
        return good(true);
      case 'getwebhookinfo':
        return good({
          url: updates.webhookUrl(),
          has_custom_certificate: false,
          pending_update_count: updates.pending(),
        });
      default:
        return messageMethod(world, method, request) ?? bad(404, 'Not Found: method not found');
    }
  }

  function takeFault(method: string, fields: Record<string, unknown>): Fault | undefined {
    const index = faults.findIndex(
      (each) => each.method === method && (each.chat === undefined || each.chat === String(fields.chat_id)),
    );
    return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? '';
    const file = new RegExp(`^/file/bot${TOKEN}/files/([\\w-]+)$`).exec(path)?.[1];
    if (file !== undefined) {
      calls.push({ at: now(), method: 'file', payload: { file }, outcome: 200 });
      const found = files.get(file);
      response.writeHead(found ? 200 : 404).end(found?.bytes);
      return;
    }
    const match = /^\/bot([^/]+)\/(?:test\/)?(\w+)$/.exec(path);
    const request = await read(incoming);
    const method = (match?.[2] ?? '').toLowerCase();
    const call: Call = { at: now(), method, payload: request.fields, outcome: 'pending' };
    if (method !== 'getupdates') calls.push(call);
    if (match?.[1] !== TOKEN)
      return reply(response, call, bad(match ? 401 : 404, match ? 'Unauthorized' : 'Not Found'));
    const fault = takeFault(method, request.fields);
    if (fault?.kind === 'answer') return reply(response, call, bad(fault.code, fault.description, fault.parameters));
    if (fault?.kind === 'resetBefore') return reset(incoming, call, fault.kind);
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const result = await run(method, request);
    if (fault?.kind === 'resetAfter') return reset(incoming, call, fault.kind);
    if (fault?.kind === 'gateway') {
      call.outcome = 502;
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
      return;
    }
    if (fault?.kind === 'truncated') {
      call.outcome = fault.kind;
      response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
      response.write(JSON.stringify(result).slice(0, 20), () => incoming.socket.destroy());
      return;
    }
    reply(response, call, result);
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    updates,
    calls,
    fail: (method, fault, chat) =>
      void faults.push({ method: method.toLowerCase(), chat: chat === undefined ? undefined : String(chat), fault }),
    stop: () =>
      new Promise((resolve) => {
        updates.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, call: Call, answered: Answered): void {
  const status = answered.ok ? 200 : answered.error_code;
  call.outcome = status;
  const retry = answered.ok
    ? undefined
    : (answered as { parameters?: { retry_after?: number } }).parameters?.retry_after;
  const headers = {
    'content-type': 'application/json',
    ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
  };
  const body = JSON.stringify(answered);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function reset(incoming: IncomingMessage, call: Call, outcome: string): void {
  call.outcome = outcome;
  incoming.socket.destroy();
}

/** Fields of a form whose text is JSON. */
const JSON_FIELDS = new Set(['reply_markup', 'entities', 'caption_entities', 'media', 'reply_parameters']);

async function read(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = incoming.headers['content-type'] ?? '';
  if (type.startsWith('multipart/')) {
    const { fields, files } = parseMultipart(body, type);
    const parsed = Object.entries(fields).map(([name, value]) => [
      name,
      JSON_FIELDS.has(name) ? JSON.parse(value) : value,
    ]);
    return { fields: Object.fromEntries(parsed) as Record<string, unknown>, uploads: files };
  }
  const json = body.length > 0 && type.includes('json') ? (JSON.parse(body.toString('utf8')) as object) : {};
  return { fields: json as Record<string, unknown>, uploads: {} };
}
