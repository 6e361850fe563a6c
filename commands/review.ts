import { z } from 'zod';
import { campaignOf } from '../services/access.js';
import { flagCounts } from '../services/flagCounts.js';
import { unsuspicious } from '../services/reviewQueue.js';
import { textsFor } from '../services/texts/index.js';
import { reportFiles, reportVersions } from '../services/versions.js';
import { acceptReport, waitingReport } from '../services/verification.js';
import type { Action, Command } from './definition.js';
import { fileMessages } from './fileMessages.js';
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

/** 通过其余 n 份: lists what would be accepted besides the report shown (`id`), and asks. */
const acceptRest: Action = {
  name: 'acceptRest',
  ...GUARD,
  async run(ctx, id) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    const lines = await unsuspicious(ctx, campaign.id, id);
    if (lines.length === 0) return { reply: textsFor(ctx.actor.locale).review.batchNone() };
    return {
      dialog: {
        name: 'acceptRest',
        about: lines.reduce((sum, each) => sum + each.reportId, 0),
        data: { campaignId: campaign.id, lines },
      },
    };
  },
};

const LOOK = { roles: 'everyone', chats: ['private'] } as const;

/** 看历次 under a report or an item; `id` is the report. */
const versions: Action = {
  name: 'versions',
  ...LOOK,
  async run(ctx, id) {
    const { itemNo, title, versions: all, more } = await reportVersions(ctx, id);
    return { reply: textsFor(ctx.actor.locale).review.history(itemNo, title, all, more) };
  },
};

/** 看材料 under a report: its files, one message each. */
const evidence: Action = {
  name: 'evidence',
  ...LOOK,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { itemNo, files } = await reportFiles(ctx, id);
    return { reply: files.length === 0 ? t.review.noFiles(itemNo) : fileMessages(t, itemNo, files) };
  },
};

/** 疑点: what was flagged in the last 30 days, per unit. */
export const flags: Command<string> = {
  name: 'flags',
  aliases: ['疑点', '疑点统计'],
  roles: ['coordinator', 'inspector'],
  chats: ['private'],
  args: z.string(),
  examples: ['/flags', '疑点'],
  async run(ctx) {
    const { days, units } = await flagCounts(ctx);
    return { reply: textsFor(ctx.actor.locale).review.flagTable(days, units) };
  },
};

export const reviewActions: Action[] = [
  startReview,
  accept,
  sendBackAction,
  reviewAfter,
  acceptRest,
  versions,
  evidence,
];
