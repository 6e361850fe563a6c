import { extensionEffect } from '../domain/extension.js';
import type { StoredFile } from '../domain/message.js';
import { todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { decidable } from './extensionDecisions.js';
import { wordsOf } from './extensionNotices.js';
import { decidableExemption } from './exemptions.js';

/** A request for an extension as its approver sees it. Throws UserError like decidable. */
export async function extensionCard(ctx: ChatCtx, id: number) {
  const { row, campaign, onYes } = await decidable(ctx, id);
  const before = await ctx.db.extension.count({ where: { milestoneId: row.milestoneId, status: 'approved' } });
  return {
    itemId: row.milestone.itemId,
    words: {
      ...wordsOf(row),
      unit: row.milestone.item.leadUnit.shortName,
      head: row.head?.name ?? '',
      before,
      late: row.fromOn < todayIn(ctx, campaign),
      effect: { toOn: row.toOn, ...extensionEffect(row.fromOn, row.toOn, campaign.formula, ctx.calendar) },
      next: onYes,
    },
  };
}

/** A request for an exemption as its approver sees it. Throws UserError like decidableExemption. */
export async function exemptionCard(ctx: ChatCtx, id: number) {
  const row = await decidableExemption(ctx, id);
  const file = row.file as StoredFile | null;
  return {
    itemId: row.itemId,
    words: {
      itemNo: row.item.itemNo,
      title: row.item.title,
      unit: row.item.leadUnit.shortName,
      name: row.milestone?.name ?? null,
      applicant: row.applicant.name,
      basisKind: row.basisKind,
      basis: row.basis,
      file: file?.name ?? null,
    },
  };
}
