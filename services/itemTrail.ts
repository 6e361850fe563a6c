import { holds } from '../domain/roles.js';
import { chaseHistory } from './chase.js';
import type { ChatCtx } from './context.js';
import type { ExemptionLine } from './texts/zhCN/exemption.js';
import type { DueChange } from './texts/zhCN/extension.js';

/** What happened to an item beside its reports: every due date asked for, exemptions, and for coordinators the chases. */
export interface ItemTrail {
  changes: DueChange[];
  exemptions: (ExemptionLine & { id: number })[];
  chases: Awaited<ReturnType<typeof chaseHistory>>;
}

/** Loads the trail of an item, oldest first (chases newest first). */
export async function itemTrail(ctx: ChatCtx, itemId: number, campaignId: number): Promise<ItemTrail> {
  const extensions = await ctx.db.extension.findMany({
    where: { milestone: { itemId } },
    include: { milestone: { select: { name: true } }, head: true, decider: true },
    orderBy: { id: 'asc' },
  });
  const exemptions = await ctx.db.exemption.findMany({
    where: { itemId },
    include: { milestone: { select: { name: true } }, decider: true },
    orderBy: { id: 'asc' },
  });
  return {
    changes: extensions.map(({ milestone, fromOn, toOn, askedOn, decidedOn, status, note, head, decider }) => ({
      name: milestone.name,
      fromOn,
      toOn,
      askedOn,
      decidedOn,
      status,
      note,
      by: decider?.name ?? (status === 'endorsed' ? '' : (head?.name ?? '')),
    })),
    exemptions: exemptions.map(({ id, milestone, status, basisKind, basis, decider, decidedOn, ...row }) => ({
      id,
      name: milestone?.name ?? null,
      status,
      basisKind,
      basis,
      by: decider?.name ?? '',
      on: decidedOn ?? row.askedOn,
      revoked: row.revokeReason,
    })),
    chases: holds(ctx.actor, ['coordinator', 'administrator'], campaignId) ? await chaseHistory(ctx, itemId) : [],
  };
}
