import { buttonId } from '../domain/button.js';
import type { GoodReason } from '../domain/goodReason.js';
import type { PartState } from '../domain/ledger.js';
import { unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { isOverdue } from '../domain/warning.js';
import { lockItem } from '../prisma/store/items.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { dropAnsweredChases } from './answeredChases.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';
import type { PartLine } from './texts/zhCN/supporting.js';

/** What a supporting unit's liaison begins with. */
export interface PartStart {
  itemId: number;
  unitId: number;
  itemNo: string;
  title: string;
  unit: string;
  leadUnit: string;
  dueOn: string;
}

/**
 * The part that is asked of a supporting unit of the actor; null when the actor reports for the lead unit, or when
 * nothing is asked of their unit.
 */
export async function partAsked(ctx: ChatCtx, itemId: number): Promise<PartStart | null> {
  const asked = await ctx.db.item.findUnique({ where: { id: itemId }, select: { campaignId: true } });
  const units = asked ? unitsOf(ctx.actor, ['liaison'], asked.campaignId) : [];
  const request = await ctx.db.reportRequest.findFirst({
    where: { itemId, unitId: { in: units }, part: 'supporting', status: 'open' },
    orderBy: { id: 'desc' },
    include: { unit: true, item: { include: { leadUnit: true, supporting: true } } },
  });
  if (!request || request.item.status !== 'open' || units.includes(request.item.leadUnitId)) return null;
  // Who no longer supports the item is asked no more, whatever the round began with.
  if (!request.item.supporting.some(({ unitId }) => unitId === request.unitId)) return null;
  return {
    itemId,
    unitId: request.unitId,
    itemNo: request.item.itemNo,
    title: request.item.title,
    unit: request.unit.shortName,
    leadUnit: request.item.leadUnit.shortName,
    dueOn: request.dueOn,
  };
}

/**
 * Takes a supporting unit's part: answers its own requests only, and ends the lead unit's waiting for it. Throws
 * UserError('partUnknown' | 'itemClosed').
 */
export async function submitPart(
  ctx: ChatCtx,
  input: { itemId: number; unitId: number; state: PartState; summary: string },
): Promise<{ itemNo: string; late: boolean; leadUnit: string }> {
  const { itemId, unitId, state, summary } = input;
  await lockItem(ctx.db, itemId);
  const item = await ctx.db.item.findUniqueOrThrow({
    where: { id: itemId },
    include: { leadUnit: true, supporting: true },
  });
  const mine = unitsOf(ctx.actor, ['liaison'], item.campaignId).includes(unitId);
  if (!mine || !item.supporting.some((each) => each.unitId === unitId)) throw new UserError('partUnknown');
  if (item.status !== 'open') throw new UserError('itemClosed', { itemNo: item.itemNo });
  const campaign = await loadCampaign(ctx, item.campaignId);
  const today = todayIn(ctx, campaign);
  const open = await ctx.db.reportRequest.findMany({
    where: { itemId, unitId, part: 'supporting', status: 'open' },
    orderBy: { id: 'asc' },
  });
  const newest = open.at(-1);
  if (!newest) throw await answeredAlready(ctx, itemId, unitId, item.itemNo, campaign.zone);
  for (const { id, dueOn } of open)
    await ctx.db.reportRequest.updateMany({
      where: { id, status: 'open' },
      data: {
        status: 'reported',
        late: isOverdue(dueOn, today, ctx.calendar),
        reportedAt: ctx.now,
        reportedOn: today,
      },
    });
  await ctx.db.supportingPart.create({
    data: {
      itemId,
      unitId,
      state,
      summary,
      requestId: newest.id,
      authorId: ctx.actor.personId,
      reportedOn: today,
      reportedAt: ctx.now,
    },
  });
  await endWaiting(ctx, itemId, [unitId], today);
  await dropAnsweredChases(ctx, item.campaignId, unitId);
  await audit(ctx, 'reportPart', `item:${itemId}`, { unit: unitId, state });
  return {
    itemNo: item.itemNo,
    late: isOverdue(newest.dueOn, today, ctx.calendar),
    leadUnit: item.leadUnit.shortName,
  };
}

async function answeredAlready(ctx: Ctx, itemId: number, unitId: number, itemNo: string, zone: string) {
  const part = await ctx.db.supportingPart.findFirst({ where: { itemId, unitId }, orderBy: { id: 'desc' } });
  if (!part) return new UserError('partUnknown');
  const author = part.authorId && (await ctx.db.person.findUnique({ where: { id: part.authorId } }));
  return new UserError('alreadyReported', {
    itemNo,
    by: author ? author.name : '',
    at: textsFor(undefined).moment(part.reportedAt, zone),
  });
}

/** Parts that no report of the lead unit took up yet, the newest of each unit that supports the item, in official order. */
export async function openParts(ctx: Ctx, itemId: number): Promise<PartLine[]> {
  const supporting = await ctx.db.supportingUnit.findMany({ where: { itemId }, select: { unitId: true } });
  const rows = await ctx.db.supportingPart.findMany({
    where: { itemId, mergedInId: null, unitId: { in: supporting.map(({ unitId }) => unitId) } },
    orderBy: [{ unit: { sortOrder: 'asc' } }, { id: 'asc' }],
    include: { unit: true },
  });
  const newest = new Map(rows.map((row) => [row.unitId, row]));
  return [...newest.values()].map(({ unit, state, summary }) => ({ unit: unit.shortName, state, summary }));
}

/** Notes which report took up the parts that were open. */
export async function mergeParts(ctx: Ctx, itemId: number, reportId: number): Promise<void> {
  await ctx.db.supportingPart.updateMany({ where: { itemId, mergedInId: null }, data: { mergedInId: reportId } });
}

/** Supporting units that were asked for their part of an item and have not answered. */
export async function silentUnits(ctx: Ctx, itemId: number): Promise<{ unitId: number; unit: string }[]> {
  const supporting = await ctx.db.supportingUnit.findMany({ where: { itemId }, select: { unitId: true } });
  const rows = await ctx.db.reportRequest.findMany({
    where: { itemId, part: 'supporting', status: 'open', unitId: { in: supporting.map(({ unitId }) => unitId) } },
    distinct: ['unitId'],
    orderBy: { id: 'asc' },
    include: { unit: true },
  });
  return rows.map(({ unitId, unit }) => ({ unitId, unit: unit.shortName }));
}

/**
 * 等协同单位: the lead unit cannot report before its supporting units answer. It keeps the lead unit from being chased
 * until they have, and they are told. Throws UserError('nothingToWaitFor').
 */
export async function waitForUnits(ctx: ChatCtx, itemId: number): Promise<{ itemNo: string; units: string[] }> {
  await lockItem(ctx.db, itemId);
  const item = await ctx.db.item.findUniqueOrThrow({ where: { id: itemId }, include: { leadUnit: true } });
  if (!unitsOf(ctx.actor, ['liaison'], item.campaignId).includes(item.leadUnitId)) throw new UserError('notYourItem');
  if (item.status !== 'open') throw new UserError('itemClosed', { itemNo: item.itemNo });
  const silent = await silentUnits(ctx, itemId);
  if (silent.length === 0) throw new UserError('nothingToWaitFor', { itemNo: item.itemNo });
  const campaign = await loadCampaign(ctx, item.campaignId);
  const today = todayIn(ctx, campaign);
  for (const { unitId } of silent) {
    const known = await ctx.db.waiting.findFirst({ where: { itemId, forUnitId: unitId, untilOn: null } });
    if (known) continue;
    const { id } = await ctx.db.waiting.create({
      data: { itemId, forUnitId: unitId, statedById: ctx.actor.personId, sinceOn: today, createdAt: ctx.now },
    });
    for (const person of await peopleHolding(ctx.db, 'liaison', item.campaignId, [unitId])) {
      const t = textsFor(person.locale);
      await enqueueToPerson(ctx, item.campaignId, person.id, {
        key: `waiting:${id}:${person.id}`,
        kind: 'chase',
        subject: `item:${itemId}`,
        message: t.supporting.waitedFor({ itemNo: item.itemNo, title: item.title, leadUnit: item.leadUnit.shortName }, [
          [{ id: buttonId('report', itemId), label: t.supporting.fill, style: 'primary' }],
          [{ id: buttonId('tooMuch', id, 'waiting'), label: t.bundle.tooMuch }],
        ]),
      });
    }
  }
  await audit(ctx, 'waitForUnits', `item:${itemId}`, { units: silent.map(({ unitId }) => unitId) });
  return { itemNo: item.itemNo, units: silent.map(({ unit }) => unit) };
}

async function endWaiting(ctx: Ctx, itemId: number, unitIds: number[], on: string): Promise<void> {
  await ctx.db.waiting.updateMany({
    where: { itemId, forUnitId: { in: unitIds }, untilOn: null },
    data: { untilOn: on },
  });
}

/**
 * Good reasons on record for items whose lead unit waits for a supporting unit, by item. A unit that left the item is
 * waited for no more. They hold for requests of part 'lead' only.
 */
export async function waitingReasons(ctx: Ctx, itemIds: readonly number[]): Promise<Map<number, GoodReason[]>> {
  const rows = await ctx.db.waiting.findMany({
    where: { itemId: { in: [...itemIds] } },
    orderBy: { id: 'asc' },
  });
  const reasons = new Map<number, GoodReason[]>();
  if (rows.length === 0) return reasons;
  const supporting = await ctx.db.supportingUnit.findMany({ where: { itemId: { in: rows.map((row) => row.itemId) } } });
  for (const { id, itemId, forUnitId, sinceOn, untilOn } of rows) {
    const still = supporting.some((each) => each.itemId === itemId && each.unitId === forUnitId);
    if (untilOn === null && !still) continue;
    const list = reasons.get(itemId) ?? [];
    list.push({ kind: 'waitingForUnit', recordId: id, sinceOn, untilOn });
    reasons.set(itemId, list);
  }
  return reasons;
}

/**
 * Drops what is still asked of units that do not support their item any more, and ends waiting for them. To be called
 * when supporting units are changed; chasing calls it for what it meets.
 * @returns how many requests were dropped
 */
export async function dropStaleParts(ctx: Ctx, itemId: number, today: string): Promise<number> {
  const supporting = await ctx.db.supportingUnit.findMany({ where: { itemId }, select: { unitId: true } });
  const still = supporting.map(({ unitId }) => unitId);
  await ctx.db.waiting.updateMany({
    where: { itemId, untilOn: null, forUnitId: { notIn: still } },
    data: { untilOn: today },
  });
  const { count } = await ctx.db.reportRequest.updateMany({
    where: { itemId, part: 'supporting', status: 'open', unitId: { notIn: still } },
    data: { status: 'dropped' },
  });
  return count;
}
