import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import { CARD_KINDS, type CardKind } from '../domain/document.js';
import { type Button, type Message, note } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { campaignOf, mustSeeUnit } from './access.js';
import { audit } from './audit.js';
import { type CampaignView, quietUntil, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { groupsSeeing } from './groups.js';
import { enqueueToChat } from './outbox.js';
import { textsFor } from './texts/index.js';
import { unitFigures } from './unitView.js';

/** Groups that have a button of their own under a card. */
const GROUP_BUTTONS = 6;

/** What stands on one of the three cards of a unit: its first items, overdue ones marked, and how many more there are. */
export async function cardItems(ctx: Ctx, campaignId: number, unitId: number, card: CardKind, on: Day, most: number) {
  const where = {
    campaignId,
    leadUnitId: unitId,
    ...(card === 'results' ? { status: 'closed' } : { kind: card === 'problems' ? 'problem' : { not: 'problem' } }),
  };
  const rows = await ctx.db.item.findMany({
    where,
    orderBy: card === 'results' ? [{ closedOn: 'desc' }, { id: 'asc' }] : [{ dueOn: 'asc' }, { id: 'asc' }],
    take: most,
    include: { milestones: { where: { status: 'open', dueOn: { lt: on } }, select: { id: true } } },
  });
  const items = rows.map(({ milestones, ...item }) => ({
    ...item,
    overdue: item.status === 'open' && milestones.length > 0,
  }));
  return { items, more: Math.max(0, (await ctx.db.item.count({ where })) - items.length) };
}

async function cardFor(
  ctx: ChatCtx,
  unitId: number,
  wanted: string,
): Promise<{ campaign: CampaignView; card: CardKind; unit: string; message: Message }> {
  const card = CARD_KINDS.find((each) => each === wanted);
  const campaign = await campaignOf(ctx);
  const unit = await ctx.db.unit.findUnique({ where: { id: unitId } });
  if (!card || !unit) throw new UserError('buttonUnknown');
  await mustSeeUnit(ctx, campaign.id, unit.id);
  const t = textsFor(ctx.actor.locale).unit;
  const on = todayIn(ctx, campaign);
  const inWords = t.cardWords({ card, ...(await cardItems(ctx, campaign.id, unitId, card, on, t.cardWordsMost)) });
  const message: Message = {
    ...t.cardMessage(unit.name, card, await unitFigures(ctx, campaign.id, [unitId], on)),
    attach: {
      request: { make: 'unitCard', campaignId: campaign.id, unitId, card, on },
      // Without its picture the card is said in words: it goes to groups that nobody can ask to press again.
      otherwise: [...inWords, note(t.cardFailed)],
    },
  };
  return { campaign, card, unit: unit.name, message };
}

/**
 * One of the three cards of a unit, as a group would see it. A coordinator may send it on, to one of the groups that may
 * see the unit or to all of them. Throws UserError('buttonUnknown' | 'notYourUnit').
 */
export async function cardMessage(ctx: ChatCtx, unitId: number, wanted: string): Promise<Message> {
  const { campaign, card, message } = await cardFor(ctx, unitId, wanted);
  if (!holds(ctx.actor, ['coordinator'], campaign.id)) return message;
  const t = textsFor(ctx.actor.locale).unit;
  const groups = await groupsSeeing(ctx, campaign.id, unitId);
  const button = (to: string | number, label: string): Button => ({
    id: buttonId('unitCardSend', unitId, `${card}.${to}`),
    label,
  });
  if (groups.length === 0) return { ...message, lines: [...message.lines, note(t.noGroup)] };
  if (groups.length === 1) return { ...message, buttons: [[button('all', t.toGroup)]] };
  const each = groups.slice(0, GROUP_BUTTONS).map((group) => [button(group.id, t.toOne(group.title))]);
  return { ...message, buttons: [...each, [button('all', t.toAll(groups.length))]] };
}

/** Sends a card to groups, to each once on a day. `already` counts those that had it before. */
export async function sendCard(
  ctx: ChatCtx,
  unitId: number,
  token: string,
): Promise<{ titles: string[]; already: number; held: boolean }> {
  const [wanted = '', to = 'all'] = token.split('.');
  const { campaign, card, message } = await cardFor(ctx, unitId, wanted);
  const seeing = await groupsSeeing(ctx, campaign.id, unitId);
  const groups = to === 'all' ? seeing : seeing.filter((group) => String(group.id) === to);
  if (to !== 'all' && groups.length === 0) throw new UserError('groupUnknown');
  const on = todayIn(ctx, campaign);
  const titles: string[] = [];
  for (const group of groups) {
    const fresh = await enqueueToChat(ctx, group, {
      key: `card:${unitId}:${card}:${on}:${group.id}`,
      kind: 'board',
      subject: `card:${unitId}`,
      message,
    });
    if (fresh) titles.push(group.title);
  }
  if (titles.length > 0) await audit(ctx, 'sendCard', `unit:${unitId}`, { card, groups: titles.length });
  return { titles, already: groups.length - titles.length, held: (await quietUntil(ctx, campaign.id)) > ctx.now };
}

/** The units of a campaign in official order, for choosing one. */
export async function unitChoices(ctx: Ctx, campaignId: number) {
  const rows = await ctx.db.campaignUnit.findMany({
    where: { campaignId },
    include: { unit: { select: { id: true, name: true, shortName: true } } },
    orderBy: { unit: { sortOrder: 'asc' } },
  });
  return rows.map((row) => row.unit);
}
