import { type Clearance, clearanceOf } from '../domain/clearance.js';
import { UserError } from '../domain/userError.js';
import { campaignOf, visibleUnits } from './access.js';
import { type CampaignView, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import type { ProblemLine, ProblemUnit } from './texts/zhCN/finding.js';
import { textsFor } from './texts/index.js';

/** Problems on one page, and units in the overview: with their buttons they fit on a phone's screen. */
const PAGE_SIZE = 8;

/** 见底清零 of units in a campaign as of its today; units without a problem are left out. */
export async function clearanceRates(
  ctx: Ctx,
  campaign: CampaignView,
  unitIds: readonly number[] | 'all' = 'all',
): Promise<Map<number, Clearance>> {
  const rows = await ctx.db.item.findMany({
    where: {
      campaignId: campaign.id,
      kind: 'problem',
      ...(unitIds === 'all' ? {} : { leadUnitId: { in: [...unitIds] } }),
    },
    select: { leadUnitId: true, status: true, dueOn: true },
  });
  const today = todayIn(ctx, campaign);
  const units = new Set(rows.map((row) => row.leadUnitId));
  return new Map(
    [...units].map((unitId) => [
      unitId,
      clearanceOf(
        rows.filter((row) => row.leadUnitId === unitId),
        today,
      ),
    ]),
  );
}

/** A unit's clearance rate in words, for wherever the unit is shown; '' when it has no problem. */
export async function clearanceWords(ctx: Ctx, campaign: CampaignView, unitId: number): Promise<string> {
  const clearance = (await clearanceRates(ctx, campaign, [unitId])).get(unitId);
  return clearance ? textsFor(undefined).finding.clearance(clearance) : '';
}

/** What 问题清单 shows: an overview of units, or the problems of one. */
export type ProblemList =
  | { kind: 'units'; units: ProblemUnit[]; page: number; rest: number; all: Clearance }
  | {
      kind: 'unit';
      unitId: number;
      unit: string;
      clearance: Clearance;
      lines: ProblemLine[];
      page: number;
      rest: number;
    };

/**
 * The problems that a person may see: units with most open first, or, for one unit (by id, or when they see only one),
 * its problems, open first. Throws UserError('notYourUnit').
 */
export async function problemList(ctx: ChatCtx, unitId: number | null, page: number): Promise<ProblemList> {
  const campaign = await campaignOf(ctx);
  const visible = await visibleUnits(ctx, campaign.id);
  if (unitId !== null && visible !== 'all' && !visible.includes(unitId)) throw new UserError('notYourUnit');
  const only = unitId ?? (visible !== 'all' && visible.length === 1 ? (visible[0] ?? null) : null);
  if (only !== null) return unitProblems(ctx, campaign, only, page);
  const rates = await clearanceRates(ctx, campaign, visible);
  const units = await ctx.db.unit.findMany({ where: { id: { in: [...rates.keys()] } }, orderBy: { sortOrder: 'asc' } });
  const lines = units
    .map((unit) => ({ unitId: unit.id, unit: unit.shortName, clearance: rates.get(unit.id) as Clearance }))
    .sort((a, b) => b.clearance.open - a.clearance.open);
  const shown = lines.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const every = await ctx.db.item.findMany({
    where: {
      campaignId: campaign.id,
      kind: 'problem',
      ...(visible === 'all' ? {} : { leadUnitId: { in: visible } }),
    },
    select: { status: true, dueOn: true },
  });
  return {
    kind: 'units',
    units: shown,
    page,
    rest: Math.max(0, lines.length - (page + 1) * PAGE_SIZE),
    all: clearanceOf(every, todayIn(ctx, campaign)),
  };
}

const OPEN_FIRST = ['open', 'closeOutRequested', 'exempt', 'closed'];

async function unitProblems(ctx: ChatCtx, campaign: CampaignView, unitId: number, page: number): Promise<ProblemList> {
  const today = todayIn(ctx, campaign);
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  const rows = await ctx.db.item.findMany({
    where: { campaignId: campaign.id, kind: 'problem', leadUnitId: unitId },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    select: { id: true, itemNo: true, title: true, tag: true, status: true, dueOn: true, closedOn: true },
  });
  const sorted = rows.toSorted((a, b) => OPEN_FIRST.indexOf(a.status) - OPEN_FIRST.indexOf(b.status));
  const shown = sorted.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  return {
    kind: 'unit',
    unitId,
    unit: unit.shortName,
    clearance: clearanceOf(rows, today),
    lines: shown.map((row) => ({
      itemId: row.id,
      itemNo: row.itemNo,
      title: row.title,
      tag: row.tag,
      status: row.status,
      dueOn: row.dueOn,
      today,
      workdays: ctx.calendar.workdaysBetween(today, row.dueOn),
      closedOn: row.closedOn,
    })),
    page,
    rest: Math.max(0, sorted.length - (page + 1) * PAGE_SIZE),
  };
}
