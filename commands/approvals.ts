import { z } from 'zod';
import { approveExemption } from '../services/exemptionDecisions.js';
import { decidableExemption } from '../services/exemptions.js';
import { approveExtension, decidable } from '../services/extensionDecisions.js';
import { textsFor } from '../services/texts/index.js';
import { APPROVERS, nextApproval, showApproval } from './approvalNext.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: APPROVERS, chats: ['private'] } as const;
const EXTENSION = { roles: ['unitHead', 'coordinator'], chats: ['private'] } as const;
const EXEMPTION = { roles: ['coordinator', 'administrator'], chats: ['private'] } as const;

/** 待审批: the requests that wait for this person's word, one by one. */
export const approvals: Command<string> = {
  name: 'approvals',
  aliases: ['待审批', '审批'],
  ...GUARD,
  args: z.string(),
  examples: ['/approvals', '待审批'],
  run: async (ctx) => ({ reply: await nextApproval(ctx) }),
};

/** 待审批 under the morning bundle. */
const open: Action = { name: 'approvals', ...GUARD, run: async (ctx) => ({ reply: await nextApproval(ctx) }) };

/** 去审批 under a notice; `id` is the request for an extension. */
const openExtension: Action = {
  name: 'extensionCard',
  ...EXTENSION,
  run: async (ctx, id) => ({ reply: await showApproval(ctx, 'extension', id) }),
};

/** 同意 under a request for an extension. */
const extensionYes: Action = {
  name: 'extensionYes',
  ...EXTENSION,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { itemNo, toOn, step } = await approveExtension(ctx, id);
    return { close: t.approval.yes, reply: [t.extension.approvedDone(itemNo, toOn, step), await nextApproval(ctx)] };
  },
};

/** 不同意: why, in a sentence. */
const extensionNo: Action = {
  name: 'extensionNo',
  ...EXTENSION,
  async run(ctx, id) {
    const { row } = await decidable(ctx, id);
    return {
      dialog: { name: 'refusal', about: id, data: { what: 'extension', id, itemNo: row.milestone.item.itemNo } },
    };
  },
};

/** 看下一件: leaves this one for later. */
const extensionAfter: Action = {
  name: 'extensionAfter',
  ...EXTENSION,
  run: async (ctx, id) => ({ reply: await nextApproval(ctx, [{ kind: 'extension', id }]) }),
};

/** 去审批 under a notice; `id` is the request for an exemption. */
const openExemption: Action = {
  name: 'exemptionCard',
  ...EXEMPTION,
  run: async (ctx, id) => ({ reply: await showApproval(ctx, 'exemption', id) }),
};

/** 同意 under a request for an exemption. */
const exemptionYes: Action = {
  name: 'exemptionYes',
  ...EXEMPTION,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { itemNo } = await approveExemption(ctx, id);
    return { close: t.approval.yes, reply: [t.exemption.approvedDone(itemNo), await nextApproval(ctx)] };
  },
};

/** 不同意 under a request for an exemption. */
const exemptionNo: Action = {
  name: 'exemptionNo',
  ...EXEMPTION,
  async run(ctx, id) {
    const { item } = await decidableExemption(ctx, id);
    return { dialog: { name: 'refusal', about: id, data: { what: 'exemption', id, itemNo: item.itemNo } } };
  },
};

/** 看下一件 under a request for an exemption. */
const exemptionAfter: Action = {
  name: 'exemptionAfter',
  ...EXEMPTION,
  run: async (ctx, id) => ({ reply: await nextApproval(ctx, [{ kind: 'exemption', id }]) }),
};

export const approvalActions: Action[] = [
  open,
  openExtension,
  extensionYes,
  extensionNo,
  extensionAfter,
  openExemption,
  exemptionYes,
  exemptionNo,
  exemptionAfter,
];
