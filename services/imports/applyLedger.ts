import { insertRows } from '../../prisma/store/bulk.js';
import { todayIn, type CampaignView } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { type ImportedMilestone, type LedgerRow, TEXT_FIELDS } from '../documents/tables/importTypes.js';
import { textsFor } from '../texts/index.js';
import type { KnownItem } from './knownLedger.js';

/** Rows written at once. */
const CHUNK = 200;

/** A row that is written: with the item it changes, or null for a new one. */
export interface LedgerChange {
  row: LedgerRow;
  item: KnownItem | null;
  changes: string[];
}

/** Writes new and changed rows, in the caller's transaction. `unitId` knows every unit of the rows. */
export async function applyLedger(
  ctx: Ctx,
  campaign: CampaignView,
  rows: readonly LedgerChange[],
  unitId: (name: string) => number,
): Promise<void> {
  const fresh = rows.filter((each) => each.item === null).map((each) => each.row);
  await joinCampaign(ctx, campaign.id, [...new Set(fresh.map((row) => unitId(row.leadUnit)))]);
  const nextNo = await numbering(ctx, campaign.id, fresh);
  for (let at = 0; at < fresh.length; at += CHUNK)
    await createItems(ctx, campaign, fresh.slice(at, at + CHUNK), unitId, nextNo);
  for (const { row, item, changes } of rows) if (item) await changeItem(ctx, row, item, changes, unitId);
}

/** Units that lead an item take part in the campaign. */
async function joinCampaign(ctx: Ctx, campaignId: number, unitIds: readonly number[]): Promise<void> {
  const rows = await ctx.db.campaignUnit.findMany({ where: { campaignId }, select: { unitId: true } });
  const members = new Set(rows.map((row) => row.unitId));
  const missing = unitIds.filter((id) => !members.has(id));
  await ctx.db.campaignUnit.createMany({ data: missing.map((unitId) => ({ campaignId, unitId })) });
}

/** Numbers for rows without one: the campaign's own prefix and width, going on from its highest. */
async function numbering(ctx: Ctx, campaignId: number, fresh: readonly LedgerRow[]): Promise<() => string> {
  const items = await ctx.db.item.findMany({ where: { campaignId }, select: { itemNo: true } });
  const used = [...items.map((item) => item.itemNo), ...fresh.map((row) => row.itemNo)];
  const shape = /^(.*?)(\d+)$/;
  const shapes = used.flatMap((itemNo) => {
    const [, prefix, number] = shape.exec(itemNo) ?? [];
    return prefix === undefined || number === undefined
      ? []
      : [{ prefix, number: Number(number), width: number.length }];
  });
  const prefix = shapes[0]?.prefix ?? 'XM-';
  const own = shapes.filter((each) => each.prefix === prefix);
  const width = Math.max(3, ...own.map((each) => Math.min(each.width, 6)));
  let last = Math.max(0, ...own.map((each) => each.number));
  return () => `${prefix}${String(++last).padStart(width, '0')}`;
}

async function createItems(
  ctx: Ctx,
  campaign: CampaignView,
  rows: readonly LedgerRow[],
  unitId: (name: string) => number,
  nextNo: () => string,
): Promise<void> {
  const today = todayIn(ctx, campaign);
  const numbered = rows.map((row) => ({ row, itemNo: row.itemNo || nextNo() }));
  await insertRows(
    ctx.db,
    'Item',
    numbered.map(({ row, itemNo }) => ({
      campaignId: campaign.id,
      itemNo,
      kind: row.itemKind || 'matter',
      title: row.title,
      supervisionClass: row.supervisionClass || 'routine',
      source: row.source || 'plan',
      leadUnitId: unitId(row.leadUnit),
      ...row.texts,
      filedOn: today,
      dueOn: row.dueOns.at(-1) ?? campaign.endsOn,
      createdAt: ctx.now,
    })),
  );
  const created = await ctx.db.item.findMany({
    where: { campaignId: campaign.id, itemNo: { in: numbered.map((each) => each.itemNo) } },
    select: { id: true, itemNo: true },
  });
  const idOf = new Map(created.map((item) => [item.itemNo, item.id]));
  const withIds = numbered.map(({ row, itemNo }) => ({ row, itemId: idOf.get(itemNo) ?? 0 }));
  await insertRows(
    ctx.db,
    'Milestone',
    withIds.flatMap(({ row, itemId }) =>
      milestonesOf(row).map((each, position) => ({ itemId, position, ...each, originalDueOn: each.dueOn })),
    ),
  );
  await insertRows(
    ctx.db,
    'SupportingUnit',
    withIds.flatMap(({ row, itemId }) => row.supportingUnits.map((name) => ({ itemId, unitId: unitId(name) }))),
  );
}

