import { buttonId } from '../domain/button.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
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

/**
 * Signs another wording than the one that was offered or signed before: a signed one stays as a version, and who asked is
 * told; all coordinators where the head signs unasked. Throws like signCommitment.
 */
export async function changeCommitment(ctx: ChatCtx, id: number, revision: number, text: string) {
  const { row, words } = await toSign(ctx, id);
  const signed = await sign(ctx, id, revision, text);
  if (text !== row.draft)
    await tell(
      ctx,
      row,
      words,
      row.versions.length > 0 ? 'changed' : 'reworded',
      text,
      `commitment:${id}:v${signed.version}`,
    );
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

/** Tells the coordinator who asked; all of them where the head was not asked. */
async function tell(
  ctx: ChatCtx,
  row: { id: number; campaignId: number; unitId: number; itemId: number; askedById: number | null },
  { itemNo, title }: { itemNo: string; title: string },
  what: 'declined' | 'changed' | 'reworded',
  words: string,
  key: string,
): Promise<void> {
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: row.unitId } });
  const coordinators = await peopleHolding(ctx.db, 'coordinator', row.campaignId);
  const asker = coordinators.filter(({ id }) => id === row.askedById);
  const readers = (asker.length > 0 ? asker : coordinators).filter(({ id }) => id !== ctx.actor.personId);
  for (const reader of readers) {
    const t = textsFor(reader.locale).commitment;
    await enqueueToPerson(ctx, row.campaignId, reader.id, {
      key: `${key}:${reader.id}`,
      kind: 'notice',
      subject: `item:${row.itemId}`,
      message: t.told({ itemNo, title, unit: unit.shortName, by: ctx.actor.name, what, words }, [
        [{ id: buttonId('item', row.itemId), label: t.item }],
      ]),
    });
  }
}
