import { buttonId } from '../domain/button.js';
import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import type { ChatCtx } from './context.js';
import { loadCase } from './cases.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

async function decidable(ctx: ChatCtx, id: number) {
  const { row, approver } = await loadCase(ctx, id);
  if (!approver) throw new UserError('caseGone');
  return row;
}

/**
 * Approves a case in the version that the coordinator read. `named` says that a bad example may be told with its unit;
 * it means nothing for a good one. Throws UserError('caseGone' | 'caseOwn' | 'caseChanged' | 'caseHandled').
 */
export async function approveCase(
  ctx: ChatCtx,
  id: number,
  version: number,
  named: boolean,
): Promise<{ kind: string; named: boolean }> {
  const row = await decidable(ctx, id);
  if (row.authorId === ctx.actor.personId) throw new UserError('caseOwn');
  const namesUnit = row.kind === 'bad' && named;
  await decide(ctx, row, version, { status: 'approved', namesUnit, reason: '' });
  await audit(ctx, 'approveCase', `case:${id}`, { version, namesUnit });
  await tellAuthor(ctx, { ...row, reason: '' }, true);
  return { kind: row.kind, named: namesUnit };
}

/** Sends a case back with what is to be mended. Throws like approveCase. */
export async function sendBackCase(ctx: ChatCtx, id: number, version: number, reason: string): Promise<void> {
  const row = await decidable(ctx, id);
  await decide(ctx, row, version, { status: 'sentBack', reason });
  await audit(ctx, 'sendBackCase', `case:${id}`, { version, reason });
  await tellAuthor(ctx, { ...row, reason }, false);
}

/** Takes an approved case off the list; what quotes it stays. Throws UserError('caseGone' | 'caseHandled'). */
export async function withdrawCase(ctx: ChatCtx, id: number, reason: string): Promise<void> {
  await decidable(ctx, id);
  const { count } = await ctx.db.exemplaryCase.updateMany({
    where: { id, status: 'approved' },
    data: { status: 'withdrawn', reason, deciderId: ctx.actor.personId, decidedAt: ctx.now },
  });
  if (count === 0) throw new UserError('caseHandled');
  await audit(ctx, 'withdrawCase', `case:${id}`, { reason });
}

async function decide(
  ctx: ChatCtx,
  row: { id: number; version: number },
  version: number,
  data: { status: string; namesUnit?: boolean; reason: string },
): Promise<void> {
  if (row.version !== version) throw new UserError('caseChanged');
  const { count } = await ctx.db.exemplaryCase.updateMany({
    where: { id: row.id, status: 'submitted', version },
    data: { ...data, deciderId: ctx.actor.personId, decidedAt: ctx.now },
  });
  if (count === 0) throw new UserError('caseHandled');
}

async function tellAuthor(
  ctx: ChatCtx,
  row: { id: number; campaignId: number; authorId: number; version: number; title: string; reason: string },
  approved: boolean,
): Promise<void> {
  const author = await ctx.db.person.findUniqueOrThrow({ where: { id: row.authorId } });
  const t = textsFor(author.locale).exemplary;
  await enqueueToPerson(ctx, row.campaignId, author.id, {
    key: `case:${row.id}:${row.version}:decided`,
    kind: 'notice',
    subject: `case:${row.id}`,
    message: t.decided(
      { title: row.title, approved, reason: row.reason, by: ctx.actor.name },
      approved ? [] : [[{ id: buttonId('caseAmend', row.id), label: t.amend, style: 'primary' }]],
    ),
  });
}

/** The oldest case that waits for a coordinator's word; null when none does. */
export async function nextCase(ctx: ChatCtx, campaignId: number): Promise<number | null> {
  const row = await ctx.db.exemplaryCase.findFirst({
    where: { campaignId, status: 'submitted' },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return row?.id ?? null;
}
