import { buttonId } from '../domain/button.js';
import { addDays, type Day } from '../domain/calendar.js';
import { FILING_HEAD_AFTER, isFilingChaseDay } from '../domain/filing.js';
import type { Button, Message } from '../domain/message.js';
import type { Ctx } from './context.js';
import { countFilings, type FilingUnit, filingUnits } from './filings.js';
import type { Phrases } from './texts/index.js';

/** Units of a campaign that are short and whose day for being chased it is. */
export async function shortToday(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const units = await filingUnits(ctx, campaignId);
  return units
    .filter(({ short, dueOn }) => short > 0 && isFilingChaseDay(dueOn, today, ctx.calendar))
    .map(({ unitId }) => unitId);
}

/** Notes that a unit is chased for its list today; that morning's bundles say so. A second run changes nothing. */
export async function chaseFiling(ctx: Ctx, campaignId: number, unitId: number, today: Day): Promise<void> {
  const [list] = await filingUnits(ctx, campaignId, [unitId]);
  if (!list || list.short === 0) return;
  const key = { campaignId, unitId, on: today };
  await ctx.db.filingChase.upsert({ where: { campaignId_unitId_on: key }, create: key, update: {} });
}

/** A chase is told of for so many calendar days, when the bundles of its own day did not arrive. */
const NEWS_DAYS = 28;

/** Lists that are still short although their units were chased, with the day of the newest chase. */
export type ChasedLists = (FilingUnit & { workdays: number; chasedOn: Day })[];

/** The chased lists of a campaign as of a day. */
export async function chasedLists(ctx: Ctx, campaignId: number, today: Day): Promise<ChasedLists> {
  const rows = await ctx.db.filingChase.groupBy({
    by: ['unitId'],
    where: { campaignId, on: { gt: addDays(today, -NEWS_DAYS), lte: today } },
    _max: { on: true },
  });
  if (rows.length === 0) return [];
  const chasedOn = new Map(rows.map((row) => [row.unitId, row._max.on ?? '']));
  const lists = await filingUnits(ctx, campaignId, [...chasedOn.keys()]);
  return lists
    .filter(({ short }) => short > 0)
    .map((list) => ({
      ...list,
      workdays: ctx.calendar.workdaysBetween(today, list.dueOn),
      chasedOn: chasedOn.get(list.unitId) ?? '',
    }));
}

/** What a bundle says of filing lists: to liaisons from the first chase on, to heads once the lists are late. */
export function filingMessages(
  t: Phrases,
  campaignId: number,
  lists: ChasedLists,
  { liaisonOf, headOf }: { liaisonOf: readonly number[]; headOf: readonly number[] },
  { heardOn }: { heardOn: Day },
  tooMuch: Button,
): Message[] {
  const fresh = lists.filter(({ chasedOn }) => chasedOn > heardOn);
  return [
    ...fresh
      .filter(({ unitId }) => liaisonOf.includes(unitId))
      .map((list) => {
        const id = buttonId('file', list.unitId, campaignId);
        return t.filing.chase(list, [[{ id, label: t.filing.file, style: 'primary' }, tooMuch]]);
      }),
    ...fresh
      .filter(({ unitId, workdays }) => headOf.includes(unitId) && workdays <= -FILING_HEAD_AFTER)
      .map((list) => t.filing.chaseHead(list)),
  ];
}

/** What a coordinator's bundle says of filing lists. */
export type FilingFacts = { waiting: number; units: number; missing: number } | null;

/** Null when nothing waits for a word and nobody is chased today. */
export async function coordinatorFilings(ctx: Ctx, campaignId: number, today: Day): Promise<FilingFacts> {
  const waiting = await countFilings(ctx, campaignId);
  if (waiting === 0 && (await ctx.db.filingChase.count({ where: { campaignId, on: today } })) === 0) return null;
  const short = (await filingUnits(ctx, campaignId)).filter((each) => each.short > 0);
  return { waiting, units: short.length, missing: short.reduce((sum, each) => sum + each.short, 0) };
}
