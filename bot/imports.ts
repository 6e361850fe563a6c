import type { Logger } from 'pino';
import type { Message, StoredFile } from '../domain/message.js';
import type { Role } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import type { Database } from '../prisma/client.js';
import { loadCampaign } from '../services/campaignRules.js';
import type { Ctx } from '../services/context.js';
import type { ColumnChoices, ImportReading } from '../services/documents/tables/importTypes.js';
import { MIME } from '../services/documents/tasks.js';
import type { Threads } from '../services/documents/threads.js';
import { mayGrant } from '../services/imports/drafts.js';
import { dryRunMessage, marksOf } from '../services/imports/messages.js';
import { applyImport, compareImport, importReference, type RowOutcome, totalsOf } from '../services/imports/outcome.js';
import { enqueueReply } from '../services/outbox.js';
import { textsFor } from '../services/texts/index.js';
import type { Blobs } from './blobs.js';
import type { Clock } from './clock.js';
import { createLanes } from './lanes.js';
import { buildCtx, inTransaction } from './transaction.js';

/** A process that works on a draft holds it this long, in ms; another one takes it when that is over. */
const LEASE_MS = 120_000;

/** What reading and writing imports needs. */
export interface ImportDeps {
  database: Database;
  clock: Clock;
  blobs: Blobs;
  threads: Threads;
  log: Logger;
  onCommitted: () => void;
  incident: () => string;
}

/** Works on imports beside the chats: reads files in a thread, writes them when somebody confirmed. */
export interface Imports {
  /** Looks for drafts that wait; returns at once. */
  wake(): void;
  /** Resolves when no draft waits any more. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

type Draft = NonNullable<Awaited<ReturnType<Database['importDraft']['findUnique']>>>;

/** Makes the worker of imports; drafts that an earlier process left are taken up by the first wake(). */
export function createImports(deps: ImportDeps): Imports {
  const { database, clock, log } = deps;
  const lane = createLanes();
  // Told of a commit: a draft may wait since.
  const state = { stopping: false, told: true };

  const workThrough = () =>
    lane.run('imports', async () => {
      while (state.told && !state.stopping) {
        state.told = false;
        const draft = await claim();
        if (!draft) continue;
        state.told = true;
        await work(draft);
        deps.onCommitted();
      }
    });

  async function claim(): Promise<Draft | null> {
    const now = clock.now();
    const free = { status: { in: ['reading', 'applying'] }, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] };
    const draft = await database.importDraft.findFirst({ where: free, orderBy: { id: 'asc' } });
    if (!draft) return null;
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const { count } = await database.importDraft.updateMany({ where: { id: draft.id, ...free }, data: { leaseUntil } });
    return count === 1 ? draft : claim();
  }

  async function work(draft: Draft): Promise<void> {
    try {
      await (draft.status === 'applying' ? write(draft) : read(draft));
    } catch (error) {
      await fail(draft, error);
    }
  }

  async function readFile(ctx: Ctx, draft: Draft): Promise<{ bytes: Uint8Array; reading: ImportReading }> {
    const bytes = await deps.blobs.read(draft.sha256);
    const reference = await importReference(ctx, draft.campaignId);
    const input = { bytes, name: draft.name, reference, choices: draft.choices as ColumnChoices, hidden: draft.hidden };
    return { bytes, reading: await deps.threads.run('readImport', input) };
  }

  async function read(draft: Draft): Promise<void> {
    const ctx = await contextOf(database, draft);
    const { bytes, reading } = await readFile(ctx, draft);
    const { outcomes } = await compareImport(ctx, draft.campaignId, reading, mayGrant(ctx));
    const marked = await mark(draft, bytes, reading, outcomes);
    await finish(draft, 'ready', { sheets: reading.sheets }, () =>
      dryRunMessage(draft, reading, outcomes, textsFor(ctx.actor?.locale), marked),
    );
  }

