import { type Day, dayOf, periodOf, previousPeriod, timeOf } from '../../domain/calendar.js';
import type { ScoreEntry } from '../../domain/score.js';
import { peopleHolding } from '../../prisma/store/people.js';
import { burdenOf } from '../burden.js';
import type { CampaignView } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { textsFor } from '../texts/index.js';
import type { SheetSpec } from './workbooks/writeWorkbook.js';

/** Rows of the send record in an export, newest first. */
const DELIVERIES_MAX = 5000;

/** Who was asked and has not answered, by unit. */
export async function unreportedSheet(ctx: Ctx, campaign: CampaignView, on: Day): Promise<SheetSpec> {
  const t = textsFor(undefined).exporting;
  const requests = await ctx.db.reportRequest.findMany({
    where: { item: { campaignId: campaign.id }, status: 'open' },
    include: { item: { select: { itemNo: true, title: true } }, unit: true },
    orderBy: [{ unit: { sortOrder: 'asc' } }, { dueOn: 'asc' }, { id: 'asc' }],
  });
  const liaisons = await peopleHolding(ctx.db, 'liaison', campaign.id);
  return {
    name: t.parts.unreported,
    title: t.unreported.title(on),
    columns: t.unreported.columns,
    rows: requests.map((request) => [
      request.unit.name,
      request.item.itemNo,
      request.item.title,
      request.dueOn,
      Math.max(0, ctx.calendar.workdaysBetween(request.dueOn, on)),
      liaisons
        .filter((person) => person.unitIds.includes(request.unitId))
        .map((person) => person.name)
        .join('、'),
      t.unreported.rungs[request.rung] ?? String(request.rung),
    ]),
    toneColumn: 4,
    tones: requests.map((request) => (request.dueOn < on ? 'red' : 'plain')),
  };
}

/** The latest published board with every reason; null when there is none. */
export async function boardSheet(ctx: Ctx, campaign: CampaignView): Promise<SheetSpec | null> {
  const t = textsFor(undefined).exporting;
  const board = await ctx.db.board.findFirst({
    where: { campaignId: campaign.id, status: 'published' },
    orderBy: [{ endsOn: 'desc' }, { id: 'desc' }],
    include: { entries: { include: { unit: true }, orderBy: [{ unit: { sortOrder: 'asc' } }] } },
  });
  if (!board) return null;
  const entries = board.entries.sort((a, b) => (a.place ?? 9999) - (b.place ?? 9999));
  return {
    name: t.parts.board,
    title: t.board.title({ ...board, campaign: campaign.name, dataAt: stamp(board.dataAt, campaign.zone) }),
    columns: t.board.columns,
    rows: entries.map((entry) => [
      entry.place,
      entry.unit.name,
      entry.totalCenti === null ? null : t.board.score(entry.totalCenti),
      t.board.list(entry.list)[0],
      entry.place === null ? '' : t.board.change(entry.change as { kind: string; by: number }),
      entry.sampleSize,
      t.board.reasons(
        (entry.entries as unknown as ScoreEntry[]).map(({ dimension, points, reason }) => ({
          dimension,
          centi: points,
          reason,
        })),
      ),
    ]),
    toneColumn: 3,
    tones: entries.map((entry) => t.board.list(entry.list)[1]),
  };
}

/** What the week before cost every unit, heaviest first. */
export async function burdenSheet(ctx: Ctx, campaign: CampaignView, on: Day): Promise<SheetSpec> {
  const t = textsFor(undefined).exporting;
  const week = previousPeriod(periodOf('week', on));
  const units = await burdenOf(ctx, campaign, week, 'all');
  return {
    name: t.parts.burden,
    title: t.burden.title(week.startsOn, week.endsOn),
    columns: t.burden.columns,
    rows: units.map((each) => [
      each.unit,
      each.minutes,
      each.minutesBefore,
      each.messages,
      each.requests,
      each.chases,
      each.answers,
      each.late,
      each.quiet,
      each.tooMuch,
    ]),
    toneColumn: -1,
    tones: [],
  };
}

/** What was planned, sent, held, or failed, newest first. */
export async function deliveriesSheet(ctx: Ctx, campaign: CampaignView, on: Day): Promise<SheetSpec> {
  const t = textsFor(undefined).exporting;
  const rows = await ctx.db.delivery.findMany({
    where: { campaignId: campaign.id },
    omit: { payload: true },
    include: { person: { select: { name: true } } },
    orderBy: { id: 'desc' },
    take: DELIVERIES_MAX,
  });
  return {
    name: t.parts.deliveries,
    title: t.deliveries.title(on),
    columns: t.deliveries.columns,
    rows: rows.map((row) => [
      stamp(row.notBefore, campaign.zone),
      t.deliveries.kind(row.kind),
      row.person?.name ?? row.address,
      t.deliveries.platform(row.platform),
      t.deliveries.state(row.status)[0],
      row.finishedAt === null ? '' : stamp(row.finishedAt, campaign.zone),
      row.attempts,
      row.lastError ?? '',
    ]),
    toneColumn: 4,
    tones: rows.map((row) => t.deliveries.state(row.status)[1]),
  };
}

const stamp = (at: Date, zone: string): string => `${dayOf(at, zone)} ${timeOf(at, zone)}`;
