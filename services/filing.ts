import type { Correction, Day } from '../domain/calendar.js';
import { type FilingField, filedOf } from '../domain/filing.js';
import type { SupervisionClass } from '../domain/ledger.js';
import { unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import { contactOf } from './access.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { ownCampaigns } from './currentCampaign.js';
import { type FilingUnit, filingUnits } from './filings.js';

/** A unit's filing list in one campaign, for the liaison. */
export interface OwnFilingList extends FilingUnit {
  campaignId: number;
  campaign: string;
  returned: { id: number; title: string; field: string; reason: string }[];
}

/** The filing lists for which the actor is liaison, in all of their campaigns. */
export async function ownFilingLists(ctx: ChatCtx): Promise<OwnFilingList[]> {
  const lists: OwnFilingList[] = [];
  for (const { id: campaignId, name } of await ownCampaigns(ctx, ['liaison'])) {
    const units = await filingUnits(ctx, campaignId, unitsOf(ctx.actor, ['liaison'], campaignId));
    const returned = await ctx.db.filing.findMany({
      where: { campaignId, unitId: { in: units.map(({ unitId }) => unitId) }, status: 'sentBack' },
      orderBy: { id: 'asc' },
    });
    for (const unit of units)
      lists.push({
        ...unit,
        campaignId,
        campaign: name,
        returned: returned
          .filter(({ unitId }) => unitId === unit.unitId)
          .map((row) => ({ id: row.id, title: row.title, field: row.field ?? 'title', reason: row.reason })),
      });
  }
  return lists;
}

/** What the dialog of a filed matter begins with. */
export interface FilingStart {
  filingId: number;
  version: number;
  campaignId: number;
  unitId: number;
  unit: string;
  quota: number;
  filed: number;
  listDueOn: Day;
  today: Day;
  endsOn: Day;
  corrections: Correction[];
  /** The step with which it begins. */
  begin: FilingField;
  title: string;
  standard: string;
  measures: string;
  /** '' while there is none. */
  dueOn: string;
  supervisionClass: SupervisionClass;
}

/** Throws UserError('notYourUnit' | 'filingNone' | 'campaignGone'). */
async function ownList(ctx: ChatCtx, campaignId: number, unitId: number): Promise<FilingUnit> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (campaign.status !== 'active') throw new UserError('campaignGone');
  if (!unitsOf(ctx.actor, ['liaison'], campaignId).includes(unitId))
    throw new UserError('notYourUnit', { contact: await contactOf(ctx, campaignId) });
  const [list] = await filingUnits(ctx, campaignId, [unitId]);
  if (!list) throw new UserError('filingNone');
  return list;
}

async function startOf(ctx: ChatCtx, campaignId: number, list: FilingUnit) {
  const campaign = await loadCampaign(ctx, campaignId);
  return {
    campaignId,
    unitId: list.unitId,
    unit: list.unit,
    quota: list.quota,
    filed: filedOf(list),
    listDueOn: list.dueOn,
    today: todayIn(ctx, campaign),
    endsOn: campaign.endsOn,
    corrections: await calendarCorrections(ctx.db),
  };
}

/** Everything that a unit may still file was filed, what was sent back included. */
const isFull = ({ quota, confirmed, waiting, sentBack }: FilingUnit) => confirmed + waiting + sentBack >= quota;

/** Begins a new matter. Throws UserError('notYourUnit' | 'filingNone' | 'filingFull'). */
export async function startFiling(ctx: ChatCtx, campaignId: number, unitId: number): Promise<FilingStart> {
  const list = await ownList(ctx, campaignId, unitId);
  if (isFull(list)) throw new UserError('filingFull', fullParams(list));
  return {
    ...(await startOf(ctx, campaignId, list)),
    filingId: 0,
    version: 0,
    begin: 'title',
    title: '',
    standard: '',
    measures: '',
    dueOn: '',
    supervisionClass: 'routine',
  };
}

const fullParams = ({ unit, quota, sentBack }: FilingUnit) => ({ unit, quota, sentBack });

/** Begins the mending of a matter that was sent back, at the field. Throws UserError('filingHandled' | 'notYourUnit'). */
export async function startFilingFix(ctx: ChatCtx, filingId: number): Promise<FilingStart> {
  const row = await ctx.db.filing.findUnique({ where: { id: filingId } });
  if (!row) throw new UserError('filingGone');
  const list = await ownList(ctx, row.campaignId, row.unitId);
  if (row.status !== 'sentBack') throw new UserError('filingHandled', { title: row.title });
  return {
    ...(await startOf(ctx, row.campaignId, list)),
    filingId,
    version: row.version,
    begin: (row.field ?? 'title') as FilingField,
    title: row.title,
    standard: row.standard,
    measures: row.measures,
    dueOn: row.dueOn,
    supervisionClass: row.supervisionClass as SupervisionClass,
  };
}

/** A matter as handed in; `filingId` 0 is a new one. */
export type FilingInput = Pick<
  FilingStart,
  'filingId' | 'version' | 'campaignId' | 'unitId' | 'title' | 'standard' | 'measures' | 'supervisionClass'
> & { dueOn: Day };

/**
 * 报送: hands in a matter, or what was mended of it, for the coordinators' word. Not more than the quota, and not the same
 * matter twice. Throws UserError('filingFull' | 'filingTwice' | 'filingDueOut' | 'filingHandled' | …).
 */
export async function fileMatter(ctx: ChatCtx, input: FilingInput): Promise<FilingUnit> {
  const { filingId, version, campaignId, unitId, title, standard, measures, dueOn, supervisionClass } = input;
  const matter = { title, standard, measures, dueOn, supervisionClass };
  // Held until this is committed: two liaisons of a unit do not file its last matter twice.
  const key = { campaignId, unitId };
  await ctx.db.campaignUnit.upsert({
    where: { campaignId_unitId: key },
    create: key,
    update: { quota: { increment: 0 } },
  });
  const list = await ownList(ctx, campaignId, unitId);
  const campaign = await loadCampaign(ctx, campaignId);
  const today = todayIn(ctx, campaign);
  if (dueOn <= today || dueOn > campaign.endsOn) throw new UserError('filingDueOut', { endsOn: campaign.endsOn });
  const twice =
    (await ctx.db.item.count({ where: { campaignId, leadUnitId: unitId, kind: 'matter', title } })) +
    (await ctx.db.filing.count({
      where: { campaignId, unitId, title, id: { not: filingId }, status: { in: ['waiting', 'sentBack'] } },
    }));
  if (twice > 0) throw new UserError('filingTwice', { title: title.slice(0, 20) });
  const handed = { ...matter, status: 'waiting', authorId: ctx.actor.personId, submittedAt: ctx.now };
  if (filingId === 0) {
    if (isFull(list)) throw new UserError('filingFull', fullParams(list));
    const row = await ctx.db.filing.create({ data: { ...key, ...handed, filedOn: today, createdAt: ctx.now } });
    await audit(ctx, 'file', `filing:${row.id}`, { unit: unitId });
  } else {
    const { count } = await ctx.db.filing.updateMany({
      where: { id: filingId, unitId, campaignId, status: 'sentBack', version },
      data: { ...handed, version: { increment: 1 } },
    });
    if (count === 0) throw new UserError('filingHandled', { title: title.slice(0, 20) });
    await audit(ctx, 'refile', `filing:${filingId}`, { version: version + 1 });
  }
  const [after] = await filingUnits(ctx, campaignId, [unitId]);
  return after ?? list;
}