  /** The sent file with its wrong rows marked; null when nothing is wrong, or when it cannot be marked. */
  async function mark(
    draft: Draft,
    bytes: Uint8Array,
    reading: ImportReading,
    outcomes: readonly RowOutcome[],
  ): Promise<StoredFile | null> {
    const t = textsFor(undefined);
    const marks = marksOf(outcomes, t);
    if (marks.length === 0) return null;
    const heads = Object.fromEntries(reading.sheets.map((sheet) => [sheet.sheet, sheet.headerRow]));
    try {
      const written = await deps.threads.run('markTable', { bytes, header: t.importing.markedHeader, heads, marks });
      return await deps.blobs.put(
        written,
        t.importing.markedFile(draft.name),
        /\.csv$/i.test(draft.name) ? MIME.csv : MIME.xlsx,
      );
    } catch (error) {
      log.error({ err: error, import: draft.id }, 'a file could not be marked');
      return null;
    }
  }

  async function write(draft: Draft): Promise<void> {
    const { reading } = await readFile(await contextOf(database, draft), draft);
    await inTransaction(database, async (tx) => {
      const ctx = await contextOf(tx, draft);
      if (!(await take(ctx, draft, 'applied', { totals: null }))) return;
      const campaign = await loadCampaign(ctx, draft.campaignId);
      // Problems that comparing adds belong to this attempt; the transaction may run again.
      const outcomes = await applyImport(ctx, campaign, structuredClone(reading), {
        mayGrant: mayGrant(ctx),
        stamp: draft.sha256.slice(0, 8),
        subject: `import:${draft.id}`,
      });
      await tell(
        ctx,
        draft,
        textsFor(ctx.actor?.locale).importing.done({ name: draft.name, totals: totalsOf(outcomes) }),
      );
    });
  }

  async function fail(draft: Draft, error: unknown): Promise<void> {
    const incident = error instanceof UserError ? '' : deps.incident();
    if (incident !== '') log.error({ err: error, incident, import: draft.id }, 'import failed');
    await finish(draft, 'failed', {}, (t) =>
      error instanceof UserError
        ? t.importing.failed(draft.name, t.error(error.code, error.params))
        : t.importing.broke(draft.name, incident),
    );
  }

  async function finish(
    draft: Draft,
    status: string,
    summary: object,
    message: (t: ReturnType<typeof textsFor>) => Message,
  ): Promise<void> {
    await inTransaction(database, async (tx) => {
      const ctx = await contextOf(tx, draft);
      if (await take(ctx, draft, status, summary)) await tell(ctx, draft, message(textsFor(ctx.actor?.locale)));
    });
  }

  async function contextOf(tx: Database | Ctx['db'], draft: Draft): Promise<Ctx> {
    const person = await tx.person.findUniqueOrThrow({ where: { id: draft.personId }, include: { grants: true } });
    const grants = person.grants.map(({ role, campaignId, unitId }) => ({ role: role as Role, campaignId, unitId }));
    const actor = { personId: person.id, name: person.name, locale: person.locale, grants };
    return buildCtx(tx, { now: clock.now(), actor, origin: null });
  }

  return {
    wake() {
      state.told = true;
      void workThrough().catch((error: unknown) => log.error({ err: error }, 'imports could not be worked on'));
    },
    drain: workThrough,
    async stop() {
      state.stopping = true;
      await workThrough();
    },
  };
}

/** Moves a draft on, unless somebody cancelled it or it was read anew meanwhile. */
async function take(ctx: Ctx, draft: Draft, status: string, summary: object): Promise<boolean> {
  const { count } = await ctx.db.importDraft.updateMany({
    where: { id: draft.id, status: draft.status, round: draft.round },
    data: { status, summary, leaseUntil: null },
  });
  return count === 1;
}

async function tell(ctx: Ctx, draft: Draft, message: Message): Promise<void> {
  const { platform, chat, thread, personId } = draft;
  const to = { platform: platform as 'sandbox', chat, thread, personId };
  await enqueueReply(ctx, to, `import:${draft.id}:${draft.round}:${draft.status}`, { op: 'post', message });
}
