import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { nextFiling } from '../services/filingReview.js';
import { textsFor } from '../services/texts/index.js';

/** The next filed matter that waits for a word, with its buttons; says so when none does. */
export async function filingNext(ctx: ChatCtx, campaignId: number, after = 0): Promise<Message> {
  const t = textsFor(ctx.actor.locale).filing;
  const card = await nextFiling(ctx, campaignId, after);
  if (!card) return t.noneWaiting();
  const rows: Button[][] = [
    [
      { id: buttonId('filingAccept', card.filingId), label: t.accept, style: 'primary' },
      { id: buttonId('filingBack', card.filingId), label: t.sendBack, style: 'danger' },
    ],
  ];
  if (card.waiting > 1) rows.push([{ id: buttonId('filingNext', campaignId, card.filingId), label: t.skip }]);
  return t.card(card, rows);
}
