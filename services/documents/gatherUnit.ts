import type { Day } from '../../domain/calendar.js';
import type { CardKind } from '../../domain/document.js';
import { UserError } from '../../domain/userError.js';
import { loadCampaign } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { textsFor } from '../texts/index.js';
import { cardItems } from '../unitCards.js';
import { unitFigures } from '../unitView.js';
import { type DocumentTask, MIME } from './tasks.js';

/** Items on one card. */
const CARD_ITEMS = 14;
/** Units with their own line on a digest's picture. */
const TREND_UNITS = 16;

async function unitOf(ctx: Ctx, id: number): Promise<{ id: number; name: string }> {
  const unit = await ctx.db.unit.findUnique({ where: { id }, select: { id: true, name: true } });
  if (!unit) throw new UserError('unitUnknown', { query: String(id) });
  return unit;
}

/** A unit's trend. Throws UserError('unitUnknown'). */
export async function unitTrendTask(
  ctx: Ctx,
  request: { campaignId: number; unitId: number; on: Day },
): Promise<DocumentTask> {
  const { campaignId, unitId, on } = request;
  const campaign = await loadCampaign(ctx, campaignId);
  const unit = await unitOf(ctx, unitId);
  const t = textsFor(undefined).unit;
  const figures = await unitFigures(ctx, campaignId, [unitId], on);
  const { weeks } = await unitFigures(ctx, campaignId, null, on);
  return {
    name: 'trend',
    input: t.trend({ unit: unit.name, campaign: campaign.name, figures, average: weeks, on }),
    file: { name: t.trendFile(unit.name, on), mime: MIME.png },
  };
}

/** The trend of several units together and each by itself, in official order. */
export async function campaignTrendTask(
  ctx: Ctx,
  request: { campaignId: number; unitIds: number[]; on: Day },
): Promise<DocumentTask> {
  const { campaignId, unitIds, on } = request;
  const campaign = await loadCampaign(ctx, campaignId);
  const t = textsFor(undefined).unit;
  const units = await ctx.db.unit.findMany({
    where: { id: { in: unitIds }, leadItems: { some: { campaignId } } },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    take: TREND_UNITS,
  });
  const rows = [];
  for (const unit of units)
    rows.push({ name: unit.name, weeks: (await unitFigures(ctx, campaignId, [unit.id], on)).weeks });
  const figures = await unitFigures(ctx, campaignId, unitIds, on);
  return {
    name: 'trend',
    input: t.campaignTrend({ campaign: campaign.name, on, figures, units: rows }),
    file: { name: t.trendFile('', on).replace(/^-/, ''), mime: MIME.png },
  };
}

/** One of the three cards of a unit. Throws UserError('unitUnknown'). */
export async function unitCardTask(
  ctx: Ctx,
  request: { campaignId: number; unitId: number; card: CardKind; on: Day },
): Promise<DocumentTask> {
  const { campaignId, unitId, card, on } = request;
  const campaign = await loadCampaign(ctx, campaignId);
  const unit = await unitOf(ctx, unitId);
  const t = textsFor(undefined).unit;
  const { items, more } = await cardItems(ctx, campaignId, unitId, card, on, CARD_ITEMS);
  return {
    name: 'unitCard',
    input: t.cardPage({
      unit: unit.name,
      campaign: campaign.name,
      card,
      on,
      figures: await unitFigures(ctx, campaignId, [unitId], on),
      items,
      more,
    }),
    file: { name: t.cardFile(unit.name, card, on), mime: MIME.png },
  };
}
