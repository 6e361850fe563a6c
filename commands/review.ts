import { z } from 'zod';
import { campaignOf } from '../services/access.js';
import { textsFor } from '../services/texts/index.js';
import { acceptReport, waitingReport } from '../services/verification.js';
import type { Action, Command } from './definition.js';
import { reviewNext } from './reviewNext.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;

/** 复核: shows the reports that wait, one by one. */
export const review: Command<string> = {
  name: 'review',
  aliases: ['复核', '待复核', '审核'],
  ...GUARD,
  args: z.string(),
  examples: ['/review', '复核'],
  async run(ctx) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    return { reply: await reviewNext(ctx, campaign.id) };
  },
};

/** 通过 under a report; `id` is the report. */
const accept: Action = {
  name: 'accept',
  ...GUARD,
  async run(ctx, id) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    await waitingReport(ctx, id, campaign.id);
    const { itemNo, closed } = await acceptReport(ctx, id);
    const t = textsFor(ctx.actor.locale);
    return { close: t.review.accept, reply: [t.review.accepted(itemNo, closed), await reviewNext(ctx, campaign.id)] };
  },
};

/** 退回补充 under a report. */
const sendBackAction: Action = {
  name: 'sendBack',
  ...GUARD,
  async run(ctx, id) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    const report = await waitingReport(ctx, id, campaign.id);
    return {
      dialog: {
        name: 'sendBack',
        about: id,
        data: { reportId: id, campaignId: campaign.id, itemNo: report.item.itemNo },
      },
    };
  },
};

/** 看下一份 under a report: leaves it for later. */
const reviewAfter: Action = {
  name: 'reviewAfter',
  ...GUARD,
  async run(ctx, id) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    return { reply: await reviewNext(ctx, campaign.id, id) };
  },
};

/** 开始复核 under the coordinator's bundle. */
const startReview: Action = {
  name: 'review',
  ...GUARD,
  async run(ctx) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    return { reply: await reviewNext(ctx, campaign.id) };
  },
};

export const reviewActions: Action[] = [startReview, accept, sendBackAction, reviewAfter];
