import { buttonId } from '../domain/button.js';
import { CARD_KINDS } from '../domain/document.js';
import { type Message, note } from '../domain/message.js';
import { unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { campaignOf, mustSeeUnit } from './access.js';
import { type CampaignView, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
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
