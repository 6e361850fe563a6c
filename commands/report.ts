import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import { campaignOf } from '../services/access.js';
import { ownCampaigns } from '../services/currentCampaign.js';
import { findItemId } from '../services/items.js';
import { reportNoChangeForAll } from '../services/noChange.js';
import { dueForReport, startCorrection, startReport } from '../services/reporting.js';
import type { ChatCtx } from '../services/context.js';
import { partAsked } from '../services/supporting.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';
import type { DialogStart } from './dialogs/definition.js';
import { partDialog } from './dialogs/supportingPart.js';
import { reportDialog } from './dialogs/reportProgress.js';
import { nextButtons } from './reportButtons.js';

const GUARD = { roles: ['liaison'], chats: ['private'] } as const;
/** Buttons on one message; the rest follow one by one with 下一项. */
const CHOICES_MAX = 8;

/** The guided report of an item: the lead unit's, or a supporting unit's part when that is what is asked of the person. */
async function openReport(ctx: ChatCtx, itemId: number): Promise<DialogStart> {
  const part = await partAsked(ctx, itemId);
  return part ? partDialog(part) : reportDialog(await startReport(ctx, itemId));
}

/** 汇报: what waits for a report; with an item's number, that item at once. */
export const report: Command<string> = {
  name: 'report',
  aliases: ['汇报', '填报', '填报进展', '报进展'],
  ...GUARD,
  args: z.string().max(100),
  examples: ['/report', '汇报', '汇报 XM-014'],
  async run(ctx, query) {
    if (query !== '') return { dialog: await openReport(ctx, await findItemId(ctx, query)) };
    const t = textsFor(ctx.actor.locale);
    const due = await dueInCampaign(ctx);
    const first = due[0];
    if (!first) return { reply: t.report.nothingDue() };
    if (due.length === 1) return { dialog: await openReport(ctx, first.itemId) };
    const buttons = due
      .slice(0, CHOICES_MAX)
      .map((each): Button => ({ id: buttonId('report', each.itemId), label: t.bundle.fill(each.itemNo) }));
    return { reply: { lines: t.report.choose(due.length), buttons: chunk(buttons, 2) } };
  },
};

/** What waits in the campaign that the liaison works in, else in the next of theirs where something does. */
async function dueInCampaign(ctx: ChatCtx) {
  const current = await campaignOf(ctx, GUARD.roles);
  const due = await dueForReport(ctx, current.id);
  if (due.length > 0) return due;
  for (const { id } of await ownCampaigns(ctx, GUARD.roles)) {
    const other = id === current.id ? [] : await dueForReport(ctx, id);
    if (other.length === 0) continue;
    await campaignOf(ctx, GUARD.roles, id);
    return other;
  }
  return [];
}

const chunk = <T>(list: T[], size: number): T[][] =>
  list.length === 0 ? [] : [list.slice(0, size), ...chunk(list.slice(size), size)];

/** 填报 under an item; `id` is the item. */
const reportItem: Action = {
  name: 'report',
  ...GUARD,
  run: async (ctx, id) => ({ dialog: await openReport(ctx, id) }),
};

/** 逐项填报 under the morning bundle: the most urgent first. */
const reportEach: Action = {
  name: 'reportEach',
  ...GUARD,
  async run(ctx) {
    const [first] = await dueForReport(ctx);
    if (!first) return { reply: textsFor(ctx.actor.locale).report.nothingDue() };
    return { dialog: await openReport(ctx, first.itemId) };
  },
};

/** 补充说明 under a report that was sent back; `id` is the report. */
const fix: Action = {
  name: 'fix',
  ...GUARD,
  run: async (ctx, id) => ({ dialog: reportDialog(await startCorrection(ctx, id)) }),
};

/** 全部无变化 under the morning bundle: one tap for everything that waits and is not due. */
const allNoChange: Action = {
  name: 'allNoChange',
  ...GUARD,
  async run(ctx) {
    const t = textsFor(ctx.actor.locale);
    const { done, skipped } = await reportNoChangeForAll(ctx);
    const message = t.report.allNoChange(
      done,
      skipped.map((each) => ({ itemNo: each.itemNo, why: t.report.overdueWhy })),
    );
    return { reply: { ...message, ...nextButtons(t, skipped[0]?.itemId) } };
  },
};

export const reportActions: Action[] = [reportItem, reportEach, fix, allNoChange];
