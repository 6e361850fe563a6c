import { dayOf, timeOf } from '../domain/calendar.js';
import type { Clearance } from '../domain/clearance.js';
import type { Message } from '../domain/message.js';
import { holds, unitsOf } from '../domain/roles.js';
import type { DimensionScore, ScoreEntry, ScoreEvidence } from '../domain/score.js';
import { UserError } from '../domain/userError.js';
import { itemsOfRecords } from '../prisma/store/boardRecords.js';
import { campaignOf, mustSeeUnit } from './access.js';
import { posterMessages } from './boardPosters.js';
import type { PostFor } from './boardPosts.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import { clearanceOn } from './clearances.js';
import { commitmentsKept, commitmentsOfUnit } from './commitmentBoards.js';
import type { ChatCtx, Ctx } from './context.js';
import { exemptionsShown } from './exemptionDecisions.js';
import { type GroupScope, scopeOf, settingsAt } from './groups.js';
import type { BoardLine, ReasonLine } from './texts/zhCN/board.js';
import type { OwnLine } from './texts/zhCN/boardLife.js';
import type { CommitmentLine } from './texts/zhCN/commitment.js';
import { type Phrases, textsFor } from './texts/index.js';

const asc = 'asc' as const;
const WITH_ENTRIES = {
  entries: {
    include: { unit: true as const },
    orderBy: [{ place: asc }, { unit: { sortOrder: asc } }, { unitId: asc }],
  },
};

/** A board with its lines, best place first. Throws UserError('boardGone'). */
export async function loadEntries(ctx: Pick<Ctx, 'db'>, boardId: number) {
  const board = await ctx.db.board.findUnique({ where: { id: boardId }, include: WITH_ENTRIES });
  if (!board) throw new UserError('boardGone');
  return board;
}

type Board = Awaited<ReturnType<typeof loadEntries>>;
type Entry = Board['entries'][number];

/** A unit goes by the name it had when the board was reckoned. */
const lineOf = (entry: Entry): BoardLine => ({
  unit: entry.unitShort || entry.unit.shortName,
  place: entry.place,
  tie: entry.tie,
  totalCenti: entry.totalCenti,
  change: entry.change as unknown as BoardLine['change'],
  smallSample: entry.smallSample,
  cause: entry.cause,
  light: entry.light,
  grade: entry.grade,
});

/** The points of a kept line. */
export const pointsOf = (entry: { entries: unknown }): ScoreEntry[] => entry.entries as ScoreEntry[];

const reasonsOf = (entry: Entry): ReasonLine[] =>
  pointsOf(entry).map(({ dimension, points, reason }) => ({ dimension, centi: points, reason }));

/** What a unit hears of its own line: points, place, list, and every reason. */
export function ownLine(
  board: Board,
  entry: Entry,
  commitments: CommitmentLine[],
  clearance: Clearance | null,
): OwnLine {
  const ranked = board.entries.filter((each) => each.place !== null).length;
  return {
    ...lineOf(entry),
    clearance,
    periodKey: board.periodKey,
    list: entry.list,
    ranked,
    reasons: reasonsOf(entry),
    revision: board.revision,
    commitments,
  };
}

/** A board's post for its groups: both lists with reasons, and who stands where. Throws UserError('boardGone'). */
export async function postOf(
  ctx: Ctx,
  campaign: CampaignView,
  boardId: number,
  t: Phrases,
  scope: GroupScope | null = null,
): Promise<Message> {
  return post(ctx, campaign, await loadEntries(ctx, boardId), t, scope);
}

/** The post of a board in every scope; null where none of the units of a limited group is on it. */
export function postsOf(ctx: Ctx, campaign: CampaignView, boardId: number, t: Phrases): PostFor {
  return async (scope) => {
    if (scope) {
      const own = await ctx.db.boardEntry.count({ where: { boardId, unitId: { in: scope.unitIds } } });
      if (own === 0) return null;
    }
    return postOf(ctx, campaign, boardId, t, scope);
  };
}

