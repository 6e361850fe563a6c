import { buttonId } from '../domain/button.js';
import type { Message } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { boardToHandle } from './boardApproval.js';
import type { Audience } from './bulletins.js';
import { loadCampaign } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { textsFor } from './texts/index.js';

/** Criticism that waits for a second person, as it will be read. Throws UserError('bulletinUnknown' | 'bulletinDecided' | 'approverIsDrafter'). */
export async function bulletinCard(ctx: ChatCtx, id: number): Promise<Message> {
  const row = await ctx.db.bulletin.findUnique({ where: { id }, include: { drafter: { select: { name: true } } } });
  if (!row || !holds(ctx.actor, ['coordinator', 'leader'], row.campaignId)) throw new UserError('bulletinUnknown');
  if (row.status !== 'waiting') throw new UserError('bulletinDecided');
  if (row.drafterId === ctx.actor.personId) throw new UserError('approverIsDrafter');
  const campaign = await loadCampaign(ctx, row.campaignId);
  const t = textsFor(ctx.actor.locale).bulletin;
  const { kind, title, body } = row;
  const { to } = row.audience as unknown as { to: Audience };
  return t.toApprove(row.drafter.name, { kind, title, body, issuer: t.issuer(campaign.name) }, to, [
    [
      { id: buttonId('approveBulletin', id), label: t.approve, style: 'primary' },
      { id: buttonId('refuseBulletin', id), label: t.refuse, style: 'danger' },
    ],
  ]);
}

/** A correction or withdrawal of a board that somebody asked for. Throws UserError('changeGone' | 'changeHandled' | …). */
export async function boardChangeCard(ctx: ChatCtx, id: number): Promise<Message> {
  const change = await ctx.db.boardChange.findUnique({ where: { id } });
  if (!change) throw new UserError('changeGone');
  const { board } = await boardToHandle(ctx, change.boardId, ['coordinator', 'leader']);
  if (change.status !== 'asked') throw new UserError('changeHandled');
  const asker = change.askedById === null ? null : await ctx.db.person.findUnique({ where: { id: change.askedById } });
  const t = textsFor(ctx.actor.locale).boardLife;
  const { kind, reason } = change;
  return t.changeAsked({ periodKey: board.periodKey, kind, reason, by: asker?.name ?? '' }, [
    [
      { id: buttonId('boardChange', id, 'yes'), label: t.agree, style: 'primary' },
      { id: buttonId('boardChange', id, 'no'), label: t.disagree },
    ],
  ]);
}
