import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { DocumentRequest } from '../domain/document.js';
import type { Message, StoredFile } from '../domain/message.js';
import type { Database } from '../prisma/client.js';
import { gather } from '../services/documents/gather.js';
import type { DocumentTask } from '../services/documents/tasks.js';
import { createThreads, type Threads } from '../services/documents/threads.js';
import type { Blobs } from './blobs.js';
import type { Clock } from './clock.js';
import { buildCtx } from './transaction.js';

/** Grows when the look of documents changes, so that those made before are not taken for new ones. */
const LOOK = 1;

/** Makes the pictures and files that messages name. */
export interface Documents {
  /** The file of a request, made once for the same content. Throws when it cannot be made. Not for transactions. */
  make(request: DocumentRequest): Promise<StoredFile>;
  /** A message as a platform may see it: what it names is made, or the words that stand for it are added. Never throws. */
  complete(message: Message): Promise<Message>;
  /** The threads, for other work that would hold the bot up. */
  threads: Threads;
  stop(): Promise<void>;
}

/** What making documents needs. */
export interface DocumentDeps {
  database: Database;
  clock: Clock;
  blobs: Blobs;
  dataDir: string;
  log: Logger;
  /** Threads that outlive these documents; stop() leaves them running. Own ones when not given. */
  threads?: Threads;
}

/** Opens the making of documents; `<dataDir>/made` remembers which content is which file. */
export function createDocuments({ database, clock, blobs, dataDir, log, threads: shared }: DocumentDeps): Documents {
  const threads = shared ?? createThreads();
  const home = join(dataDir, 'made');
  const underWay = new Map<string, Promise<StoredFile>>();

  async function make(request: DocumentRequest): Promise<StoredFile> {
    const task = await gather(await buildCtx(database, { now: clock.now(), actor: null, origin: null }), request);
    const key = createHash('sha256')
      .update(JSON.stringify([LOOK, task]))
      .digest('hex');
    // The same poster for ten groups is drawn once.
    let made = underWay.get(key);
    if (!made) {
      made = (async () => (await remembered(key)) ?? (await draw(key, task)))().finally(() => underWay.delete(key));
      underWay.set(key, made);
    }
    return made;
  }

  async function remembered(key: string): Promise<StoredFile | null> {
    try {
      const file = JSON.parse(await readFile(join(home, `${key}.json`), 'utf8')) as StoredFile;
      return (await blobs.has(file.sha256)) ? file : null;
    } catch {
      // Nothing there yet, or a note that a power cut left half written: it is made anew.
      return null;
    }
  }

  async function draw(key: string, { name, input, file }: DocumentTask): Promise<StoredFile> {
    const bytes = await threads.run(name, input);
    const stored = await blobs.put(bytes, file.name, file.mime);
    await mkdir(home, { recursive: true });
    const note = join(home, `${key}.json`);
    await writeFile(`${note}.tmp`, JSON.stringify(stored));
    await rename(`${note}.tmp`, note);
    return stored;
  }

  return {
    make,
    threads,
    async complete(message) {
      const { attach, ...rest } = message;
      if (!attach) return message;
      try {
        const file = await make(attach.request);
        return { ...rest, [file.mime.startsWith('image/') ? 'image' : 'file']: file };
      } catch (error) {
        log.error({ err: error, make: attach.request.make }, 'a document could not be made; its message goes without');
        return { ...rest, lines: [...rest.lines, ...attach.otherwise] };
      }
    },
    async stop() {
      if (!shared) await threads.stop();
    },
  };
}
