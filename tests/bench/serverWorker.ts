import { parentPort, workerData } from 'node:worker_threads';
import { group, REAL_LIMITS, someone, startLoopbackServer } from '../support/telegramServer/index.js';

/** What a bench asks of the server's thread. */
export interface Setup {
  people: number[];
  groups: number[];
  limited: boolean;
}

/** What the server's thread saw of messages; times in ms since the thread began. */
export interface Seen {
  now: number;
  accepted: number;
  refused: number;
  other: number;
  lastAt: number;
  /** Messages that arrived more than once. */
  duplicates: number;
  /** Arrival of messages that carry a probe's name. */
  probes: Record<string, number>;
}

const { people, groups, limited } = workerData as Setup;
const server = await startLoopbackServer(limited ? { limits: REAL_LIMITS } : {});
for (const id of people) someone(server, id, '人').chat.open = true;
for (const id of groups) group(server, id, '群');

// A worker's port has no origin to name.
const answer = (value: unknown) => parentPort?.postMessage(value); // oxlint-disable-line require-post-message-target-origin
parentPort?.on('message', () => {
  const seen: Seen = {
    now: performance.now(),
    accepted: 0,
    refused: 0,
    other: 0,
    lastAt: 0,
    duplicates: 0,
    probes: {},
  };
  const known = new Set<string>();
  for (const call of server.calls) {
    if (call.method !== 'sendmessage') continue;
    if (call.outcome === 200) {
      seen.accepted += 1;
      const key = JSON.stringify([call.payload.chat_id, call.payload.text]);
      if (known.has(key)) seen.duplicates += 1;
      known.add(key);
      seen.lastAt = call.at;
      const probe = /probe-\d+/.exec(String(call.payload.text))?.[0];
      if (probe !== undefined) seen.probes[probe] = call.at;
    } else if (call.outcome === 429) seen.refused += 1;
    else seen.other += 1;
  }
  answer(seen);
});
answer({ url: server.url });
