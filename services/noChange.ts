import { currentMilestone } from '../domain/ledger.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { dueForReport, submitReport } from './reporting.js';
import { partAsked, submitPart } from './supporting.js';

/**
 * Registers 无变化 for every item that waits for this liaison's report. Items that are due or overdue are left out: "no
 * change" is no answer there.
 */
export async function reportNoChangeForAll(
  ctx: ChatCtx,
): Promise<{ done: string[]; skipped: { itemId: number; itemNo: string }[] }> {
  const done: string[] = [];
  const skipped: { itemId: number; itemNo: string }[] = [];
  for (const due of await dueForReport(ctx)) {
    const part = await partAsked(ctx, due.itemId);
    if (part) {
      await submitPart(ctx, { itemId: part.itemId, unitId: part.unitId, state: 'inProgress', summary: '' });
      done.push(due.itemNo);
      continue;
    }
    const item = await ctx.db.item.findUniqueOrThrow({
      where: { id: due.itemId },
      include: { milestones: true },
    });
    const campaign = await loadCampaign(ctx, item.campaignId);
    const milestone = currentMilestone(item.milestones);
    if (milestone && milestone.dueOn <= todayIn(ctx, campaign)) {
      skipped.push(due);
      continue;
    }
    await submitReport(ctx, {
      itemId: due.itemId,
      correctsId: null,
      noChange: true,
      percent: item.percent,
      summary: '',
      blocker: '',
      evidence: [],
      seen: null,
      // One tap for all of them.
      effort: { seconds: 0, presses: done.length === 0 ? 1 : 0 },
    });
    done.push(due.itemNo);
  }
  return { done, skipped };
}
