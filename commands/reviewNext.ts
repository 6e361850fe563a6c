import { buttonId } from '../domain/button.js';
import type { Message } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import { nextToReview } from '../services/verification.js';

/** The next report that waits for a verdict (after a given one, when it is left for later), with its buttons; says so when none does. */
export async function reviewNext(ctx: ChatCtx, campaignId: number, afterId: number | null = null): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const card = await nextToReview(ctx, campaignId, afterId);
  if (!card) return t.review.empty();
  return t.review.card(card, [
    [
      { id: buttonId('accept', card.reportId), label: t.review.accept, style: 'primary' },
      { id: buttonId('sendBack', card.reportId), label: t.review.sendBack, style: 'danger' },
      ...(card.waiting > 1 ? [{ id: buttonId('reviewAfter', card.reportId), label: t.review.skip }] : []),
    ],
  ]);
}
