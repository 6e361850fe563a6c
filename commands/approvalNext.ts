import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { campaignOf } from '../services/access.js';
import { exemptionCard, extensionCard } from '../services/approvalCards.js';
import { myApprovals, type Waiting } from '../services/approvals.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';

/** Who may have something to approve. */
export const APPROVERS = ['unitHead', 'coordinator', 'administrator'] as const;

/** The next request that waits for the actor, with its buttons; says so when none does. */
export async function nextApproval(ctx: ChatCtx, skip: { kind: string; id: number }[] = []): Promise<Message> {
  const campaign = await campaignOf(ctx, APPROVERS);
  const [first] = await myApprovals(ctx, campaign, skip);
  return first ? showApproval(ctx, first.kind, first.id) : textsFor(ctx.actor.locale).approval.empty();
}

/** One request with its buttons. Throws UserError when the actor's word is not wanted on it. */
export async function showApproval(ctx: ChatCtx, kind: Waiting['kind'], id: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const campaign = await campaignOf(ctx, APPROVERS);
  const waiting = (await myApprovals(ctx, campaign)).length;
  const buttons = (itemId: number): Button[][] => [
    [
      { id: buttonId(`${kind}Yes`, id), label: t.approval.yes, style: 'primary' },
      { id: buttonId(`${kind}No`, id), label: t.approval.no, style: 'danger' },
    ],
    [
      { id: buttonId('item', itemId), label: t.approval.seeItem },
      ...(waiting > 1 ? [{ id: buttonId(`${kind}After`, id), label: t.approval.next }] : []),
    ],
  ];
  if (kind === 'extension') {
    const { itemId, words } = await extensionCard(ctx, id);
    return t.approval.extensionCard({ ...words, waiting: Math.max(1, waiting) }, buttons(itemId));
  }
  const { itemId, words } = await exemptionCard(ctx, id);
  return t.approval.exemptionCard({ ...words, waiting: Math.max(1, waiting) }, buttons(itemId));
}
