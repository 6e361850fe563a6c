import { dayOf, timeOf } from '../domain/calendar.js';
import type { Message } from '../domain/message.js';
import { unitsOf } from '../domain/roles.js';
import type { DimensionScore, ScoreEntry } from '../domain/score.js';
import { UserError } from '../domain/userError.js';
import { campaignOf, mustSeeUnit } from './access.js';
import { posterMessages } from './boardPosters.js';
import type { CampaignView } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import type { BoardLine, ReasonLine } from './texts/zhCN/board.js';
import { type Phrases, textsFor } from './texts/index.js';

async function loadBoard(ctx: Ctx, where: { id: number } | { campaignId: number; status: string }) {
  return ctx.db.board.findFirst({
    where,
    orderBy: [{ endsOn: 'desc' }, { id: 'desc' }],
    include: { entries: { include: { unit: true }, orderBy: [{ place: 'asc' }, { unit: { sortOrder: 'asc' } }] } },
  });
}

type Board = NonNullable<Awaited<ReturnType<typeof loadBoard>>>;
type Entry = Board['entries'][number];

const lineOf = (entry: Entry): BoardLine => ({
  unit: entry.unit.shortName,
  place: entry.place,
  tie: entry.tie,
  totalCenti: entry.totalCenti,
  change: entry.change as unknown as BoardLine['change'],
  smallSample: entry.smallSample,
  cause: entry.cause,
});

const scoreEntries = (entry: Entry) => entry.entries as unknown as ScoreEntry[];

const reasonsOf = (entry: Entry): ReasonLine[] =>
  scoreEntries(entry).map(({ dimension, points, reason }) => ({ dimension, centi: points, reason }));

/** A board's post for its groups: both lists with reasons, and who stands where. */
export async function postOf(ctx: Ctx, campaign: CampaignView, boardId: number, t: Phrases): Promise<Message> {
  const board = await loadBoard(ctx, { id: boardId });
  if (!board) throw new UserError('boardNone');
  return post(campaign, board, t);
}

function post(campaign: CampaignView, board: Board, t: Phrases): Message {
  const { entries } = board;
  const listed = (list: string) =>
    entries
      .filter((entry) => entry.list === list)
      .map((entry) => {
        const reasons = reasonsOf(entry);
        return {
          line: lineOf(entry),
          why: reasons.length > 0 ? t.board.inShort(reasons) : t.board.clean(entry.sampleSize),
        };
      });
  return t.board.post({
    campaign: campaign.name,
    periodKey: board.periodKey,
    startsOn: board.startsOn,
    endsOn: board.endsOn,
    red: listed('red'),
    black: listed('black'),
    middle: entries.filter((entry) => entry.list === 'middle').length,
    notRanked: entries
      .filter((entry) => entry.list === 'notRanked')
      .sort((a, b) => a.unit.sortOrder - b.unit.sortOrder)
      .map((entry) => ({ unit: entry.unit.shortName, cause: entry.cause ?? '' })),
    formulaVersion: board.formulaVersion,
    dataAt: `${dayOf(board.dataAt, campaign.zone)} ${timeOf(board.dataAt, campaign.zone)}`,
  });
}

async function latest(ctx: ChatCtx): Promise<{ campaign: CampaignView; board: Board }> {
  const campaign = await campaignOf(ctx);
  const board = await loadBoard(ctx, { campaignId: campaign.id, status: 'published' });
  if (!board) throw new UserError('boardNone');
  return { campaign, board };
}

/** The latest published board with its poster, of several pages when it has many units. Throws UserError('boardNone'). */
export async function boardMessage(ctx: ChatCtx): Promise<Message[]> {
  const { campaign, board } = await latest(ctx);
  const t = textsFor(ctx.actor.locale);
  return posterMessages(ctx, board.id, post(campaign, board, t), t);
}

/**
 * A unit's line on the latest board with every reason and the items behind them. Without words it is the person's own
 * unit. Throws UserError('unitUnknown' | 'boardUnitNotOn' | 'notYourUnit' | 'boardNone').
 */
export async function unitReasons(ctx: ChatCtx, query: string) {
  const { campaign, board } = await latest(ctx);
  const own = unitsOf(ctx.actor, ['liaison', 'unitHead'], campaign.id);
  const wanted = query.trim();
  const entry = board.entries.find((each) =>
    wanted === ''
      ? own.includes(each.unitId)
      : each.unit.name === wanted || each.unit.shortName === wanted || each.unit.name.includes(wanted),
  );
  if (!entry) throw new UserError(wanted === '' ? 'unitWanted' : 'unitUnknown', { query: wanted.slice(0, 30) });
  await mustSeeUnit(ctx, campaign.id, entry.unitId);
  return {
    unit: entry.unit.name,
    periodKey: board.periodKey,
    startsOn: board.startsOn,
    endsOn: board.endsOn,
    line: lineOf(entry),
    list: entry.list,
    dimensions: (entry.dimensions as unknown as DimensionScore[])
      .filter((each) => each.effectiveWeight > 0)
      .map((each) => ({ name: each.name, worth: each.effectiveWeight, centi: each.points })),
    reasons: reasonsOf(entry),
    formulaVersion: board.formulaVersion,
    items: await itemsBehind(ctx, scoreEntries(entry)),
  };
}

/** The items of the records behind points, in the order of the points. */
async function itemsBehind(ctx: Ctx, entries: readonly ScoreEntry[]): Promise<{ itemId: number; itemNo: string }[]> {
  const ids = (kind: string) => entries.filter((each) => each.evidence.kind === kind).map((each) => each.evidence.id);
  const item = { select: { id: true, itemNo: true } } as const;
  const records = [
    ...(await ctx.db.milestone.findMany({
      where: { id: { in: [...ids('milestone'), ...ids('problem')] } },
      select: { item },
    })),
    ...(await ctx.db.reportRequest.findMany({ where: { id: { in: ids('reportRequest') } }, select: { item } })),
    ...(
      await ctx.db.verification.findMany({
        where: { id: { in: ids('verification') } },
        select: { report: { select: { item } } },
      })
    ).map((each) => each.report),
  ];
  return records.map((record) => ({ itemId: record.item.id, itemNo: record.item.itemNo }));
}
