import type { Role } from '../../domain/roles.js';
import { audit } from '../audit.js';
import { type CampaignView, loadCampaign, todayIn } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import type { ImportReading, ImportReference, ImportRow } from '../documents/tables/importTypes.js';
import { calendarCorrections } from '../../prisma/store/calendarDays.js';
import { applyLedger, type LedgerChange } from './applyLedger.js';
import { changesOf, indexLedger } from './compareLedger.js';
import { knownLedger } from './knownLedger.js';
import { applyRoster, compareRoster, knownRoster, type KnownRoster } from './roster.js';

/** What becomes of a row. */
export type RowState = 'new' | 'changed' | 'unchanged' | 'wrong';

/** A row with what it would do. */
export interface RowOutcome {
  row: ImportRow;
  state: RowState;
  /** Names of the fields that change. */
  changes: string[];
}

/** Rows compared at a stretch. */
const PAUSE_EVERY = 250;

/** Roles that an import may give; the first list anybody who may import, all only an administrator. */
export const GRANTABLE: readonly Role[] = ['liaison', 'unitHead', 'leader', 'inspector'];
export const GRANTABLE_BY_ADMINISTRATOR: readonly Role[] = [...GRANTABLE, 'coordinator', 'administrator'];

/** What reading a file needs to know of the campaign. Throws UserError('campaignGone'). */
export async function importReference(ctx: Ctx, campaignId: number): Promise<ImportReference> {
  const campaign = await loadCampaign(ctx, campaignId);
  const units = await ctx.db.unit.findMany({ select: { name: true, shortName: true }, orderBy: { sortOrder: 'asc' } });
  return {
    units,
    referenceOn: todayIn(ctx, campaign),
    endsOn: campaign.endsOn,
    corrections: await calendarCorrections(ctx.db),
  };
}

/** Compares a file with the database as it is now. Writes nothing. */
export async function compareImport(
  ctx: Ctx,
  campaignId: number,
  reading: ImportReading,
  mayGrant: readonly Role[],
): Promise<{ outcomes: RowOutcome[]; ledger: LedgerChange[]; roster: KnownRoster }> {
  const roster = await knownRoster(ctx, campaignId);
  const known = await knownLedger(ctx, campaignId);
  const index = indexLedger(known);
  const ids = new Map(roster.units.map((unit) => [unit.name, unit.id]));
  const ledger: LedgerChange[] = [];
  const outcomes: RowOutcome[] = [];
  for (const row of reading.rows) {
    // Others are answered in between.
    if (outcomes.length % PAUSE_EVERY === PAUSE_EVERY - 1) await new Promise((resolve) => setImmediate(resolve));
    outcomes.push(outcomeOf(row));
  }
  return { outcomes, ledger, roster };

  function outcomeOf(row: ImportRow): RowOutcome {
    if (row.kind === 'roster') {
      const before = row.problems.length;
      const changes = before > 0 ? [] : compareRoster(row, roster, mayGrant);
      if (row.problems.length > 0) return { row, state: 'wrong', changes: [] };
      if (changes === null) return { row, state: 'new', changes: [] };
      return { row, state: changes.length > 0 ? 'changed' : 'unchanged', changes };
    }
    if (row.problems.length > 0) return { row, state: 'wrong', changes: [] };
    const item = index.find(row, ids.get(row.leadUnit));
    const changes = item ? changesOf(row, item, (name) => ids.get(name)) : [];
    const state = item ? (changes.length > 0 ? 'changed' : 'unchanged') : 'new';
    if (state !== 'unchanged') ledger.push({ row, item, changes });
    return { row, state, changes };
  }
}

/**
 * Compares once more and writes all new and changed rows in the caller's transaction; wrong rows are left out. The
 * same file a second time changes nothing.
 * @param stamp makes the codes of new units and people; a few letters and digits, different for each file
 */
export async function applyImport(
  ctx: Ctx,
  campaign: CampaignView,
  reading: ImportReading,
  options: { mayGrant: readonly Role[]; stamp: string; subject: string },
): Promise<RowOutcome[]> {
  const { outcomes, ledger } = await compareImport(ctx, campaign.id, reading, options.mayGrant);
  const people = outcomes.flatMap(({ row, state }) =>
    row.kind === 'roster' && (state === 'new' || state === 'changed') ? [row] : [],
  );
  await applyRoster(ctx, campaign.id, people, options.stamp);
  const units = await ctx.db.unit.findMany({ select: { id: true, name: true, shortName: true } });
  const ids = new Map(units.map((unit) => [unit.name, unit.id]));
  // A row of the ledger may name a unit of a roster row that was wrong.
  const missing = (name: string) => !ids.has(name);
  for (const outcome of outcomes) {
    const { row } = outcome;
    if (row.kind !== 'ledger' || outcome.state === 'wrong') continue;
    const unknown = [row.leadUnit, ...row.supportingUnits].find(missing);
    if (unknown === undefined) continue;
    row.problems.push({ column: '', cell: '', code: 'unitUnknown', params: { words: unknown } });
    outcome.state = 'wrong';
  }
  const writable = ledger.filter(({ row }) => row.problems.length === 0);
  await applyLedger(ctx, campaign, writable, (name) => ids.get(name) ?? 0);
  await audit(ctx, 'import', options.subject, { ...totalsOf(outcomes) });
  return outcomes;
}

/** How many rows of each state; `guessed` are rows whose due day was reckoned from loose words. */
export function totalsOf(outcomes: readonly RowOutcome[]): Record<RowState | 'rows' | 'guessed', number> {
  const totals = { rows: outcomes.length, new: 0, changed: 0, unchanged: 0, wrong: 0, guessed: 0 };
  for (const { row, state } of outcomes) {
    totals[state]++;
    if (row.kind === 'ledger' && row.guessed && state !== 'wrong') totals.guessed++;
  }
  return totals;
}
