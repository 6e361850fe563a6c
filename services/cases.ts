import { buttonId } from '../domain/button.js';
import { dayOf } from '../domain/calendar.js';
import { showsUnit, withoutUnit } from '../domain/exemplaryCase.js';
import type { StoredFile } from '../domain/message.js';
import { holds, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import type { CaseRow, CaseWords } from './texts/zhCN/exemplary.js';
import { textsFor } from './texts/index.js';

/** Cases on one page. */
const PAGE_SIZE = 6;

/** A case as it was handed in. `caseId` is one that was sent back and comes again; null for a new one. */
export interface CaseInput {
  campaignId: number;
  unitId: number;
  caseId: number | null;
  kind: string;
  title: string;
  what: string;
  result: string;
  file: StoredFile | null;
}

/** The units for which somebody may submit cases. */
export const unitsToSubmit = (ctx: ChatCtx, campaignId: number): number[] =>
  unitsOf(ctx.actor, ['liaison', 'unitHead'], campaignId);

/** Keeps a case for the coordinators to approve, and tells them. Throws UserError('notYourUnit' | 'caseNotAmendable'). */
export async function submitCase(ctx: ChatCtx, input: CaseInput): Promise<number> {
  const { campaignId, unitId, caseId, file, ...words } = input;
  if (!unitsToSubmit(ctx, campaignId).includes(unitId)) throw new UserError('notYourUnit');
  const data = { ...words, ...(file ? { file: { ...file } } : {}) };
  const id = caseId === null ? (await create(ctx, input, data)).id : await amend(ctx, caseId, unitId, data);
  const row = await ctx.db.exemplaryCase.findUniqueOrThrow({ where: { id } });
  await audit(ctx, 'submitCase', `case:${id}`, { version: row.version, kind: row.kind, title: row.title });
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  for (const person of await peopleHolding(ctx.db, 'coordinator', campaignId)) {
    const t = textsFor(person.locale).exemplary;
    await enqueueToPerson(ctx, campaignId, person.id, {
      key: `case:${id}:${row.version}:${person.id}`,
      kind: 'notice',
      subject: `case:${id}`,
      message: t.toReview(
        { unit: unit.shortName, kind: row.kind, title: row.title, author: ctx.actor.name, again: row.version > 1 },
        [[{ id: buttonId('case', id), label: t.review, style: 'primary' }]],
      ),
    });
  }
  return id;
}

type Words = Pick<CaseInput, 'kind' | 'title' | 'what' | 'result'> & { file?: object };

const create = (ctx: ChatCtx, { campaignId, unitId }: CaseInput, data: Words) =>
  ctx.db.exemplaryCase.create({
    data: { ...data, campaignId, unitId, authorId: ctx.actor.personId, createdAt: ctx.now },
  });

/** The conditional update decides between two who amend at once. The words before stay in the audit trail. */
async function amend(ctx: ChatCtx, id: number, unitId: number, data: Words): Promise<number> {
  const before = await ctx.db.exemplaryCase.findUnique({ where: { id } });
  if (!before || before.unitId !== unitId) throw new UserError('caseGone');
  const { count } = await ctx.db.exemplaryCase.updateMany({
    where: { id, status: 'sentBack', version: before.version },
    data: { ...data, status: 'submitted', reason: '', version: { increment: 1 }, authorId: ctx.actor.personId },
  });
  if (count === 0) throw new UserError('caseNotAmendable');
  const { title, what, result, reason, version } = before;
  await audit(ctx, 'amendCase', `case:${id}`, { version, title, what, result, reason });
  return id;
}

/** How often cases are quoted in bulletins that were sent. */
async function quotedCounts(ctx: Ctx, caseIds: readonly number[]): Promise<Map<number, number>> {
  const quotes = await ctx.db.caseQuote.findMany({ where: { caseId: { in: [...caseIds] } } });
  const sent = await ctx.db.bulletin.findMany({
    where: { id: { in: quotes.map(({ bulletinId }) => bulletinId) }, status: 'sent' },
    select: { id: true },
  });
  const ids = new Set(sent.map(({ id }) => id));
  const counts = new Map<number, number>();
  for (const { bulletinId, caseId } of quotes)
    if (ids.has(bulletinId)) counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
  return counts;
}

/** 典型案例: what waits (for who handles it), then what was approved, newest first. */
export async function caseList(
  ctx: ChatCtx,
  campaign: CampaignView,
  page: number,
): Promise<{ waiting: number; approved: number; rows: (CaseRow & { id: number })[]; rest: number }> {
  const approver = holds(ctx.actor, ['coordinator'], campaign.id);
  const own = unitsToSubmit(ctx, campaign.id);
  const cases = await ctx.db.exemplaryCase.findMany({
    where: {
      campaignId: campaign.id,
      OR: [
        { status: 'approved' },
        ...(approver ? [{ status: 'submitted' }] : []),
        { status: { in: ['submitted', 'sentBack'] }, unitId: { in: own } },
      ],
    },
    orderBy: { id: 'desc' },
  });
  const quoted = await quotedCounts(
    ctx,
    cases.map(({ id }) => id),
  );
  const units = await unitNames(
    ctx,
    cases.map((each) => each.unitId),
  );
  const rank = (status: string) => (status === 'approved' ? 1 : 0);
  const sorted = cases.toSorted((a, b) => rank(a.status) - rank(b.status) || b.id - a.id);
  const seen = (each: (typeof cases)[number]) => approver || own.includes(each.unitId) || showsUnit(each);
  return {
    waiting: cases.filter((each) => each.status === 'submitted').length,
    approved: cases.filter((each) => each.status === 'approved').length,
    rows: sorted.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).map((each) => ({
      id: each.id,
      kind: each.kind,
      title: seen(each) ? each.title : anonymous(each.title, units.get(each.unitId)),
      unit: seen(each) ? (units.get(each.unitId)?.shortName ?? '') : '',
      status: each.status,
      quoted: quoted.get(each.id) ?? 0,
    })),
    rest: Math.max(0, cases.length - (page + 1) * PAGE_SIZE),
  };
}

