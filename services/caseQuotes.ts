import { quotableIn, showsUnit } from '../domain/exemplaryCase.js';
import { UserError } from '../domain/userError.js';
import { caseWords } from './cases.js';
import type { ChatCtx, Ctx } from './context.js';
import { textsFor } from './texts/index.js';

/** Cases that a bulletin's drafter is offered, newest first. */
const OFFERED = 8;

/** An approved case as a bulletin may quote it. `words` are the lines that stand under the bulletin's own. */
export interface QuotableCase {
  id: number;
  kind: string;
  namesUnit: boolean;
  title: string;
  unit: string;
  words: string;
}

async function quotable(ctx: Ctx, where: { campaignId: number; id?: number }, take: number): Promise<QuotableCase[]> {
  const rows = await ctx.db.exemplaryCase.findMany({
    where: { ...where, status: 'approved' },
    orderBy: { id: 'desc' },
    take,
  });
  const units = await ctx.db.unit.findMany({ where: { id: { in: rows.map((row) => row.unitId) } } });
  const t = textsFor(undefined).exemplary;
  return rows.map((row) => {
    const unit = units.find((each) => each.id === row.unitId);
    const words = caseWords(row, unit, showsUnit(row));
    return {
      id: row.id,
      kind: row.kind,
      namesUnit: row.namesUnit,
      title: words.title,
      unit: words.unit,
      words: t.quoted({ kind: row.kind, ...words }),
    };
  });
}

/** The approved cases of a campaign that a bulletin may quote. */
export const quotableCases = (ctx: ChatCtx, campaignId: number): Promise<QuotableCase[]> =>
  quotable(ctx, { campaignId }, OFFERED);

/**
 * A case as it is quoted now, for a bulletin of a kind. Throws UserError('caseGone') when it was taken off the list, and
 * 'caseNeedsCriticism' for a named bad one in anything but criticism, which a second person approves.
 */
export async function caseToQuote(
  ctx: Ctx,
  campaignId: number,
  caseId: number,
  bulletinKind: string,
): Promise<QuotableCase> {
  const [found] = await quotable(ctx, { campaignId, id: caseId }, 1);
  if (!found) throw new UserError('caseGone');
  if (!quotableIn(bulletinKind, found)) throw new UserError('caseNeedsCriticism');
  return found;
}
