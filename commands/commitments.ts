import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { campaignOf } from '../services/access.js';
import { todayIn } from '../services/campaignRules.js';
import {
  askableItems,
  commitmentCard,
  commitmentList,
  nextToSign,
  ownCommitments,
  remindCommitments,
} from '../services/commitments.js';
import { signCommitment, volunteerCommitment } from '../services/commitmentSigning.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['unitHead', 'coordinator'], chats: ['private'] } as const;
const HEAD = { roles: ['unitHead'], chats: ['private'] } as const;
const COORDINATOR = { roles: ['coordinator'], chats: ['private'] } as const;

const rowsOfFour = (buttons: Button[]): Button[][] =>
  buttons.flatMap((_, at) => (at % 4 === 0 ? [buttons.slice(at, at + 4)] : []));

async function list(ctx: ChatCtx, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const campaign = await campaignOf(ctx, GUARD.roles);
  if (!holds(ctx.actor, ['coordinator'], campaign.id)) return own(ctx);
  const shown = await commitmentList(ctx, campaign, page);
  const opens = shown.rows.map((row): Button => ({ id: buttonId('commitment', row.id), label: row.itemNo }));
  const last: Button[] = [{ id: buttonId('askCommitments', 0), label: t.commitment.ask, style: 'primary' }];
  if (shown.asked > 0)
    last.push({ id: buttonId('remindCommit', campaign.id, todayIn(ctx, campaign)), label: t.commitment.remind });
  if (shown.rest > 0) last.push({ id: buttonId('commitments', page + 1), label: t.commitment.more });
  return t.commitment.list(shown, [...rowsOfFour(opens), last]);
}

async function own(ctx: ChatCtx): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const campaign = await campaignOf(ctx, HEAD.roles);
  const next = await nextToSign(ctx, campaign.id);
  if (next !== null) return card(ctx, next);
  const rows = await ownCommitments(ctx, campaign);
  const opens = rows.slice(0, 8).map((row): Button => ({ id: buttonId('commitment', row.id), label: row.itemNo }));
  return t.commitment.own(rows, rowsOfFour(opens));
}

/** A commitment with what the reader may do about it. */
async function card(ctx: ChatCtx, id: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).commitment;
  const { row, itemId, mine, open, words } = await commitmentCard(ctx, id);
  const buttons: Button[] = [];
  if (mine && open) {
    if (row.status !== 'signed')
      buttons.push({ id: buttonId('signCommitment', id, row.revision), label: t.sign, style: 'primary' });
    buttons.push({ id: buttonId('editCommitment', id), label: t.edit });
    if (row.status === 'asked') buttons.push({ id: buttonId('declineCommit', id), label: t.decline });
  }
  const more: Button[] = [{ id: buttonId('item', itemId), label: t.item }];
  if (mine && words.waiting > (row.status === 'asked' ? 1 : 0))
    more.push({ id: buttonId('commitmentNext', id), label: t.next });
  return t.card(
    words,
    [buttons, more].filter((each) => each.length > 0),
  );
}

/** After an answer: the next commitment that waits, if any. */
export async function nextCard(ctx: ChatCtx, campaignId: number): Promise<Message[]> {
  const next = await nextToSign(ctx, campaignId);
  return next === null ? [] : [await card(ctx, next)];
}

/** 承诺书: who signed and who has not; a head signs here. */
export const commitments: Command<string> = {
  name: 'commitments',
  aliases: ['承诺书', '承诺', '军令状'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/commitments', '承诺书'],
  run: async (ctx) => ({ reply: await list(ctx, 0) }),
};

/** 下一页 of the list; `id` is the page, from 0. */
const page: Action = { name: 'commitments', ...COORDINATOR, run: async (ctx, id) => ({ reply: await list(ctx, id) }) };

/** A commitment of the list; `id` is the commitment. */
const open: Action = { name: 'commitment', ...GUARD, run: async (ctx, id) => ({ reply: await card(ctx, id) }) };

/** 逐项签 and 看下一项; `id` is the commitment that is left for later, or 0. */
const next: Action = {
  name: 'commitmentNext',
  ...HEAD,
  async run(ctx, id) {
    const campaign = await campaignOf(ctx, HEAD.roles);
    const waiting = await nextToSign(ctx, campaign.id, id);
    return { reply: waiting === null ? await own(ctx) : await card(ctx, waiting) };
  },
};

/** 签承诺; the token is the revision that the head read. */
const sign: Action = {
  name: 'signCommitment',
  ...HEAD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).commitment;
    const { campaignId, itemNo, version, dueOn } = await signCommitment(ctx, id, Number(token));
    return { close: t.sign, reply: [t.signedDone(itemNo, version, dueOn), ...(await nextCard(ctx, campaignId))] };
  },
};

/** 改一改. */
const edit: Action = {
  name: 'editCommitment',
  ...HEAD,
  async run(ctx, id) {
    const { row, words } = await commitmentCard(ctx, id);
    const data = { id, revision: row.revision, itemNo: words.itemNo, words: words.signed[0]?.words ?? row.draft };
    return { dialog: { name: 'editCommitment', about: id, data } };
  },
};

/** 不签: why, in a sentence. */
const decline: Action = {
  name: 'declineCommit',
  ...HEAD,
  async run(ctx, id) {
    const { words } = await commitmentCard(ctx, id);
    return { dialog: { name: 'declineCommit', about: id, data: { id, itemNo: words.itemNo } } };
  },
};

/** 签承诺 on an item's card; `id` is the item. */
const volunteer: Action = {
  name: 'commitItem',
  ...HEAD,
  run: async (ctx, id) => ({ reply: await card(ctx, await volunteerCommitment(ctx, id)) }),
};

/** 请负责人签. */
const ask: Action = {
  name: 'askCommitments',
  ...COORDINATOR,
  async run(ctx) {
    const campaign = await campaignOf(ctx, COORDINATOR.roles);
    const items = await askableItems(ctx, campaign.id);
    return { dialog: { name: 'askCommitments', about: campaign.id, data: { campaignId: campaign.id, items } } };
  },
};

/** 催签: each head once on a day. */
const remind: Action = {
  name: 'remindCommit',
  ...COORDINATOR,
  async run(ctx) {
    const campaign = await campaignOf(ctx, COORDINATOR.roles);
    return { reply: textsFor(ctx.actor.locale).commitment.reminded(await remindCommitments(ctx, campaign)) };
  },
};

export const commitmentActions: Action[] = [page, open, next, sign, edit, decline, volunteer, ask, remind];
