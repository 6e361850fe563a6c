import type { Day } from '../domain/calendar.js';
import { standingOf } from '../domain/commitment.js';
import { itemDoneOn } from '../prisma/store/commitments.js';
import type { Ctx } from './context.js';
import type { CommitmentLine } from './texts/zhCN/commitment.js';

interface Span {
  startsOn: Day;
  endsOn: Day;
}

/** Signed commitments of units (null: of all) whose items were due in a span, by unit; exempt items are left out. */
export async function commitmentsDue(
  ctx: Pick<Ctx, 'db'>,
  campaignId: number,
  { startsOn, endsOn }: Span,
  unitIds: readonly number[] | null,
): Promise<(CommitmentLine & { unitId: number })[]> {
  const rows = await ctx.db.commitment.findMany({
    where: { campaignId, versions: { some: {} }, ...(unitIds ? { unitId: { in: [...unitIds] } } : {}) },
    include: { versions: { where: { signedOn: { lte: endsOn } }, orderBy: { version: 'desc' }, take: 1 } },
    orderBy: { id: 'asc' },
  });
  const items = await itemDoneOn(
    ctx.db,
    rows.map((row) => row.itemId),
  );
  return rows.flatMap(({ itemId, unitId, versions: [signed] }) => {
    const item = items.get(itemId);
    if (!item || !signed || item.dueOn < startsOn || item.dueOn > endsOn) return [];
    const standing = standingOf(item, endsOn);
    if (standing === 'exempt') return [];
    return [{ unitId, itemNo: item.itemNo, words: signed.text, dueOn: item.dueOn, standing }];
  });
}

/** How many commitments fell due in a span, and how many were kept in time. */
export async function commitmentsKept(
  ctx: Pick<Ctx, 'db'>,
  campaignId: number,
  span: Span,
  unitIds: readonly number[] | null,
): Promise<{ due: number; kept: number }> {
  const due = await commitmentsDue(ctx, campaignId, span, unitIds);
  return { due: due.length, kept: due.filter((each) => each.standing === 'kept').length };
}

/** A unit's commitments that fell due in a span. */
export async function commitmentsOfUnit(
  ctx: Pick<Ctx, 'db'>,
  campaignId: number,
  unitId: number,
  span: Span,
): Promise<CommitmentLine[]> {
  return commitmentsDue(ctx, campaignId, span, [unitId]);
}
