import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { nextToReview, unsuspicious } from '../services/reviewQueue.js';
import { textsFor } from '../services/texts/index.js';

/** The next report that waits for a verdict, with its buttons; says so when none does, or when others have them all. */
export async function reviewNext(ctx: ChatCtx, campaignId: number, after?: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const next = await nextToReview(ctx, campaignId, after);
  if (next.kind === 'empty') return t.review.empty();
  if (next.kind === 'busy') return t.review.busy(next.waiting, next.with);
  const { card } = next;
  const looks: Button[] = [];
  if (card.evidence.length > 0) looks.push({ id: buttonId('evidence', card.reportId), label: t.review.evidence });
  if (card.earlier > 0) looks.push({ id: buttonId('versions', card.reportId), label: t.review.versions });
  if (card.waiting > 1) looks.push({ id: buttonId('reviewAfter', card.reportId), label: t.review.skip });
  // Counting the unsuspicious costs little, and the button says how many it means.
  const batch = card.waiting > 1 ? (await unsuspicious(ctx, campaignId, card.reportId)).length : 0;
  return t.review.card(card, [
    [
      { id: buttonId('accept', card.reportId), label: t.review.accept, style: 'primary' },
      { id: buttonId('sendBack', card.reportId), label: t.review.sendBack, style: 'danger' },
    ],
    ...(looks.length > 0 ? [looks] : []),
    ...(batch > 0 ? [[{ id: buttonId('acceptRest', card.reportId), label: t.review.acceptRest(batch) }]] : []),
  ]);
}
