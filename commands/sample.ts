import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { confirmSample, sampleCard, sampleViews, startDoubt } from '../services/samples.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['coordinator', 'inspector'], chats: ['private'] } as const;

async function show(ctx: ChatCtx): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const views = await sampleViews(ctx);
  if (views.length === 0) return t.sample.none();
  const opens = views
    .flatMap(({ lines }) => lines)
    .filter(({ status }) => status === 'open')
    .map((line): Button => ({ id: buttonId('sampleCard', line.sampledId), label: t.item.open(line.itemNo) }));
  const rows: Button[][] = [];
  for (let at = 0; at < opens.length; at += 4) rows.push(opens.slice(at, at + 4));
  return t.sample.views(views, rows);
}

/** 抽查: the newest draws with their seeds, made again on the spot. */
export const sample: Command<string> = {
  name: 'sample',
  aliases: ['抽查', '抽查名单'],
  ...GUARD,
  args: z.string(),
  examples: ['/sample', '抽查'],
  run: async (ctx) => ({ reply: await show(ctx) }),
};

/** 看抽查 under the coordinator's bundle. */
const openSamples: Action = { name: 'sample', ...GUARD, run: async (ctx) => ({ reply: await show(ctx) }) };

/** One drawn report; `id` is the drawn report. */
const card: Action = {
  name: 'sampleCard',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const found = await sampleCard(ctx, id);
    const looks: Button[] = [{ id: buttonId('versions', found.reportId), label: t.review.versions }];
    if (found.evidence > 0) looks.push({ id: buttonId('evidence', found.reportId), label: t.review.evidence });
    const verdicts: Button[] =
      found.status === 'open'
        ? [
            { id: buttonId('sampleOk', id), label: t.sample.confirm, style: 'primary' },
            { id: buttonId('sampleDoubt', id), label: t.sample.doubt, style: 'danger' },
          ]
        : [];
    return { reply: t.sample.card(found, verdicts.length > 0 ? [verdicts, looks] : [looks]) };
  },
};

/** 属实 under a drawn report. */
const confirm: Action = {
  name: 'sampleOk',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { itemNo } = await confirmSample(ctx, id);
    return { close: t.sample.confirm, reply: t.sample.confirmed(itemNo) };
  },
};

/** 存疑 under a drawn report: logs a finding on the unit. */
const doubt: Action = {
  name: 'sampleDoubt',
  ...GUARD,
  async run(ctx, id) {
    return { dialog: { name: 'findingDoubt', about: id, data: await startDoubt(ctx, id) } };
  },
};

export const sampleActions: Action[] = [openSamples, card, confirm, doubt];
