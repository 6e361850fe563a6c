import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { note } from '../domain/message.js';
import { campaignOf } from '../services/access.js';
import { bulletinCounts } from '../services/bulletins.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;

/** 通报: draft, preview, confirm, send. */
export const bulletin: Command<string> = {
  name: 'bulletin',
  aliases: ['通报', '发通报'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/bulletin', '通报'],
  async run(ctx) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    return {
      dialog: {
        name: 'bulletin',
        about: campaign.id,
        data: { campaignId: campaign.id, campaign: campaign.name },
      },
    };
  },
};

/** 发送情况 of a bulletin; `id` is the bulletin. */
const counts: Action = {
  name: 'bulletinCounts',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const result = await bulletinCounts(ctx, id);
    return {
      reply: t.bulletin.countsOf(result.number, result, [
        [
          { id: buttonId('bulletinCounts', id), label: t.bulletin.counts },
          { id: buttonId('bulletinFile', id, 'docx'), label: t.official.asWord },
          { id: buttonId('bulletinFile', id, 'xlsx'), label: t.official.asSheet },
        ],
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

export const bulletinActions: Action[] = [counts, file];
