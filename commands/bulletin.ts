import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { type Button, type Message, note } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { campaignOf } from '../services/access.js';
import {
  approveBulletin,
  bulletinCounts,
  bulletinToCorrect,
  refuseBulletin,
  resendBulletin,
  unitKinds,
  whatWouldStay,
  withdrawBulletin,
} from '../services/bulletins.js';
import { bulletinCard } from '../services/decisionCards.js';
import { quotableCases } from '../services/caseQuotes.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;
const APPROVERS = { roles: ['coordinator', 'leader'], chats: ['private'] } as const;

/** 通报: draft, preview, confirm, send. */
export const bulletin: Command<string> = {
  name: 'bulletin',
  aliases: ['通报', '发通报'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/bulletin', '通报'],
  async run(ctx) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    const kinds = await unitKinds(ctx, campaign.id);
    return {
      dialog: {
        name: 'bulletin',
        about: 0,
        data: {
          campaignId: campaign.id,
          campaign: campaign.name,
          kinds,
          cases: await quotableCases(ctx, campaign.id),
        },
      },
    };
  },
};

async function showCounts(ctx: ChatCtx, id: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).bulletin;
  const result = await bulletinCounts(ctx, id);
  const buttons: Button[] = [{ id: buttonId('bulletinCounts', id), label: t.refresh }];
  if (!result.withdrawn) {
    if (result.failed > 0) buttons.push({ id: buttonId('resendBulletin', id), label: t.resend, style: 'primary' });
    buttons.push({ id: buttonId('correctBulletin', id), label: t.correct });
    buttons.push({ id: buttonId('withdrawBulletin', id), label: t.withdraw, style: 'danger' });
  }
  const { asWord, asSheet } = textsFor(ctx.actor.locale).official;
  const files: Button[] = [
    { id: buttonId('bulletinFile', id, 'docx'), label: asWord },
    { id: buttonId('bulletinFile', id, 'xlsx'), label: asSheet },
  ];
  return t.countsOf(result, [buttons, files]);
}

/** 发送情况 of a bulletin; `id` of every action here is the bulletin. */
const counts: Action = {
  name: 'bulletinCounts',
  ...GUARD,
  run: async (ctx, id) => ({ reply: await showCounts(ctx, id) }),
};

const resend: Action = {
  name: 'resendBulletin',
  ...GUARD,
  async run(ctx, id) {
    const count = await resendBulletin(ctx, id);
    const t = textsFor(ctx.actor.locale).bulletin;
    return { close: t.resend, reply: t.resent(count, [[{ id: buttonId('bulletinCounts', id), label: t.counts }]]) };
  },
};

/** 更正: the same dialog, prefilled; what is sent says which one it corrects. */
const correct: Action = {
  name: 'correctBulletin',
  ...GUARD,
  async run(ctx, id) {
    const known = await bulletinToCorrect(ctx, id);
    const kinds = await unitKinds(ctx, known.campaignId);
    return { dialog: { name: 'bulletin', about: id, data: { ...known, kinds, complete: true } } };
  },
};

/** 撤回 asks once more: it cannot be taken back itself. The token tells the second press. */
const withdraw: Action = {
  name: 'withdrawBulletin',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).bulletin;
    if (token === 'yes') return { close: t.withdraw, reply: t.withdrawDone(await withdrawBulletin(ctx, id)) };
    const { number } = await bulletinCounts(ctx, id);
    return {
      reply: t.withdrawAsk(number, await whatWouldStay(ctx, id), [
        [{ id: buttonId('withdrawBulletin', id, 'yes'), label: t.withdraw, style: 'danger' }],
      ]),
    };
  },
};

/** 下载公文: the bulletin as an official document, or its tables as a workbook; the token says which. */
const file: Action = {
  name: 'bulletinFile',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).official;
    const form = token === 'xlsx' ? 'xlsx' : 'docx';
    const { number } = await bulletinCounts(ctx, id);
    const request = { make: 'bulletinFile', bulletinId: id, form } as const;
    return { reply: { ...t.bulletinMessage(number, form), attach: { request, otherwise: [note(t.failed)] } } };
  },
};

/** 看批评通报 under the morning digest. */
const card: Action = {
  name: 'bulletinCard',
  ...APPROVERS,
  run: async (ctx, id) => ({ reply: await bulletinCard(ctx, id) }),
};

const approve: Action = {
  name: 'approveBulletin',
  ...APPROVERS,
  async run(ctx, id) {
    const sent = await approveBulletin(ctx, id);
    const t = textsFor(ctx.actor.locale).bulletin;
    // A leader who agreed leaves the rest to the drafter.
    const follows = holds(ctx.actor, GUARD.roles);
    return {
      close: t.approve,
      reply: t.queued(sent, follows ? [[{ id: buttonId('bulletinCounts', id), label: t.counts }]] : []),
    };
  },
};

const refuse: Action = {
  name: 'refuseBulletin',
  ...APPROVERS,
  async run(ctx, id) {
    await refuseBulletin(ctx, id);
    const t = textsFor(ctx.actor.locale).bulletin;
    return { close: t.refuse, reply: t.refuseDone() };
  },
};

export const bulletinActions: Action[] = [card, counts, file, resend, correct, withdraw, approve, refuse];
