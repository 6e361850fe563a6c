import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { type Button, type Message, note } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { todayIn } from '../services/campaignRules.js';
import { loadCampaign } from '../services/campaignRules.js';
import type { ChatCtx } from '../services/context.js';
import { dueChoices } from '../services/dueChoices.js';
import { referralChain } from '../services/referralChain.js';
import { referralList, referralRow } from '../services/referrals.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;
/** Lines of one page with their buttons. */
const PAGE_SIZE = 6;

async function list(ctx: ChatCtx, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).referral;
  const { campaign, rows, handedOver } = await referralList(ctx);
  const shown = rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const rest = Math.max(0, rows.length - (page + 1) * PAGE_SIZE);
  const opens = shown.map((row): Button => ({ id: buttonId('referral', row.itemId, row.unitId), label: t.line(row) }));
  const lines = opens.flatMap((_, at) => (at % 3 === 0 ? [opens.slice(at, at + 3)] : []));
  const last: Button[] =
    rows.length + handedOver > 0 ? [{ id: buttonId('referralSheet', campaign.id), label: t.listSheet }] : [];
  if (rest > 0) last.push({ id: buttonId('referrals', page + 1), label: t.more });
  return t.list(
    shown,
    rest,
    handedOver,
    [...lines, last].filter((row) => row.length > 0),
  );
}

/** 移送清单: what was chased in vain past the ladder, for a person to decide about. */
export const referrals: Command<string> = {
  name: 'referrals',
  aliases: ['移送清单', '移送'],
  ...GUARD,
  args: z.string().max(40),
  examples: ['/referrals', '移送清单'],
  run: async (ctx) => ({ reply: await list(ctx, 0) }),
};

/** Further pages, and 看移送清单 under the morning bundle; `id` is the page, from 0. */
const page: Action = { name: 'referrals', ...GUARD, run: async (ctx, id) => ({ reply: await list(ctx, id) }) };

/** One item's chain; `id` is the item, the token the unit. */
const open: Action = {
  name: 'referral',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).referral;
    const row = await referralRow(ctx, id, Number(token));
    const { head, events } = await referralChain(ctx, id, row.unitId);
    const seen = `${row.unitId}.${row.throughId}`;
    return {
      reply: t.card(row, head, events, [
        [
          { id: buttonId('referralFile', id, `${row.unitId}.docx`), label: t.asWord, style: 'primary' },
          { id: buttonId('referralFile', id, `${row.unitId}.xlsx`), label: t.asSheet },
        ],
        [
          { id: buttonId('referralHand', id, seen), label: t.handOver },
          { id: buttonId('referralRemove', id, seen), label: t.remove },
          { id: buttonId('item', id), label: textsFor(ctx.actor.locale).approval.seeItem },
        ],
      ]),
    };
  },
};

/** 下载材料 and 下载 Excel; the token is the unit and the form. */
const file: Action = {
  name: 'referralFile',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).referral;
    const [unit = '', wanted = ''] = token.split('.');
    const form = wanted === 'xlsx' ? 'xlsx' : 'docx';
    const row = await referralRow(ctx, id, Number(unit));
    const on = todayIn(ctx, await loadCampaign(ctx, row.campaignId));
    const request = { make: 'referralFile', itemId: id, unitId: row.unitId, form, on } as const;
    return { reply: { ...t.fileMessage(row.itemNo, form), attach: { request, otherwise: [note(t.failed)] } } };
  },
};

/** 下载清单: the list with every chain as a workbook. */
const sheet: Action = {
  name: 'referralSheet',
  ...GUARD,
  async run(ctx) {
    const t = textsFor(ctx.actor.locale).referral;
    const { campaign, rows } = await referralList(ctx);
    const request = { make: 'referralList', campaignId: campaign.id, on: todayIn(ctx, campaign) } as const;
    return { reply: { ...t.listMessage(rows.length), attach: { request, otherwise: [note(t.failed)] } } };
  },
};

/** What a decision is about: the token is the unit and the newest record that was seen. */
async function decided(ctx: ChatCtx, id: number, token: string) {
  const [unit = '', through = ''] = token.split('.');
  const row = await referralRow(ctx, id, Number(unit));
  if (row.throughId !== Number(through)) throw new UserError('referralChanged');
  const { itemNo, unit: name, unitId, throughId, campaignId, sinceOn } = row;
  return { campaignId, sinceOn, data: { itemId: id, unitId, throughId, itemNo, unit: name } };
}

/** 登记移交: to whom, and when. */
const handOver: Action = {
  name: 'referralHand',
  ...GUARD,
  async run(ctx, id, token) {
    const { campaignId, sinceOn, data } = await decided(ctx, id, token);
    const due = await dueChoices(ctx, await loadCampaign(ctx, campaignId));
    return { dialog: { name: 'handOver', about: id, data: { ...data, sinceOn, due } } };
  },
};

/** 移出清单: why, in a sentence. */
const remove: Action = {
  name: 'referralRemove',
  ...GUARD,
  async run(ctx, id, token) {
    const { data } = await decided(ctx, id, token);
    return { dialog: { name: 'removeReferral', about: id, data } };
  },
};

export const referralActions: Action[] = [page, open, file, sheet, handOver, remove];
