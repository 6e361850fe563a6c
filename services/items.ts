import { currentMilestone } from '../domain/ledger.js';
import { UserError } from '../domain/userError.js';
import { signedCommitments } from '../prisma/store/commitments.js';
import { campaignOf, mustSeeUnit, visibleUnits } from './access.js';
import { clearanceWords } from './problems.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { ownCampaigns } from './currentCampaign.js';
import { itemTrail } from './itemTrail.js';
import type { ItemCard, ItemLine } from './texts/zhCN/item.js';
import { textsFor } from './texts/index.js';

/** Items on one page of a list: with the buttons they fit on a phone's screen. */
export const PAGE_SIZE = 8;

const LINE_PARTS = {
  milestones: { orderBy: { position: 'asc' } },
  reports: { orderBy: { id: 'desc' }, take: 1, select: { status: true } },
} as const;

interface LineRow {
  id: number;
  itemNo: string;
  title: string;
  percent: number;
  status: string;
  milestones: { name: string; dueOn: string; status: string; position: number }[];
  reports: { status: string }[];
}

/** An item's row in a list, as of the campaign's today. */
export function itemLine(ctx: Ctx, campaign: CampaignView, row: LineRow): ItemLine {
  const milestone = currentMilestone(row.milestones);
  const today = todayIn(ctx, campaign);
  return {
    itemId: row.id,
    itemNo: row.itemNo,
    title: row.title,
    percent: row.percent,
    status: row.status,
    awaitsReview: row.reports[0]?.status === 'submitted',
    milestone: milestone && {
      name: milestone.name,
      dueOn: milestone.dueOn,
      today,
      workdays: ctx.calendar.workdaysBetween(today, milestone.dueOn),
    },
  };
}

/**
 * The open items that concern a person, a page from 0, and how many they are in all; most urgent first, by the day on
 * which the milestone that is worked on falls due, those that wait for a verdict last: led or supported by their units, or
 * all for who sees all.
 */
export async function myItems(
  ctx: ChatCtx,
  page: number,
): Promise<{ campaign: CampaignView; lines: ItemLine[]; total: number; rest: number }> {
  const campaign = await campaignOf(ctx);
  const units = await visibleUnits(ctx, campaign.id);
  const where = {
    campaignId: campaign.id,
    status: { in: ['open', 'closeOutRequested'] },
    ...(units === 'all'
      ? {}
      : { OR: [{ leadUnitId: { in: units } }, { supporting: { some: { unitId: { in: units } } } }] }),
  };
  const all = await ctx.db.item.findMany({
    where,
    select: {
      id: true,
      dueOn: true,
      milestones: { where: { status: 'open' }, select: { status: true, position: true, dueOn: true } },
    },
    orderBy: { id: 'asc' },
  });
  const order = all
    .map(({ id, dueOn, milestones }) => {
      const current = currentMilestone(milestones);
      return { id, key: `${current ? 0 : 1}${current?.dueOn ?? dueOn}` };
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id));
  const total = order.length;
  // What was done meanwhile may have emptied the last page.
  const at = Math.max(0, Math.min(page, Math.ceil(total / PAGE_SIZE) - 1)) * PAGE_SIZE;
  const ids = order.slice(at, at + PAGE_SIZE).map(({ id }) => id);
  const rows = await ctx.db.item.findMany({ where: { id: { in: ids } }, include: LINE_PARTS });
  rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const lines = rows.map((row) => ({
    ...itemLine(ctx, campaign, row),
    supports: units !== 'all' && !units.includes(row.leadUnitId),
  }));
  return { campaign, lines, total, rest: total - at - rows.length };
}

/** Finds an item by its number ('XM-014', '14') or by words of its title, in the campaign that the actor works in, else in another of theirs. Throws UserError('itemUnknown'). */
export async function findItemId(ctx: ChatCtx, query: string): Promise<number> {
  const current = await campaignOf(ctx);
  const others = ctx.origin.campaignId === null ? await ownCampaigns(ctx) : [];
  // The same number may stand in several ledgers: the one that is worked in goes first.
  for (const { id } of [current, ...others.filter((each) => each.id !== current.id)]) {
    const found = await itemIn(ctx, id, query);
    if (found === null) continue;
    if (id !== current.id) await campaignOf(ctx, undefined, id);
    return found;
  }
  throw new UserError('itemUnknown', { query: query.slice(0, 40) });
}

async function itemIn(ctx: ChatCtx, campaignId: number, query: string): Promise<number | null> {
  const units = await visibleUnits(ctx, campaignId);
  const rows = await ctx.db.item.findMany({
    where: { campaignId },
    select: { id: true, itemNo: true, title: true, leadUnitId: true },
    orderBy: { id: 'asc' },
  });
  const wanted = query.normalize('NFKC').trim().toUpperCase();
  const number = /^\d{1,6}$/.test(wanted) ? Number(wanted) : null;
  const mine = (row: { leadUnitId: number }) => units === 'all' || units.includes(row.leadUnitId);
  const found =
    rows.find((row) => row.itemNo.toUpperCase() === wanted) ??
    rows.find((row) => number !== null && Number(/(\d+)$/.exec(row.itemNo)?.[1]) === number) ??
    rows.find((row) => wanted.length >= 2 && mine(row) && row.title.toUpperCase().includes(wanted));
  return found?.id ?? null;
}

/** An item's whole card. Throws UserError('itemUnknown' | 'notYourUnit'). */
export async function itemCard(ctx: ChatCtx, itemId: number): Promise<ItemCard> {
  const row = await ctx.db.item.findUnique({
    where: { id: itemId },
    include: {
      leadUnit: true,
      supporting: { include: { unit: true }, orderBy: { unit: { sortOrder: 'asc' } } },
      milestones: { orderBy: { position: 'asc' } },
      reports: {
        orderBy: { id: 'desc' },
        take: 3,
        include: { author: { select: { name: true } }, onBehalfOf: { select: { name: true } } },
      },
    },
  });
  if (!row) throw new UserError('itemUnknown', { query: String(itemId) });
  const visible = await visibleUnits(ctx, row.campaignId);
  // Who sees a supporting unit's records sees what it supports.
  if (visible === 'all' || !row.supporting.some(({ unitId }) => visible.includes(unitId)))
    await mustSeeUnit(ctx, row.campaignId, row.leadUnitId);
  const campaign = await loadCampaign(ctx, row.campaignId);
  return {
    ...itemLine(ctx, campaign, row),
    supervisionClass: row.supervisionClass,
    source: row.source,
    leadUnit: row.leadUnit.name,
    leadUnitId: row.leadUnitId,
    clearance: await clearanceWords(ctx, campaign, row.leadUnitId),
    kind: row.kind,
    tag: row.tag,
    lastReportId: row.reports[0]?.id ?? null,
    supportingUnits: row.supporting.map((each) => each.unit.name),
    responsiblePerson: row.responsiblePerson,
    task: row.task,
    measures: row.measures,
    target: row.target,
    standard: row.standard,
    safeguard: row.safeguard,
    consequence: row.consequence,
    campaignId: row.campaignId,
    milestones: row.milestones,
    trail: await itemTrail(ctx, itemId, row.campaignId),
    commitment: (await signedCommitments(ctx.db, [itemId])).get(itemId) ?? null,
    reports: row.reports.map((report) => ({
      on: report.reportedOn,
      percent: report.percent,
      summary: report.summary,
      status: report.status,
      author: textsFor(ctx.actor.locale).delegation.actedFor(report.author?.name ?? '', report.onBehalfOf?.name),
    })),
  };
}