async function post(
  ctx: Pick<Ctx, 'db'>,
  campaign: CampaignView,
  board: Board,
  t: Phrases,
  scope: GroupScope | null = null,
): Promise<Message> {
  const entries = board.entries.filter((entry) => scope?.unitIds.includes(entry.unitId) ?? true);
  const clearance = await clearanceOn(ctx, campaign.id, board.endsOn);
  const listed = (list: string) =>
    entries
      .filter((entry) => entry.list === list)
      .map((entry) => {
        const reasons = reasonsOf(entry);
        return {
          line: { ...lineOf(entry), clearance: clearance.get(entry.unitId) ?? null },
          why: reasons.length > 0 ? t.board.inShort(reasons) : t.board.clean(entry.sampleSize),
        };
      });
  const count = (light: string) => entries.filter((entry) => entry.light === light).length;
  return t.board.post({
    campaign: campaign.name,
    only: scope?.names ?? null,
    commitments: await commitmentsKept(ctx, campaign.id, board, scope?.unitIds ?? null),
    periodKey: board.periodKey,
    startsOn: board.startsOn,
    endsOn: board.endsOn,
    status: board.status,
    revision: board.publishedAt ? board.revision : 0,
    red: listed('red'),
    black: listed('black'),
    middle: entries.filter((entry) => entry.list === 'middle').length,
    lights: { red: count('red'), yellow: count('yellow'), green: count('green') },
    grades: (['excellent', 'good', 'fair'] as const).map((grade) => ({
      grade,
      units: entries.filter((entry) => entry.grade === grade).map((entry) => lineOf(entry).unit),
    })),
    notRanked: entries
      .filter((entry) => entry.list === 'notRanked')
      .sort((a, b) => a.unit.sortOrder - b.unit.sortOrder || a.unitId - b.unitId)
      .map((entry) => ({ unit: lineOf(entry).unit, cause: entry.cause ?? '' })),
    formulaVersion: board.formulaVersion,
    dataAt: `${dayOf(board.dataAt, campaign.zone)} ${timeOf(board.dataAt, campaign.zone)}`,
  });
}

async function latest(ctx: ChatCtx): Promise<{ campaign: CampaignView; board: Board }> {
  const campaign = await campaignOf(ctx);
  const board = await ctx.db.board.findFirst({
    where: { campaignId: campaign.id, status: 'published' },
    orderBy: [{ publishedAt: 'desc' }, { endsOn: 'desc' }, { startsOn: 'desc' }, { id: 'desc' }],
    include: WITH_ENTRIES,
  });
  if (!board) throw new UserError('boardNone');
  return { campaign, board };
}

/** What the group in which somebody asks may see of boards; null in private, and where it sees all. Throws UserError('boardNotHere'). */
async function scopeHere(ctx: ChatCtx): Promise<GroupScope | null> {
  const { kind, platform, chat, thread } = ctx.origin;
  if (kind !== 'group') return null;
  const settings = await settingsAt(ctx, { platform, address: chat, thread });
  if (settings && !settings.board) throw new UserError('boardNotHere');
  return settings && scopeOf(ctx, settings);
}

/**
 * The latest published board with its poster, of several pages when it has many units; in a group what that group may
 * see of it. Throws UserError('boardNone' | 'boardNotHere').
 */
export async function boardMessage(ctx: ChatCtx): Promise<Message[]> {
  const { campaign, board } = await latest(ctx);
  const t = textsFor(ctx.actor.locale);
  const scope = await scopeHere(ctx);
  return posterMessages(ctx, board.id, await post(ctx, campaign, board, t, scope), t, scope?.unitIds);
}

/** A published board, or for coordinators and leaders any board, as it is read. Throws UserError('boardGone' | 'noCampaign'). */
export async function boardById(ctx: ChatCtx, boardId: number): Promise<Message> {
  const board = await loadEntries(ctx, boardId);
  const campaign = await campaignOf(ctx);
  const handles = holds(ctx.actor, ['coordinator', 'leader', 'administrator'], board.campaignId);
  const takesPart = campaign.id === board.campaignId || holds(ctx.actor, ['liaison', 'unitHead'], board.campaignId);
  if (!handles && (!takesPart || board.status !== 'published')) throw new UserError('boardGone');
  const scope = await scopeHere(ctx);
  return post(ctx, await loadCampaign(ctx, board.campaignId), board, textsFor(ctx.actor.locale), scope);
}

