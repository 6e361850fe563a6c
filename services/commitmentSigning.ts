import { buttonId } from '../domain/button.js';
import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import { commitmentCard, commitmentFor, headOf } from './commitments.js';
import type { ChatCtx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** The commitment as its head may act on it. Throws UserError('commitmentGone' | 'commitmentNotYours' | 'commitmentClosed'). */
async function toSign(ctx: ChatCtx, id: number) {
  const card = await commitmentCard(ctx, id);
  if (!card.mine) throw new UserError('commitmentNotYours');
  if (!card.open) throw new UserError('commitmentClosed', { itemNo: card.words.itemNo });
  return card;
}

/**
 * Signs the wording that the head saw (`revision`), once: a second press finds it signed. Throws UserError
 * ('commitmentSigned' | 'commitmentChanged' | …).
 */
export async function signCommitment(
  ctx: ChatCtx,
  id: number,
  revision: number,
): Promise<{ campaignId: number; itemNo: string; version: number; dueOn: string }> {
  const { row, words } = await toSign(ctx, id);
  if (row.status === 'signed') throw new UserError('commitmentSigned', { itemNo: words.itemNo });
  return sign(ctx, id, revision, row.draft);
}

/** Signs another wording: the one before stays as a version, and who asked is told. Throws like signCommitment. */
export async function changeCommitment(ctx: ChatCtx, id: number, revision: number, text: string) {
  const { row, words } = await toSign(ctx, id);
  const signed = await sign(ctx, id, revision, text);
  if (row.versions.length > 0 && row.askedById !== null && row.askedById !== ctx.actor.personId)
    await tell(ctx, row, words, 'changed', text, `commitment:${id}:v${signed.version}`);
  return signed;
}

async function sign(ctx: ChatCtx, id: number, revision: number, text: string) {
  const { row, words } = await toSign(ctx, id);
  const today = todayIn(ctx, await loadCampaign(ctx, row.campaignId));
  const { count } = await ctx.db.commitment.updateMany({
    where: { id, revision, status: row.status },
    data: { status: 'signed', draft: text, reason: '', revision: { increment: 1 }, answeredOn: today },
  });
  if (count === 0) throw new UserError('commitmentChanged');
  const version = (row.versions[0]?.version ?? 0) + 1;
  await ctx.db.commitmentVersion.create({
    data: { commitmentId: id, version, text, signedById: ctx.actor.personId, signedOn: today, signedAt: ctx.now },
  });
  await audit(ctx, 'signCommitment', `item:${row.itemId}`, { commitment: id, version, text });
  return { campaignId: row.campaignId, itemNo: words.itemNo, version, dueOn: words.dueOn };
}

/** 不签, with a reason that the coordinator who asked reads. Throws UserError('commitmentSigned' | …). */
export async function declineCommitment(
  ctx: ChatCtx,
  id: number,
  reason: string,
): Promise<{ campaignId: number; itemNo: string }> {
  const { row, words } = await toSign(ctx, id);
  const { count } = await ctx.db.commitment.updateMany({
    where: { id, status: 'asked', revision: row.revision },
    data: {
      status: 'declined',
      reason,
      revision: { increment: 1 },
      answeredOn: todayIn(ctx, await loadCampaign(ctx, row.campaignId)),
    },
  });
  if (count === 0)
    throw new UserError(row.status === 'signed' ? 'commitmentSigned' : 'commitmentChanged', { itemNo: words.itemNo });
  await audit(ctx, 'declineCommitment', `item:${row.itemId}`, { commitment: id, reason });
  if (row.askedById !== null && row.askedById !== ctx.actor.personId)
    await tell(ctx, row, words, 'declined', reason, `commitment:${id}:declined:${row.revision}`);
  return { campaignId: row.campaignId, itemNo: words.itemNo };
}

/** A head who wants to sign unasked, from the item's card. Throws UserError('commitmentNotYours' | 'commitmentClosed'). */
export async function volunteerCommitment(ctx: ChatCtx, itemId: number): Promise<number> {
  const item = await ctx.db.item.findUnique({ where: { id: itemId } });
  if (!item || !headOf(ctx, item.campaignId).includes(item.leadUnitId)) throw new UserError('commitmentNotYours');
  if (item.status !== 'open') throw new UserError('commitmentClosed', { itemNo: item.itemNo });
  return commitmentFor(ctx, await loadCampaign(ctx, item.campaignId), item);
}

async function tell(
  ctx: ChatCtx,
  row: { id: number; campaignId: number; unitId: number; itemId: number; askedById: number | null },
  { itemNo, title }: { itemNo: string; title: string },
  what: 'declined' | 'changed',
  words: string,
  key: string,
): Promise<void> {
  if (row.askedById === null) return;
  const asker = await ctx.db.person.findUniqueOrThrow({ where: { id: row.askedById } });
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: row.unitId } });
  const t = textsFor(asker.locale).commitment;
  await enqueueToPerson(ctx, row.campaignId, asker.id, {
    key,
    kind: 'notice',
    subject: `item:${row.itemId}`,
    message: t.told({ itemNo, title, unit: unit.shortName, by: ctx.actor.name, what, words }, [
      [{ id: buttonId('item', row.itemId), label: t.item }],
    ]),
  });
}
