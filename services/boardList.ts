import { periodFromKey, type Period, type PeriodKind } from '../domain/period.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { campaignOf } from './access.js';
import type { ChatCtx } from './context.js';

/** Boards on one page of the list. */
const PAGE_SIZE = 8;

/** The campaign's boards, newest first: published and withdrawn ones, for coordinators and leaders drafts too. */
export async function listBoards(ctx: ChatCtx, page: number) {
  const campaign = await campaignOf(ctx);
  const handles = holds(ctx.actor, ['coordinator', 'leader', 'administrator'], campaign.id);
  const statuses = ['published', ...(handles ? ['draft', 'approved', 'withdrawn'] : [])];
  const where = { campaignId: campaign.id, status: { in: statuses } };
  const rows = await ctx.db.board.findMany({
    where,
    orderBy: [{ endsOn: 'desc' }, { startsOn: 'desc' }, { id: 'desc' }],
    skip: page * PAGE_SIZE,
    take: PAGE_SIZE,
    select: { id: true, periodKey: true, startsOn: true, endsOn: true, status: true, revision: true },
  });
  const total = await ctx.db.board.count({ where });
  return { campaign: campaign.name, rows, rest: Math.max(0, total - page * PAGE_SIZE - rows.length) };
}

/**
 * The id of a published board by its period's key ('2026-W36') or the newest of a kind. Coordinators and leaders also
 * find drafts. Throws UserError('boardUnknown').
 */
export async function findBoard(ctx: ChatCtx, wanted: Period | PeriodKind): Promise<number> {
  const campaign = await campaignOf(ctx);
  const handles = holds(ctx.actor, ['coordinator', 'leader', 'administrator'], campaign.id);
  const status = { in: ['published', ...(handles ? ['draft', 'approved', 'withdrawn'] : [])] };
  const which = typeof wanted === 'string' ? { kind: wanted } : { kind: wanted.kind, periodKey: wanted.key };
  const row = await ctx.db.board.findFirst({
    where: { campaignId: campaign.id, status, ...which },
    orderBy: [{ endsOn: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  if (!row) throw new UserError('boardUnknown', { query: typeof wanted === 'string' ? '' : wanted.key });
  return row.id;
}

/** The period of a key, also in small letters ('2026-w36') or full-width; null for anything else. */
export function readPeriod(words: string): Period | null {
  return periodFromKey(words.normalize('NFKC').trim().toUpperCase());
}
