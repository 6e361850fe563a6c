import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { filedOf } from '../domain/filing.js';
import type { Button, Message } from '../domain/message.js';
import { campaignOf } from '../services/access.js';
import { todayIn } from '../services/campaignRules.js';
import type { ChatCtx } from '../services/context.js';
import { ownFilingLists, startFiling, startFilingFix } from '../services/filing.js';
import { acceptFiling, filingOf } from '../services/filingReview.js';
import { countFilings, filingUnits } from '../services/filings.js';
import { textsFor } from '../services/texts/index.js';
import { UserError } from '../domain/userError.js';
import type { Action, Answer, Command } from './definition.js';
import { fileDialog } from './dialogs/fileMatter.js';
import { filingNext } from './filingNext.js';

const LIAISON = { roles: ['liaison'], chats: ['private'] } as const;
const COORDINATOR = { roles: ['coordinator'], chats: ['private'] } as const;
/** Units on one page, with the title, the total and the small print a phone's screen. */
const PAGE_SIZE = 8;

/** 报送事项: files a matter for the unit's list; asks which list when there are several, or when something was sent back. */
export const fileCommand: Command<string> = {
  name: 'file',
  aliases: ['报送事项', '报送', '报事项'],
  ...LIAISON,
  args: z.string().max(100),
  examples: ['/file', '报送事项'],
  async run(ctx): Promise<Answer> {
    const t = textsFor(ctx.actor.locale);
    const lists = await ownFilingLists(ctx);
    if (lists.length === 0) throw new UserError('filingNone');
    const open = lists.filter(({ short, sentBack }) => short > sentBack);
    const returned = lists.flatMap((list) => list.returned);
    const [only, second] = open;
    if (returned.length === 0 && only && !second)
      return { dialog: fileDialog(await startFiling(ctx, only.campaignId, only.unitId)) };
    if (returned.length === 0 && !only) return { reply: t.filing.allDone(lists) };
    const buttons: Button[][] = returned.map(({ id, title }) => [
      { id: buttonId('fileFix', id), label: `${t.filing.fix} ${title.slice(0, 6)}`, style: 'primary' },
    ]);
    for (const { unitId, campaignId, unit, campaign } of open) {
      const twice = open.some((each) => each.unitId === unitId && each.campaignId !== campaignId);
      const label = `${t.filing.file} ${(twice ? campaign : unit).slice(0, 5)}`;
      buttons.push([{ id: buttonId('file', unitId, campaignId), label }]);
    }
    const several = new Set(lists.map(({ campaignId }) => campaignId)).size > 1;
    return { reply: t.filing.lists(lists, several, buttons) };
  },
};

/** 报送事项 of one unit; `id` is the unit, the token the campaign. */
const file: Action = {
  name: 'file',
  ...LIAISON,
  run: async (ctx, id, token) => ({ dialog: fileDialog(await startFiling(ctx, Number(token), id)) }),
};

/** 修改 of a matter that was sent back; `id` is the matter. */
const fix: Action = {
  name: 'fileFix',
  ...LIAISON,
  run: async (ctx, id) => ({ dialog: fileDialog(await startFilingFix(ctx, id)) }),
};

async function overview(ctx: ChatCtx, named: number, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const campaign = await campaignOf(ctx, COORDINATOR.roles, named);
  const units = await filingUnits(ctx, campaign.id);
  if (units.length === 0) return t.filing.notSet();
  const waiting = await countFilings(ctx, campaign.id);
  const short = units.filter((each) => each.short > 0);
  const shown = short.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const rest = Math.max(0, short.length - (page + 1) * PAGE_SIZE);
  const sum = (of: (each: (typeof units)[number]) => number) => units.reduce((all, each) => all + of(each), 0);
  const row: Button[] = [];
  if (waiting > 0)
    row.push({ id: buttonId('filingNext', campaign.id), label: t.filing.review(waiting), style: 'primary' });
  if (rest > 0) row.push({ id: buttonId('filing', campaign.id, page + 1), label: t.item.more });
  return t.filing.overview(
    {
      quota: sum(({ quota }) => quota),
      filed: sum(filedOf),
      confirmed: sum(({ quota, confirmed }) => Math.min(quota, confirmed)),
      waiting,
      late: short.some(({ dueOn }) => dueOn < todayIn(ctx, campaign)),
      units: units.length,
      short: shown,
      shortUnits: short.length,
      rest,
    },
    row.length > 0 ? [row] : [],
  );
}

/** 报送情况: who is short, and what waits for a word. */
export const filingCommand: Command<string> = {
  name: 'filing',
  aliases: ['报送情况', '清单报送', '谁没报齐'],
  ...COORDINATOR,
  args: z.string().max(100),
  examples: ['/filing', '报送情况'],
  run: async (ctx) => ({ reply: await overview(ctx, 0, 0) }),
};

/** 清单报送 under a bundle, and 下一页; `id` is the campaign, the token the page. */
const page: Action = {
  name: 'filing',
  ...COORDINATOR,
  run: async (ctx, id, token) => ({ reply: await overview(ctx, id, Number(token) || 0) }),
};

/** 逐项确认, and 看下一项; `id` is the campaign, the token the matter after which to go on. */
const next: Action = {
  name: 'filingNext',
  ...COORDINATOR,
  async run(ctx, id, token) {
    const campaign = await campaignOf(ctx, COORDINATOR.roles, id);
    return { reply: await filingNext(ctx, campaign.id, Number(token) || 0) };
  },
};

/** 确认 under a filed matter. */
const accept: Action = {
  name: 'filingAccept',
  ...COORDINATOR,
  async run(ctx, id) {
    const { campaignId } = await filingOf(ctx, id);
    const { itemNo, title, unit } = await acceptFiling(ctx, id);
    const t = textsFor(ctx.actor.locale).filing;
    return { close: t.accept, reply: [t.accepted(itemNo, title, unit), await filingNext(ctx, campaignId, id)] };
  },
};

/** 退回 under a filed matter. */
const back: Action = {
  name: 'filingBack',
  ...COORDINATOR,
  async run(ctx, id) {
    const { campaignId, title, status } = await filingOf(ctx, id);
    if (status !== 'waiting') throw new UserError('filingHandled', { title: title.slice(0, 20) });
    return { dialog: { name: 'sendBackFiling', about: id, data: { filingId: id, campaignId, title } } };
  },
};

export const filingActions: Action[] = [file, fix, page, next, accept, back];
