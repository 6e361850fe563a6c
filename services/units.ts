import { buttonId } from '../domain/button.js';
import { CARD_KINDS, type CardKind } from '../domain/document.js';
import { type Message, note } from '../domain/message.js';
import { holds, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { boundChats } from '../prisma/store/chats.js';
import { campaignOf, mustSeeUnit } from './access.js';
import { audit } from './audit.js';
import { type CampaignView, quietUntil, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { enqueueToChat } from './outbox.js';
import { textsFor } from './texts/index.js';
import { unitFigures } from './unitView.js';

/** The unit that is meant: by its name, short name or a part of it; without words the person's own. */
async function findUnit(ctx: ChatCtx, campaign: CampaignView, query: string): Promise<{ id: number; name: string }> {
  const members = await ctx.db.campaignUnit.findMany({
    where: { campaignId: campaign.id },
    include: { unit: { select: { id: true, name: true, shortName: true } } },
    orderBy: { unit: { sortOrder: 'asc' } },
  });
  const units = members.map((member) => member.unit);
  const wanted = query.trim();
  const own = unitsOf(ctx.actor, ['liaison', 'unitHead', 'leader'], campaign.id);
  const found =
    wanted === ''
      ? units.find((unit) => own.includes(unit.id))
      : (units.find((unit) => unit.name === wanted || unit.shortName === wanted) ??
        units.find((unit) => unit.name.includes(wanted)));
  if (!found) throw new UserError(wanted === '' ? 'unitWanted' : 'unitUnknown', { query: wanted.slice(0, 30) });
  return found;
}

/** A unit's state with its trend as a picture. Throws UserError('unitUnknown' | 'unitWanted' | 'notYourUnit'). */
export async function unitMessage(ctx: ChatCtx, query: string): Promise<Message> {
  const campaign = await campaignOf(ctx);
  const unit = await findUnit(ctx, campaign, query);
  await mustSeeUnit(ctx, campaign.id, unit.id);
  const on = todayIn(ctx, campaign);
  const t = textsFor(ctx.actor.locale).unit;
  const cards = CARD_KINDS.map((card) => ({
    id: buttonId('unitCard', unit.id, card),
    label: t.cards[card]?.name ?? card,
  }));
  return {
    ...t.card({ unit: unit.name, figures: await unitFigures(ctx, campaign.id, [unit.id], on) }, [cards]),
    attach: {
      request: { make: 'unitTrend', campaignId: campaign.id, unitId: unit.id, on },
      otherwise: [note(t.failed)],
    },
  };
}

async function cardFor(
  ctx: ChatCtx,
  unitId: number,
  token: string,
): Promise<{ campaign: CampaignView; card: CardKind; message: Message }> {
  const card = CARD_KINDS.find((each) => each === token);
  const campaign = await campaignOf(ctx);
  const unit = await ctx.db.unit.findUnique({ where: { id: unitId } });
  if (!card || !unit) throw new UserError('buttonUnknown');
  await mustSeeUnit(ctx, campaign.id, unit.id);
  const t = textsFor(ctx.actor.locale).unit;
  const message: Message = {
    ...t.cardMessage(unit.name, card, []),
    attach: {
      request: { make: 'unitCard', campaignId: campaign.id, unitId, card, on: todayIn(ctx, campaign) },
      otherwise: [note(t.cardFailed)],
    },
  };
  return { campaign, card, message };
}

/** One of the three cards of a unit, for who asks; a coordinator may send it on. Throws UserError('buttonUnknown' | 'notYourUnit'). */
export async function cardMessage(ctx: ChatCtx, unitId: number, token: string): Promise<Message> {
  const { campaign, card, message } = await cardFor(ctx, unitId, token);
  if (!holds(ctx.actor, ['coordinator'], campaign.id)) return message;
  const { toGroup } = textsFor(ctx.actor.locale).unit;
  return { ...message, buttons: [[{ id: buttonId('unitCardSend', unitId, card), label: toGroup }]] };
}

/** Sends a card to the campaign's groups, once on a day. @returns how many groups, and whether they wait for the morning */
export async function sendCard(
  ctx: ChatCtx,
  unitId: number,
  token: string,
): Promise<{ groups: number; held: boolean }> {
  const { campaign, card, message } = await cardFor(ctx, unitId, token);
  const chats = await boundChats(ctx.db, campaign.id);
  const on = todayIn(ctx, campaign);
  for (const chat of chats)
    await enqueueToChat(ctx, chat, {
      key: `card:${unitId}:${card}:${on}:${chat.id}`,
      kind: 'board',
      subject: `card:${unitId}`,
      message,
    });
  await audit(ctx, 'sendCard', `unit:${unitId}`, { card, groups: chats.length });
  return { groups: chats.length, held: (await quietUntil(ctx, campaign.id)) > ctx.now };
}
