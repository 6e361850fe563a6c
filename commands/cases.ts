import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { campaignOf } from '../services/access.js';
import { approveCase, nextCase } from '../services/caseDecisions.js';
import { caseCard, caseFile, caseList, unitsToSubmit } from '../services/cases.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import { unitChoices } from '../services/unitCards.js';
import type { Action, Answer, Command } from './definition.js';
import { fileMessages } from './fileMessages.js';

const EVERYBODY = { roles: 'everyone', chats: ['private'] } as const;
const AUTHORS = { roles: ['liaison', 'unitHead'], chats: ['private'] } as const;
const APPROVERS = { roles: ['coordinator'], chats: ['private'] } as const;

async function list(ctx: ChatCtx, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).exemplary;
  const campaign = await campaignOf(ctx);
  const shown = await caseList(ctx, campaign, page);
  const opens = shown.rows.map((row, index): Button => ({ id: buttonId('case', row.id), label: t.open(index) }));
  const last: Button[] = holds(ctx.actor, AUTHORS.roles, campaign.id)
    ? [{ id: buttonId('caseSubmit', 0), label: t.submit, style: 'primary' }]
    : [];
  if (shown.rest > 0) last.push({ id: buttonId('cases', page + 1), label: t.more });
  const rows = opens.flatMap((_, at) => (at % 3 === 0 ? [opens.slice(at, at + 3)] : []));
  return t.list(
    shown,
    [...rows, last].filter((row) => row.length > 0),
  );
}

/** A case with what the reader may do about it. */
export async function showCase(ctx: ChatCtx, id: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).exemplary;
  const { row, approver, isOwn, words, showsFile } = await caseCard(ctx, id);
  const buttons: Button[] = [];
  if (approver && row.status === 'submitted') {
    const approve = (named: string, label: string): Button => ({
      id: buttonId('caseApprove', id, `${row.version}.${named}`),
      label,
      style: 'primary',
    });
    if (row.kind === 'good') buttons.push(approve('no', t.approve));
    else buttons.push(approve('no', t.approveUnnamed), { ...approve('yes', t.approveNamed), style: 'danger' });
    buttons.push({ id: buttonId('caseBack', id, row.version), label: t.sendBack });
  }
  if (approver && row.status === 'approved') buttons.push({ id: buttonId('caseOff', id), label: t.withdraw });
  if (isOwn && row.status === 'sentBack')
    buttons.push({ id: buttonId('caseAmend', id), label: t.amend, style: 'primary' });
  if (showsFile) buttons.push({ id: buttonId('caseFile', id), label: t.files });
  return t.card(words, buttons.length > 0 ? [buttons] : []);
}

/** After a word on a case: the next one that waits, if any. */
export async function nextWaiting(ctx: ChatCtx, campaignId: number): Promise<Message[]> {
  const next = await nextCase(ctx, campaignId);
  return next === null ? [] : [await showCase(ctx, next)];
}

/** 典型案例: the approved ones; for coordinators those that wait first, for units their own. */
export const cases: Command<string> = {
  name: 'cases',
  aliases: ['典型案例', '案例', '典型'],
  ...EVERYBODY,
  args: z.string().max(40),
  examples: ['/cases', '典型案例'],
  run: async (ctx) => ({ reply: await list(ctx, 0) }),
};

async function start(ctx: ChatCtx): Promise<Answer> {
  const campaign = await campaignOf(ctx, AUTHORS.roles);
  const own = unitsToSubmit(ctx, campaign.id);
  const units = (await unitChoices(ctx, campaign.id)).filter(({ id }) => own.includes(id));
  const [only] = units;
  if (!only) throw new UserError('caseNoUnit');
  const unit = units.length === 1 ? only : null;
  return { dialog: { name: 'submitCase', about: 0, data: { campaignId: campaign.id, units, unit } } };
}

/** 报送案例: a liaison or head tells of a good or bad example. */
export const submitCaseCommand: Command<string> = {
  name: 'case',
  aliases: ['报送案例', '报案例', '报送典型'],
  ...AUTHORS,
  args: z.string().max(40),
  examples: ['/case', '报送案例'],
  run: start,
};

/** 报送案例 under the list. */
const submit: Action = { name: 'caseSubmit', ...AUTHORS, run: start };

/** 下一页 of the list; `id` is the page, from 0. */
const page: Action = { name: 'cases', ...EVERYBODY, run: async (ctx, id) => ({ reply: await list(ctx, id) }) };

/** A case of the list, and 去审核; `id` is the case. */
const open: Action = { name: 'case', ...EVERYBODY, run: async (ctx, id) => ({ reply: await showCase(ctx, id) }) };

/** 看材料 of a case. */
const file: Action = {
  name: 'caseFile',
  ...EVERYBODY,
  async run(ctx, id) {
    const found = await caseFile(ctx, id);
    return { reply: fileMessages(textsFor(ctx.actor.locale), found.title, [found.file]) };
  },
};

/** 通过 and its two forms for a bad example; the token is the version that was read, and whether the unit is named. */
const approve: Action = {
  name: 'caseApprove',
  ...APPROVERS,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).exemplary;
    const [version = '', naming = 'no'] = token.split('.');
    const done = await approveCase(ctx, id, Number(version), naming === 'yes');
    const { row } = await caseCard(ctx, id);
    const label = done.kind === 'good' ? t.approve : done.named ? t.approveNamed : t.approveUnnamed;
    return { close: label, reply: [t.approvedDone(done), ...(await nextWaiting(ctx, row.campaignId))] };
  },
};

/** 退回: what is to be mended, in a sentence; the token is the version that was read. */
const sendBack: Action = {
  name: 'caseBack',
  ...APPROVERS,
  async run(ctx, id, token) {
    const { row } = await caseCard(ctx, id);
    const data = { what: 'sendBack', id, version: Number(token), campaignId: row.campaignId, title: row.title };
    return { dialog: { name: 'caseReason', about: id, data } };
  },
};

/** 撤下: why, in a sentence. */
const withdraw: Action = {
  name: 'caseOff',
  ...APPROVERS,
  async run(ctx, id) {
    const { row } = await caseCard(ctx, id);
    const data = { what: 'withdraw', id, version: row.version, campaignId: row.campaignId, title: row.title };
    return { dialog: { name: 'caseReason', about: id, data } };
  },
};

/** 补充修改: the same dialog, prefilled, at its last step. */
const amend: Action = {
  name: 'caseAmend',
  ...AUTHORS,
  async run(ctx, id) {
    const { row, isOwn } = await caseCard(ctx, id);
    if (!isOwn || row.status !== 'sentBack') throw new UserError('caseNotAmendable');
    const units = (await unitChoices(ctx, row.campaignId)).filter((each) => each.id === row.unitId);
    const { campaignId, kind, title, what, result, file: known } = row;
    const data = { campaignId, units, unit: units[0] ?? null, caseId: id, kind, title, what, result, file: known };
    return { dialog: { name: 'submitCase', about: id, data: { ...data, complete: true } } };
  },
};

export const caseActions: Action[] = [submit, page, open, file, approve, sendBack, withdraw, amend];