interface UnitNames {
  name: string;
  shortName: string;
}

async function unitNames(ctx: Ctx, ids: readonly number[]): Promise<Map<number, UnitNames>> {
  const rows = await ctx.db.unit.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, shortName: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Words without the unit's own names. */
const anonymous = (words: string, unit: UnitNames | undefined): string =>
  unit ? withoutUnit(words, [unit.name, unit.shortName], textsFor(undefined).exemplary.someUnit) : words;

/** What a case says where its unit is not to be known, and where it is. */
export function caseWords(
  row: { kind: string; namesUnit: boolean; title: string; what: string; result: string },
  unit: UnitNames | undefined,
  shown: boolean,
): { title: string; what: string; result: string; unit: string } {
  const { title, what, result } = row;
  if (shown) return { title, what, result, unit: unit?.shortName ?? '' };
  return { title: anonymous(title, unit), what: anonymous(what, unit), result: anonymous(result, unit), unit: '' };
}

/** A case as the reader may see it: approved, of their own unit, or theirs to decide. Throws UserError('caseGone'). */
export async function loadCase(ctx: ChatCtx, id: number) {
  const row = await ctx.db.exemplaryCase.findUnique({ where: { id } });
  if (!row) throw new UserError('caseGone');
  const approver = holds(ctx.actor, ['coordinator'], row.campaignId);
  const isOwn = unitsToSubmit(ctx, row.campaignId).includes(row.unitId);
  const takesPart = holds(ctx.actor, ['liaison', 'unitHead', 'leader', 'inspector', 'administrator'], row.campaignId);
  if (!approver && !isOwn && !(takesPart && row.status === 'approved')) throw new UserError('caseGone');
  return { row, approver, isOwn };
}

/** The card of a case, with what the reader may do about it. Throws UserError('caseGone'). */
export async function caseCard(ctx: ChatCtx, id: number) {
  const { row, approver, isOwn } = await loadCase(ctx, id);
  const unit = (await unitNames(ctx, [row.unitId])).get(row.unitId);
  const author = await ctx.db.person.findUnique({ where: { id: row.authorId }, select: { name: true } });
  const { zone } = await loadCampaign(ctx, row.campaignId);
  const words: CaseWords = {
    ...caseWords(row, unit, approver || isOwn || showsUnit(row)),
    kind: row.kind,
    status: row.status,
    quoted: (await quotedCounts(ctx, [id])).get(id) ?? 0,
    reason: approver || isOwn ? row.reason : '',
    author: author?.name ?? '',
    file: (row.file as StoredFile | null)?.name ?? null,
    namesUnit: row.namesUnit,
    on: dayOf(row.createdAt, zone),
    handles: approver || isOwn,
  };
  return { row, approver, isOwn, words, showsFile: row.file !== null && (approver || isOwn || showsUnit(row)) };
}

/** The file that came with a case; a bad example's that names nobody is for its unit and the coordinators. Throws UserError('caseGone' | 'fileGone'). */
export async function caseFile(ctx: ChatCtx, id: number): Promise<{ title: string; file: StoredFile }> {
  const { row, showsFile } = await caseCard(ctx, id);
  if (!showsFile) throw new UserError('fileGone');
  return { title: row.title, file: row.file as unknown as StoredFile };
}
