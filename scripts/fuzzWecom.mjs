// npm run fuzz:wecom [inputs] [seed]: knocks at the callback door with mutated requests. None may be accepted, break it, or
// take more than 5 ms of work. Every 20th also goes through the real HTTP server, over a socket. The last line is JSON.
process.env.TZ = 'UTC';

import { randomBytes } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { performance } from 'node:perf_hooks';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';

await setUp();
build();
const { callbackRoutes } = await import('../dist/bot/adapters/wecom/callback.js');
const { createHttpServer } = await import('../dist/bot/http/server.js');
const { encrypt, signatureOf } = await import('../dist/bot/adapters/wecom/crypto.js');

const INPUTS = Number(process.argv[2] ?? 100_000);
const SEED = Number(process.argv[3] ?? randomBytes(4).readUInt32LE());
const MOST_MS = 5;
/** Inputs that took longer than this are measured again, so often. */
const QUICK_MS = 1;
const REPEATS = 5;
/** Every so many inputs one goes through the HTTP server too. */
const OVER_HTTP = 20;

/** mulberry32: the same seed gives the same run. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const next = random(SEED);
const below = (limit) => Math.floor(next() * limit);
const pick = (list) => list[below(list.length)];

const keys = {
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const NOW = 1_757_206_800;
let taken = 0;
const quiet = () => {};
const parts = {
  keys,
  agentId: 218,
  clockNow: () => new Date(NOW * 1000),
  log: { warn: quiet, error: quiet },
  receive: async () => {
    taken++;
  },
};
const app = callbackRoutes(parts);
const server = createHttpServer({ port: 0, host: '127.0.0.1', routes: [() => callbackRoutes(parts)] });

const plainXml = `<xml><ToUserName><![CDATA[${keys.receiveId}]]></ToUserName><FromUserName><![CDATA[li]]></FromUserName><CreateTime>${NOW}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>4561255354251345929</MsgId><AgentID>218</AgentID></xml>`;
const wrap = (encrypted) =>
  `<xml><ToUserName><![CDATA[x]]></ToUserName><AgentID><![CDATA[218]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
const sign = (encrypted, timestamp = String(NOW), nonce = '1372623149', token = keys.token) => ({
  msg_signature: signatureOf(token, timestamp, nonce, encrypted),
  timestamp,
  nonce,
});

/** A genuine request, before anything is done to it. */
function genuine() {
  const encrypted = encrypt(keys, plainXml);
  return { method: 'POST', query: sign(encrypted), body: wrap(encrypted), encrypted };
}

const NASTY = [
  '',
  '\0',
  '<',
  '&',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '%',
  '%00',
  '%zz',
  '__proto__',
  '../',
  '\ud800',
  'a'.repeat(5000),
  '<a>'.repeat(2000),
  '😀',
  '-1',
  '1e999',
  'NaN',
];

/** Changes one place of a text, so that it differs. */
function mutate(text) {
  for (;;) {
    const at = below(text.length + 1);
    const changed = pick([
      () => text.slice(0, at) + String.fromCharCode(33 + below(90)) + text.slice(at + 1),
      () => text.slice(0, at) + text.slice(at + 1 + below(40)),
      () => text.slice(0, at) + pick(NASTY) + text.slice(at),
      () => text.slice(0, at),
      () => text + text.slice(at),
      () => text.split('').toReversed().join(''),
      () => pick(NASTY),
      () => text.toUpperCase(),
    ])();
    if (changed !== text) return changed;
  }
}