/** The milestones of a row: as written out, or one for each day with even percents. */
function milestonesOf({ milestones, dueOns }: LedgerRow): ImportedMilestone[] {
  if (milestones) return milestones;
  const t = textsFor(undefined).importing;
  return dueOns.map((dueOn, index) => ({
    name: t.milestoneName(index + 1, dueOns.length),
    dueOn,
    percent: Math.round(((index + 1) * 100) / dueOns.length),
    standard: '',
  }));
}

async function changeItem(
  ctx: Ctx,
  row: LedgerRow,
  item: KnownItem,
  changes: readonly string[],
  unitId: (name: string) => number,
): Promise<void> {
  const has = (field: string) => changes.includes(field);
  await ctx.db.item.update({
    where: { id: item.id },
    data: {
      ...(has('title') ? { title: row.title } : {}),
      ...Object.fromEntries(TEXT_FIELDS.filter(has).map((field) => [field, row.texts[field]])),
      ...(has('supervisionClass') ? { supervisionClass: row.supervisionClass } : {}),
      ...(has('kind') ? { kind: row.itemKind } : {}),
      ...(has('source') ? { source: row.source } : {}),
      ...(has('leadUnit') ? { leadUnitId: unitId(row.leadUnit) } : {}),
      ...(has('due') ? { dueOn: row.dueOns.at(-1) ?? item.dueOn } : {}),
    },
  });
  if (has('leadUnit')) {
    const { campaignId } = await ctx.db.item.findUniqueOrThrow({
      where: { id: item.id },
      select: { campaignId: true },
    });
    await joinCampaign(ctx, campaignId, [unitId(row.leadUnit)]);
  }
  if (has('supportingUnits')) {
    await ctx.db.supportingUnit.deleteMany({ where: { itemId: item.id } });
    await ctx.db.supportingUnit.createMany({
      data: row.supportingUnits.map((name) => ({ itemId: item.id, unitId: unitId(name) })),
    });
  }
  if (has('due')) await moveMilestones(ctx, row, item);
}

/** New days: the original one stays on record. One day alone moves the last milestone and leaves the others. */
async function moveMilestones(ctx: Ctx, row: LedgerRow, item: KnownItem): Promise<void> {
  const last = item.milestones.at(-1);
  const [only] = row.dueOns;
  if (!row.milestones && row.dueOns.length === 1 && last && only !== undefined) {
    await ctx.db.milestone.update({ where: { id: last.id }, data: { dueOn: only } });
    return;
  }
  const wanted = milestonesOf(row);
  for (const [position, each] of wanted.entries()) {
    const now = item.milestones[position];
    if (now)
      await ctx.db.milestone.update({ where: { id: now.id }, data: row.milestones ? each : { dueOn: each.dueOn } });
    else await ctx.db.milestone.create({ data: { itemId: item.id, position, ...each, originalDueOn: each.dueOn } });
  }
  const extra = item.milestones.slice(wanted.length).map((each) => each.id);
  if (extra.length > 0) await ctx.db.milestone.deleteMany({ where: { id: { in: extra } } });
  if (!row.milestones) await levelPercents(ctx, item.id);
}

/** After the number of milestones changed: percents that rise evenly to 100. */
async function levelPercents(ctx: Ctx, itemId: number): Promise<void> {
  const rows = await ctx.db.milestone.findMany({
    where: { itemId },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  for (const [index, { id }] of rows.entries())
    await ctx.db.milestone.update({ where: { id }, data: { percent: Math.round(((index + 1) * 100) / rows.length) } });
}
