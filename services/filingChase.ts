import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import { FILING_HEAD_AFTER, isFilingChaseDay } from '../domain/filing.js';
import type { Button, Message } from '../domain/message.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import { countFilings, filingUnits } from './filings.js';
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

/** Units that are chased for their lists on a day. */
export async function chasedOn(ctx: Ctx, campaignId: number, on: Day): Promise<number[]> {
  const rows = await ctx.db.filingChase.findMany({ where: { campaignId, on }, select: { unitId: true } });
  return rows.map(({ unitId }) => unitId);
}

/** Of some units, the lists that a reader who last heard on `heardOn` is to be told of now: still short, and chased since. */
async function listsToTell(ctx: Ctx, campaignId: number, unitIds: readonly number[], when: { today: Day; heardOn: Day }) {
  if (unitIds.length === 0) return [];
  const rows = await ctx.db.filingChase.findMany({
    where: { campaignId, unitId: { in: [...unitIds] }, on: { gt: when.heardOn, lte: when.today } },
    select: { unitId: true },
  });
  if (rows.length === 0) return [];
  const lists = await filingUnits(ctx, campaignId, [...new Set(rows.map(({ unitId }) => unitId))]);
  return lists
    .filter(({ short }) => short > 0)
    .map((list) => ({ ...list, workdays: ctx.calendar.workdaysBetween(when.today, list.dueOn) }));
}

/** What a bundle says of filing lists: to liaisons from the first chase on, to heads once the lists are late. */
export async function filingSection(
  ctx: Ctx,
  t: Phrases,
  campaign: CampaignView,
  { liaisonOf, headOf }: { liaisonOf: readonly number[]; headOf: readonly number[] },
  when: { today: Day; heardOn: Day },
  tooMuch: Button,
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const list of await listsToTell(ctx, campaign.id, liaisonOf, when)) {
    const file: Button = {
      id: buttonId('file', list.unitId, campaign.id),
      label: t.filing.file,
      style: 'primary',
    };
    messages.push(t.filing.chase(list, [[file, tooMuch]]));
  }
  for (const list of await listsToTell(ctx, campaign.id, headOf, when))
    if (list.workdays <= -FILING_HEAD_AFTER) messages.push(t.filing.chaseHead(list));
  return messages;
}

/** What a coordinator's bundle says of filing lists; null when nothing waits and nobody is chased today. */
export async function coordinatorFilings(
  ctx: Ctx,
  campaignId: number,
  today: Day,
): Promise<{ waiting: number; units: number; missing: number } | null> {
  const waiting = await countFilings(ctx, campaignId);
  const chased = await chasedOn(ctx, campaignId, today);
  if (waiting === 0 && chased.length === 0) return null;
  const short = (await filingUnits(ctx, campaignId)).filter((each) => each.short > 0);
  return { waiting, units: short.length, missing: short.reduce((sum, each) => sum + each.short, 0) };
}