/**
 * A unit's line on the latest board with every reason and the records behind them. Without words it is the person's own
 * unit; an old name that stands on the board is known too. Throws UserError('unitWanted' | 'unitUnknown' | 'notYourUnit' | 'boardNone').
 */
export async function unitReasons(ctx: ChatCtx, query: string) {
  const { campaign, board } = await latest(ctx);
  const own = unitsOf(ctx.actor, ['liaison', 'unitHead'], campaign.id);
  const wanted = query.trim();
  const names = (each: Entry) => [each.unit.name, each.unit.shortName, each.unitName, each.unitShort];
  const entry =
    wanted === ''
      ? board.entries.find((each) => own.includes(each.unitId))
      : (board.entries.find((each) => names(each).includes(wanted)) ??
        board.entries.find((each) => names(each).some((name) => name.includes(wanted))));
  if (!entry) throw new UserError(wanted === '' ? 'unitWanted' : 'unitUnknown', { query: wanted.slice(0, 30) });
  return reasonsFor(ctx, board, entry);
}

/** A unit's line on a board, also on a draft for those whose line it is. Throws UserError('boardGone' | 'notYourUnit'). */
export async function lineReasons(ctx: ChatCtx, boardId: number, unitId: number) {
  const board = await loadEntries(ctx, boardId);
  const entry = board.entries.find((each) => each.unitId === unitId);
  if (!entry) throw new UserError('boardGone');
  return reasonsFor(ctx, board, entry);
}

async function reasonsFor(ctx: ChatCtx, board: Board, entry: Entry) {
  await mustSeeUnit(ctx, board.campaignId, entry.unitId);
  return {
    boardId: board.id,
    unitId: entry.unitId,
    unit: entry.unitName || entry.unit.name,
    periodKey: board.periodKey,
    startsOn: board.startsOn,
    endsOn: board.endsOn,
    draft: board.status === 'draft' || board.status === 'approved',
    line: lineOf(entry),
    list: entry.list,
    spared: entry.spared,
    dimensions: (entry.dimensions as unknown as DimensionScore[])
      .filter((each) => each.effectiveWeight > 0)
      .map((each) => ({ name: each.name, worth: each.effectiveWeight, centi: each.points })),
    reasons: reasonsOf(entry),
    exempted: (entry.exempted as unknown as ScoreEvidence[]).length,
    formulaVersion: board.formulaVersion,
    exemptions: await exemptionsShown(ctx, board.campaignId, entry.unitId, board),
    clearance: (await clearanceOn(ctx, board.campaignId, board.endsOn, [entry.unitId])).get(entry.unitId) ?? null,
    commitments: await commitmentsOfUnit(ctx, board.campaignId, entry.unitId, board),
    records: await recordsBehind(ctx, pointsOf(entry)),
  };
}

/** A record behind points: an item, or an honour or fault. */
export type RecordLink = { kind: 'item'; id: number; itemNo: string } | { kind: 'credit'; id: number };

/** The records behind points, each once, in the order of the points. */
async function recordsBehind(ctx: Ctx, entries: readonly ScoreEntry[]): Promise<RecordLink[]> {
  const items = await itemsOfRecords(
    ctx.db,
    entries.map((each) => each.evidence),
  );
  const links = entries.flatMap(({ evidence }): RecordLink[] => {
    if (evidence.kind === 'honour' || evidence.kind === 'fault') return [{ kind: 'credit', id: evidence.id }];
    const item = items.get(`${evidence.kind}:${evidence.id}`);
    return item ? [{ kind: 'item', id: item.itemId, itemNo: item.itemNo }] : [];
  });
  return [...new Map(links.map((link) => [`${link.kind}:${link.id}`, link])).values()];
}
