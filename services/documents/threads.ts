import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UserError } from '../../domain/userError.js';
import { type Lane, LANE_OF, type TaskName, type Tasks } from './tasks.js';

/** A task that takes longer is ended together with its thread, in ms. */
const TIME_LIMIT_MS = 30_000;
/** A thread without work ends after this long, in ms: its fonts and tables are memory again. */
const IDLE_MS = 60_000;
/** The most a thread's heap may hold, in MiB: a file that wants more ends its thread, never the process. */
const HEAP_MIB = 1024;

/** Threads that draw, read and write documents, so that the bot goes on answering meanwhile. */
export interface Threads {
  /**
   * Does one task; tasks of one lane run one after the other. Throws what the task throws (a UserError stays one), and
   * Error when it takes longer than 30 s or needs too much memory.
   */
  run<T extends TaskName>(name: T, input: Tasks[T]['input']): Promise<Tasks[T]['output']>;
  /** Ends every thread; tasks under way are rejected. */
  stop(): Promise<void>;
}

/**
 * What the threads say to each other. An output with many `rows` comes in parts, each asked for with `more`: taking
 * 10,000 rows over at once would hold the bot up.
 */
export type Request = { id: number; name: TaskName; input: unknown } | { id: number; more: true };
export type Reply =
  | { id: number; ok: true; output: unknown; partsToCome: boolean }
  | { id: number; ok: true; part: unknown[]; partsToCome: boolean }
  | { id: number; ok: false; error: Failure };
export interface Failure {
  message: string;
  stack: string;
  /** Set when it was a UserError. */
  user: { code: string; params: Record<string, string | number> } | null;
}

interface Job {
  id: number;
  name: TaskName;
  input: unknown;
  output: { rows?: unknown[] } | null;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

// The sources run as they are under vitest, which a thread of Node cannot: it takes the compiled worker then.
function entry(): URL {
  const beside = new URL('./worker.js', import.meta.url);
  return existsSync(fileURLToPath(beside))
    ? beside
    : new URL('../../dist/services/documents/worker.js', import.meta.url);
}

/** Makes the threads; none is started before there is work for it. */
export function createThreads({ timeLimitMs = TIME_LIMIT_MS }: { timeLimitMs?: number } = {}): Threads {
  const lanes = new Map<Lane, ReturnType<typeof createLane>>();
  let nextId = 1;
  return {
    run: (name, input) =>
      new Promise((resolve, reject) => {
        const kind = LANE_OF[name];
        const lane = lanes.get(kind) ?? createLane(timeLimitMs);
        lanes.set(kind, lane);
        lane.add({ id: nextId++, name, input, output: null, resolve, reject });
      }),
    async stop() {
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
    },
  };
}

function createLane(timeLimitMs: number) {
  const queue: Job[] = [];
  let current: Job | null = null;
  let worker: Worker | null = null;
  let limit: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  function open(): Worker {
    const opened = new Worker(entry(), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB }, env: { TZ: 'UTC' } });
    opened.on('message', (reply: Reply) => {
      if (reply.id !== current?.id) return;
      if (!reply.ok) return finish((job) => job.reject(errorOf(reply.error)));
      if ('output' in reply) current.output = reply.output as Job['output'];
      else current.output?.rows?.push(...reply.part);
      if (!reply.partsToCome) return finish((job) => job.resolve(job.output));
      setImmediate(() => send(opened, { id: reply.id, more: true }));
    });
    opened.on('error', (error) => drop(opened, error));
    opened.on('exit', () => drop(opened, new Error('the document thread ended')));
    return opened;
  }

  /** Gives a broken thread up; the next task gets a new one. */
  function drop(broken: Worker, error: Error): void {
    if (worker !== broken) return;
    worker = null;
    if (current) finish((job) => job.reject(error));
  }

  function finish(settle: (job: Job) => void): void {
    clearTimeout(limit);
    const job = current;
    current = null;
    if (job) settle(job);
    next();
  }

  function next(): void {
    if (current) return;
    clearTimeout(idle);
    current = queue.shift() ?? null;
    if (!current) {
      if (worker) {
        idle = setTimeout(() => void close(), IDLE_MS);
        idle.unref();
        worker.unref();
      }
      return;
    }
    worker ??= open();
    worker.ref();
    const busy = worker;
    limit = setTimeout(() => {
      drop(busy, new Error(`a document took longer than ${timeLimitMs} ms`));
      void busy.terminate();
    }, timeLimitMs);
    send(busy, { id: current.id, name: current.name, input: current.input });
  }

  async function close(): Promise<void> {
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  return {
    add(job: Job): void {
      queue.push(job);
      next();
    },
    async stop(): Promise<void> {
      clearTimeout(idle);
      clearTimeout(limit);
      const stopped = new Error('document threads were stopped');
      for (const job of queue.splice(0)) job.reject(stopped);
      current?.reject(stopped);
      current = null;
      await close();
    },
  };
}

function send(worker: Worker, request: Request): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  worker.postMessage(request);
}

function errorOf({ message, stack, user }: Failure): Error {
  if (user) return new UserError(user.code, user.params);
  const error = new Error(message);
  error.stack = stack;
  return error;
}