/** Envelopes that are signed rightly, by somebody who knows the token, yet hold what they must not. */
const SIGNED = [
  () => encrypt({ ...keys, receiveId: mutate(keys.receiveId) }, plainXml),
  () => encrypt({ ...keys, encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR' }, plainXml),
  () => encrypt(keys, plainXml.replace('218', String(219 + below(1000)))),
  () => encrypt(keys, `<!DOCTYPE a>${plainXml}`),
  () => encrypt(keys, plainXml.slice(0, below(plainXml.length - 6))),
  () => encrypt(keys, pick(NASTY)),
  () => randomBytes(32 * (1 + below(20))).toString('base64'),
  () => randomBytes(below(200)).toString('base64'),
];

/** One request that must be refused. */
function attack() {
  const request = genuine();
  switch (below(8)) {
    case 0:
      return { ...request, query: { ...request.query, msg_signature: mutate(request.query.msg_signature) } };
    case 1:
      return { ...request, query: { ...request.query, timestamp: mutate(request.query.timestamp) } };
    case 2:
      return { ...request, query: { ...request.query, nonce: mutate(request.query.nonce) } };
    case 3: {
      const changed = mutate(request.encrypted);
      return { ...request, body: wrap(changed) };
    }
    case 4: {
      const encrypted = pick(SIGNED)();
      return { ...request, query: sign(encrypted), body: wrap(encrypted) };
    }
    case 5: {
      const stale = String(NOW + pick([-1, 1]) * (601 + below(1_000_000)));
      return { ...request, query: sign(request.encrypted, stale) };
    }
    case 6:
      return {
        ...request,
        query: Object.fromEntries(
          Object.entries(request.query)
            .filter(() => next() < 0.5)
            .slice(0, 2),
        ),
      };
    default: {
      const encrypted = mutate(request.encrypted);
      const query = below(2) ? sign(encrypted, String(NOW), '1', mutate(keys.token)) : request.query;
      return { method: 'GET', query: { ...query, echostr: encrypted }, body: undefined };
    }
  }
}

const report = { inputs: 0, accepted: 0, crashes: 0, slowestMs: 0 };
let overHttp = 0;
let slow = 0;

const asQuery = (query) =>
  // Lone surrogates cannot stand in an address.
  new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, value.replace(/[\ud800-\udfff]/g, '?')]),
  ).toString();

/** Work, not waiting: the processor's time, so that a busy machine changes nothing. */
async function worked(act) {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const status = await act();
  const { user, system } = process.cpuUsage(cpu);
  return { status, ms: Math.min((user + system) / 1000, performance.now() - wall) };
}

function knock({ method, query, body, path }) {
  const url = `http://127.0.0.1${path ?? `/wecom/callback?${asQuery(query)}`}`;
  const request = new Request(url, body === undefined ? { method } : { method, body });
  return worked(async () => {
    const response = await app.fetch(request);
    await response.arrayBuffer();
    return response.status;
  });
}

const { url: serverUrl } = await server.start();
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** The same over a socket; asking and reading the answer is work of ours and is counted with it. */
function knockOverHttp({ method, query, body, path }) {
  const target = path ?? `/wecom/callback?${asQuery(query)}`;
  return worked(
    () =>
      new Promise((resolve, reject) => {
        const sent = httpRequest(serverUrl + target, { method, agent, timeout: 10_000 }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        });
        sent.on('timeout', () => sent.destroy(new Error('no answer'))).on('error', reject);
        sent.end(body);
      }),
  );
}

/** What an input costs comes back when it is sent again; a pause for garbage or for other programs does not. */
async function measured(send, request) {
  let { status, ms } = await send(request);
  for (let again = 0; again < REPEATS && ms > QUICK_MS; again++) ms = Math.min(ms, (await send(request)).ms);
  return { status, ms };
}

function note({ status, ms }) {
  if (status === 200) report.accepted++;
  else if (status >= 500) report.crashes++;
  if (ms > report.slowestMs) report.slowestMs = ms;
  if (ms > MOST_MS) slow++;
}

// The door must open for what is genuine, or nothing below means anything.
for (let n = 0; n < 200; n++) {
  for (const send of [knock, knockOverHttp]) {
    const { status } = await send(genuine());
    if (status !== 200) throw new Error(`a genuine request was answered with ${status}`);
  }
}
const before = taken;
for (; report.inputs < INPUTS; report.inputs++) {
  const request = attack();
  if (below(50) === 0)
    request.path = `/wecom/callback?${asQuery(request.query).replace('=', pick(['=%', '==', '=%E4%', '&&=']))}`;
  try {
    note(await measured(knock, request));
    if (report.inputs % OVER_HTTP === 0) {
      overHttp++;
      note(await measured(knockOverHttp, request));
    }
  } catch (error) {
    report.crashes++;
    process.stderr.write(`${error.stack}\n`);
  }
}
agent.destroy();
await server.stop();
report.accepted += taken - before;
report.slowestMs = Math.round(report.slowestMs * 1000) / 1000;
process.stdout.write(`seed ${SEED}; ${overHttp} of the inputs over HTTP as well; slower than ${MOST_MS} ms: ${slow}\n`);
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(report.accepted + report.crashes + slow > 0 ? 1 : 0);
