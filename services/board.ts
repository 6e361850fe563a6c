import { rankUnits } from '../domain/board.js';
import type { Day } from '../domain/calendar.js';
import { type Period, periodOf, previousPeriod } from '../domain/period.js';
import { FORMULA_2026_1, scoreUnits } from '../domain/score.js';
import { boundChats } from '../prisma/store/chats.js';
import { audit } from './audit.js';
import { unitFacts } from './boardFacts.js';
import { posterMessages } from './boardPosters.js';
import { postOf } from './boardView.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { enqueueToChat } from './outbox.js';
import { textsFor } from './texts/index.js';

/** The week before a day's, when the campaign had begun and it has no board yet; null otherwise. */
export async function periodToPublish(ctx: Ctx, campaignId: number, today: Day): Promise<Period | null> {
  const campaign = await loadCampaign(ctx, campaignId);
  const period = previousPeriod(periodOf('week', today));
  if (period.endsOn < campaign.startsOn) return null;
  const { kind, key: periodKey } = period;
  const known = await ctx.db.board.findUnique({
    where: { campaignId_kind_periodKey: { campaignId, kind, periodKey } },
    select: { id: true },
  });
  return known ? null : period;
}

/** Scores and ranks the week before, keeps the board with every reason, and posts it to the campaign's groups. */
export async function publishWeeklyBoard(ctx: Ctx, campaignId: number, today: Day): Promise<void> {
  const period = await periodToPublish(ctx, campaignId, today);
  if (!period) return;
  const campaign = await loadCampaign(ctx, campaignId);
  const boardId = await saveBoard(ctx, campaign, period);
  // A week in which nothing could be judged has no ranking to show.
  const ranked = await ctx.db.boardEntry.count({ where: { boardId, place: { not: null } } });
  if (ranked === 0) return;
  const t = textsFor(undefined);
  const message = await postOf(ctx, campaign, boardId, t);
  const posters = await posterMessages(ctx, boardId, message, t);
  for (const chat of await boundChats(ctx.db, campaignId))
    for (const [index, poster] of posters.entries())
      await enqueueToChat(ctx, chat, {
        key: `board:${boardId}:${chat.id}${index === 0 ? '' : `:${index + 1}`}`,
        kind: 'board',
        subject: `board:${boardId}`,
        message: poster,
      });
  await audit(ctx, 'publishBoard', `board:${boardId}`, { period: period.key, ranked });
}

async function saveBoard(ctx: Ctx, campaign: CampaignView, period: Period): Promise<number> {
  const facts = await unitFacts(ctx, campaign.id, period);
  const scores = scoreUnits(facts, period.endsOn, FORMULA_2026_1, ctx.calendar);
  const { lines, notRanked } = rankUnits(scores, campaign, await placesBefore(ctx, campaign.id, period));
  const scoreOf = new Map(scores.map((score) => [score.unitId, score]));
  const line = new Map(lines.map((each) => [each.unitId, each]));
  const cause = new Map(notRanked.map((each) => [each.unitId, each.cause]));
  const board = await ctx.db.board.create({
    data: {
      campaignId: campaign.id,
      kind: period.kind,
      periodKey: period.key,
      startsOn: period.startsOn,
      endsOn: period.endsOn,
      status: 'published',
      formulaVersion: FORMULA_2026_1.version,
      dataAt: ctx.now,
      publishedAt: ctx.now,
    },
  });
  await ctx.db.boardEntry.createMany({
    data: [...scoreOf.values()].map((score) => {
      const ranked = line.get(score.unitId);
      return {
        boardId: board.id,
        unitId: score.unitId,
        list: ranked?.list ?? 'notRanked',
        place: ranked?.place ?? null,
        tie: ranked?.tie ?? false,
        totalCenti: score.totalCenti,
        smallSample: score.smallSample,
        sampleSize: score.sampleSize,
        spared: ranked?.spared ?? null,
        cause: cause.get(score.unitId) ?? null,
        change: { ...(ranked?.change ?? { kind: 'new', by: 0 }) },
        dimensions: score.dimensions.map((each) => ({ ...each })),
        entries: score.entries.map((each) => ({ ...each, reason: { ...each.reason }, evidence: { ...each.evidence } })),
      };
    }),
  });
  return board.id;
}

/** Places on the board of the period before; null when there was none. */
async function placesBefore(ctx: Ctx, campaignId: number, period: Period): Promise<Map<number, number> | null> {
  const { kind, key: periodKey } = previousPeriod(period);
  const board = await ctx.db.board.findUnique({
    where: { campaignId_kind_periodKey: { campaignId, kind, periodKey } },
    include: { entries: { where: { place: { not: null } }, select: { unitId: true, place: true } } },
  });
  return board && new Map(board.entries.map((entry) => [entry.unitId, entry.place ?? 0]));
}
