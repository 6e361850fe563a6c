import type { Logger } from 'pino';
import type { Message } from '../../domain/message.js';
import { moveChat } from '../../prisma/store/chats.js';
import {
  abandonedDeliveries,
  type Delivery,
  type DeliveryChange,
  dropWords,
  isPrivate,
  markUnreachable,
  recordDelivery,
  sendElsewhere,
} from '../../prisma/store/deliveries.js';
import type { Database, Tx } from '../../prisma/store/tx.js';
import type { Hold } from '../../services/hold.js';
import type { Payload } from '../../services/outbox.js';
import type { Clock } from '../clock.js';
import type { ChatPort, Outgoing, SendOutcome } from '../port.js';
import type { Batch } from './batch.js';
import { changeAfter } from './outcome.js';

const payloadOf = (row: Delivery) => row.payload as unknown as Payload;

function isSecret(row: Delivery): boolean {
  const payload = payloadOf(row);
  return payload.op === 'post' && payload.message.secret === true;
}

export interface DeliverDeps {
  database: Database;
  /** Transactions for outcomes. */
  batch: Batch;
  clock: Clock;
  log: Logger;
  /** Makes what a message names before it goes; see Documents. A message that names nothing stays as it is. */
  complete?: (message: Message) => Promise<Message>;
  /** Does more when an address is gone, in the transaction that records it; the person's identity is already marked. */
  onUnreachable?: (tx: Tx, row: Delivery, now: Date) => Promise<void>;
  /** Told of what became of a message, in the transaction that records it; one that simply went is recorded without. */
  onSettled?: (
    tx: Tx,
    row: Delivery,
    settled: { outcome: SendOutcome; change: DeliveryChange; isPrivate: boolean },
    now: Date,
  ) => Promise<void>;
  /** Spreads repeats: a number from 0 to below 1. Math.random when not given. */
  spread?: () => number;
  /** Platforms that run here: a message that one refuses goes out on another where its person is known. */
  platforms?: readonly string[];
}

/** What delivery needs of a platform. */
export type Sender = Pick<ChatPort, 'capabilities' | 'send'>;

/** What to hand to the platform for a row of the outbox. */
export function outgoingOf(row: Delivery): Outgoing {
  const payload = payloadOf(row);
  const { dedupKey: key, address: chat, thread } = row;
  const to = { key, address: { chat, thread } };
  switch (payload.op) {
    case 'close':
      return { op: 'close', ...to, messageId: payload.messageId, chosen: payload.chosen };
    case 'replace':
      return { op: 'replace', ...to, messageId: payload.messageId, message: payload.message };
    case 'retract':
      return { op: 'retract', ...to, messageId: payload.messageId, note: payload.note };
    case 'post':
    case 'compose':
      if (!payload.message) throw new RangeError(`message ${row.id} has no words yet`);
      return {
        op: 'post',
        ...to,
        message: payload.message,
        ...(payload.op === 'post' && payload.replyTo !== undefined ? { replyTo: payload.replyTo } : {}),
      };
  }
}

/** Sends a row. A change that the platform cannot make, or refuses, becomes the post that stands in for it, if any. */
async function sendRow(port: Sender, row: Delivery, outgoing: Outgoing): Promise<SendOutcome> {
  if (outgoing.op !== 'replace' && outgoing.op !== 'retract') return port.send(outgoing);
  const outcome: SendOutcome = port.capabilities.edits
    ? await port.send(outgoing)
    : { kind: 'rejected', error: 'editsUnsupported' };
  const payload = payloadOf(row);
  if (outcome.kind !== 'rejected' || !('otherwise' in payload) || !payload.otherwise) return outcome;
  return port.send({ op: 'post', key: outgoing.key, address: outgoing.address, message: payload.otherwise });
}

/**
 * Sends a claimed message, outside any transaction, and records what became of it in one.
 * @returns until when the whole platform must pause, or null
 */
export async function deliver(
  deps: DeliverDeps,
  port: Sender,
  row: Delivery,
  target: { private: boolean },
): Promise<Date | null> {
  let outcome: SendOutcome;
  const outgoing = await completed(deps, outgoingOf(row));
  try {
    outcome = await sendRow(port, row, outgoing);
  } catch (error) {
    // A fault of the adapter's: what it did before it threw is not known.
    deps.log.error({ err: error, delivery: row.id, platform: row.platform }, 'sending threw');
    outcome = { kind: 'unknown', error: 'adapterThrew' };
  }
  const change = await settle(deps, row, outcome, { port, private: target.private });
  const paused = outcome.kind === 'retry' && outcome.scope === 'platform' && change.status === 'pending';
  return paused ? change.notBefore : null;
}

