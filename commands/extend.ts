import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { type Extensible, extensibleMilestones, startExtension, withdrawExtension } from '../services/extensions.js';
import { findItemId } from '../services/items.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Answer, Command } from './definition.js';
import { extensionDialog } from './dialogs/requestExtension.js';

const GUARD = { roles: ['liaison'], chats: ['private'] } as const;
/** Milestones on one message: with their buttons they fit on a phone's screen. */
const SHOWN = 8;

const mayAsk = (each: Extensible) => !each.pending && each.workdays >= 0;

/**
 * Straight to the dialog when only one milestone can be meant and none waits for a word, else a choice, with what waits to
 * be taken back; says why when there is none.
 */
async function choose(ctx: ChatCtx, all: Extensible[], ofOneItem: boolean): Promise<Answer> {
  const t = textsFor(ctx.actor.locale);
  const askable = all.filter(mayAsk);
  const pending = all.filter((each) => each.pending);
  const [only] = askable;
  if (only && askable.length === 1 && ofOneItem && pending.length === 0)
    return { dialog: extensionDialog(await startExtension(ctx, only.milestoneId)) };
  const [first] = all;
  if (!first) return { reply: t.extension.nothing() };
  if (askable.length === 0 && ofOneItem && pending.length === 0)
    return {
      reply: t.extension.tooLate(first.itemNo, first.dueOn, [
        [{ id: buttonId('report', first.itemId), label: t.extension.fillReason, style: 'primary' }],
      ]),
    };
  // What waits is shown also where many others are due sooner.
  const kept = pending.slice(0, SHOWN / 2);
  const soonest = askable.slice(0, SHOWN - kept.length);
  const shown = all.filter((each) => kept.includes(each) || soonest.includes(each));
  const buttons = shown.filter(mayAsk).map(
    (each): Button => ({
      id: buttonId('extendMilestone', each.milestoneId),
      label: ofOneItem ? t.extension.milestone(each.name) : t.extension.askFor(each.itemNo),
    }),
  );
  // What is asked for already may be taken back where it is shown.
  const alone = ({ itemId }: Extensible) => pending.filter((each) => each.itemId === itemId).length === 1;
  buttons.push(
    ...kept.map(
      (each): Button => ({
        id: buttonId('extendBack', each.milestoneId),
        label: t.extension.withdraw(alone(each) ? each.itemNo : each.name),
      }),
    ),
  );
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return { reply: t.extension.choose(shown, askable.length + pending.length - shown.length, rows) };
}

/** The soonest milestone of each item that can still be extended, the one that is meant when an item is named; and all that wait for a word. */
function soonestOfEach(all: Extensible[]): Extensible[] {
  const seen = new Set<number>();
  return all.filter((each) => {
    if (each.pending) return true;
    if (!mayAsk(each) || seen.has(each.itemId)) return false;
    seen.add(each.itemId);
    return true;
  });
}

/** 申请延期: with an item's number its milestones, else those of all items that come due first. */
export const extend: Command<string> = {
  name: 'extend',
  aliases: ['申请延期', '延期'],
  ...GUARD,
  args: z.string().max(100),
  examples: ['/extend XM-014', '申请延期', '延期 XM-014'],
  async run(ctx, query) {
    if (query === '') return choose(ctx, soonestOfEach(await extensibleMilestones(ctx)), false);
    return choose(ctx, await extensibleMilestones(ctx, await findItemId(ctx, query)), true);
  },
};

/** 申请延期 under an item's card (`id` is the item) or the morning bundle (0). */
const extendItem: Action = {
  name: 'extend',
  ...GUARD,
  run: async (ctx, id) =>
    id === 0
      ? choose(ctx, soonestOfEach(await extensibleMilestones(ctx)), false)
      : choose(ctx, await extensibleMilestones(ctx, id), true),
};

/** A milestone of the choice; `id` is the milestone. */
const extendMilestone: Action = {
  name: 'extendMilestone',
  ...GUARD,
  run: async (ctx, id) => ({ dialog: extensionDialog(await startExtension(ctx, id)) }),
};

/** 撤回 beside a request that waits; `id` is the milestone. */
const extendBack: Action = {
  name: 'extendBack',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale).extension;
    const { itemNo, dueOn } = await withdrawExtension(ctx, id);
    return { close: t.withdraw(itemNo), reply: t.withdrawn(itemNo, dueOn) };
  },
};

export const extendActions: Action[] = [extendItem, extendMilestone, extendBack];
