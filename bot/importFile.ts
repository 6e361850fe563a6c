import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../domain/userError.js';
import { loadCampaign } from '../services/campaignRules.js';
import { createThreads } from '../services/documents/threads.js';
import {
  applyImport,
  compareImport,
  GRANTABLE_BY_ADMINISTRATOR,
  importReference,
} from '../services/imports/outcome.js';
import { type ImportReport, importReport } from '../services/imports/report.js';
import { textsFor } from '../services/texts/index.js';
import type { App } from './app.js';
import { buildCtx, inTransaction } from './transaction.js';

/** How many problems are printed for people; --json prints all. */
const PROBLEMS_SHOWN = 20;

/**
 * Imports a file into the latest active campaign, as an administrator at the machine may.
 * @param options dryRun: compare only, write nothing
 * @throws UserError as reading and comparing do
 */
export async function importFile(
  { database, clock }: Pick<App, 'database' | 'clock'>,
  file: string,
  options: { dryRun: boolean; hidden: boolean },
): Promise<ImportReport> {
  const bytes = await readFile(file);
  const threads = createThreads();
  try {
    const context = { now: clock.now(), actor: null, origin: null };
    const ctx = await buildCtx(database, context);
    const active = await database.campaign.findFirst({
      where: { status: 'active' },
      orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    if (!active) throw new UserError('noCampaign');
    const reference = await importReference(ctx, active.id);
    const reading = await threads.run('readImport', {
      bytes,
      name: basename(file),
      reference,
      choices: {},
      hidden: options.hidden,
    });
    const mayGrant = GRANTABLE_BY_ADMINISTRATOR;
    const t = textsFor(undefined);
    if (options.dryRun)
      return importReport(reading, (await compareImport(ctx, active.id, reading, mayGrant)).outcomes, t);
    const stamp = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    return await inTransaction(database, async (tx) => {
      // Comparing adds to the rows' problems; the transaction may run again.
      const copy = structuredClone(reading);
      const inside = await buildCtx(tx, context);
      const campaign = await loadCampaign(inside, active.id);
      return importReport(
        copy,
        await applyImport(inside, campaign, copy, { mayGrant, stamp, subject: `file:${stamp}` }),
        t,
      );
    });
  } finally {
    await threads.stop();
  }
}

/** A report in words. */
export function reportWords({ totals, rows }: ImportReport, dryRun: boolean): string {
  const t = textsFor(undefined).importing;
  const wrong = rows.flatMap((row) =>
    row.problems.map((problem) => t.lineFor({ ...problem, sheet: row.sheet, row: row.row })),
  );
  return [
    t.summary(totals, dryRun),
    ...wrong.slice(0, PROBLEMS_SHOWN),
    ...(wrong.length > PROBLEMS_SHOWN ? [t.more(wrong.length - PROBLEMS_SHOWN)] : []),
  ].join('\n');
}