/** What is sent once the pictures and files that the message names are there. */
async function completed(deps: DeliverDeps, outgoing: Outgoing): Promise<Outgoing> {
  if ((outgoing.op !== 'post' && outgoing.op !== 'replace') || !outgoing.message.attach || !deps.complete)
    return outgoing;
  return { ...outgoing, message: await deps.complete(outgoing.message) };
}

/** Decides what an outcome makes of the row and records it. */
async function settle(
  deps: DeliverDeps,
  row: Delivery,
  outcome: SendOutcome,
  target: { port: Sender | undefined; private: boolean },
): Promise<DeliveryChange> {
  const now = deps.clock.now();
  const change = changeAfter(outcome, row, {
    // Closing buttons or changing a message twice shows the same; a reminder to one person twice does no harm; a group gets nothing twice.
    repeatable:
      target.port?.capabilities.refusesDuplicates === true ||
      row.kind === 'close' ||
      (row.kind === 'change' && target.port?.capabilities.edits === true) ||
      target.private,
    now,
    spread: (deps.spread ?? Math.random)(),
  });
  const record = async (tx: Tx): Promise<boolean> => {
    if (!(await recordDelivery(tx, row, change, now))) return false;
    if (outcome.kind === 'unreachable') {
      await markUnreachable(tx, row);
      await deps.onUnreachable?.(tx, row, now);
    }
    if (outcome.kind === 'unreachable' || outcome.kind === 'rejected')
      await sendElsewhere(tx, row, deps.platforms ?? [], outcome.error, now);
    if (outcome.kind === 'moved') await moveChat(tx, row.platform, row.address, outcome.to);
    if (change.status !== 'pending' && isSecret(row)) await dropWords(tx, row.id);
    await deps.onSettled?.(tx, row, { outcome, change, isPrivate: target.private }, now);
    return true;
  };
  // Nearly always: it went, and nothing else is to be written.
  const onlyRow = outcome.kind === 'sent' && !outcome.degraded && !isSecret(row);
  const kept = await deps.batch(record, onlyRow ? 'oneStatement' : undefined);
  const facts = { delivery: row.id, platform: row.platform, kind: row.kind, status: change.status };
  if (!kept) deps.log.warn(facts, 'a message was settled by somebody else meanwhile');
  else if (change.status === 'sent') deps.log.debug(facts, 'message sent');
  else deps.log.warn({ ...facts, error: change.lastError }, 'message not sent');
  return change;
}

/** Puts a claimed message aside: held until an instant with its attempts forgotten, or expired. */
export async function setAside(deps: DeliverDeps, row: Delivery, hold: Hold | 'expired'): Promise<void> {
  const change: DeliveryChange =
    hold === 'expired'
      ? { status: 'expired', lastError: row.lastError ?? 'expired', attempts: row.attempts }
      : // Attempts would make the rest of the chat wait for it all night.
        { status: 'pending', notBefore: hold.until, attempts: 0, lastError: hold.why };
  await deps.batch((tx) => recordDelivery(tx, row, change, deps.clock.now()));
}

/** Puts a claimed message that was not sent back for another attempt, because of a fault of ours. */
export async function tryLater(deps: DeliverDeps, row: Delivery, error: string): Promise<void> {
  await settle(deps, row, { kind: 'retry', afterMs: 0, scope: 'chat', error }, { port: undefined, private: false });
}

/**
 * Settles messages whose process ended between sending and recording: their fate is unknown.
 * @param options all: also those whose lock is not over; except: those that this process is sending
 */
export async function recoverAbandoned(
  deps: DeliverDeps,
  ports: ReadonlyMap<string, Sender>,
  options: { all: boolean; except: readonly number[] },
): Promise<void> {
  const rows = await abandonedDeliveries(deps.database, deps.clock.now(), options);
  for (const row of rows) {
    const target = { port: ports.get(row.platform), private: await isPrivate(deps.database, row) };
    await settle(deps, row, { kind: 'unknown', error: 'processEnded' }, target);
  }
}
