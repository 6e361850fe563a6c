import { buttonId } from '../domain/button.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { type CampaignView, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** Proposes a formal talk with every unit that a published board grades 一般, and asks the coordinators. */
export async function proposeTalks(ctx: Ctx, campaign: CampaignView, boardId: number): Promise<void> {
  const board = await ctx.db.board.findUniqueOrThrow({
    where: { id: boardId },
    include: { entries: { where: { grade: 'fair' }, orderBy: { place: 'asc' } }, talks: true },
  });
  const known = new Set(board.talks.map((talk) => talk.unitId));
  const coordinators = await peopleHolding(ctx.db, 'coordinator', campaign.id);
  for (const entry of board.entries.filter((each) => !known.has(each.unitId))) {
    const talk = await ctx.db.formalTalk.create({
      data: { campaignId: campaign.id, unitId: entry.unitId, boardId, proposedOn: todayIn(ctx, campaign) },
    });
    for (const person of coordinators) {
      const t = textsFor(person.locale).boardLife;
      await enqueueToPerson(ctx, campaign.id, person.id, {
        key: `talk:${talk.id}:${person.id}`,
        kind: 'notice',
        subject: `talk:${talk.id}`,
        message: t.talkProposed(
          {
            unit: entry.unitName,
            periodKey: board.periodKey,
            totalCenti: entry.totalCenti ?? 0,
            place: entry.place ?? 0,
          },
          [
            [
              { id: buttonId('talk', talk.id, 'yes'), label: t.talkYes, style: 'primary' },
              { id: buttonId('talk', talk.id, 'no'), label: t.talkNo },
              { id: buttonId('boardLine', boardId, entry.unitId), label: t.reasons },
            ],
          ],
        ),
      });
    }
  }
}

/** A coordinator confirms or declines a proposed talk; the unit's head hears of a confirmed one. Throws UserError('talkGone' | 'talkHandled'). */
export async function decideTalk(
  ctx: ChatCtx,
  talkId: number,
  confirmed: boolean,
): Promise<{ unit: string; told: string[] }> {
  const talk = await ctx.db.formalTalk.findUnique({ where: { id: talkId }, include: { board: true } });
  if (!talk) throw new UserError('talkGone');
  if (!holds(ctx.actor, ['coordinator'], talk.campaignId)) throw new UserError('notYourRole');
  const { count } = await ctx.db.formalTalk.updateMany({
    where: { id: talkId, status: 'proposed' },
    data: { status: confirmed ? 'confirmed' : 'declined', decidedById: ctx.actor.personId, decidedAt: ctx.now },
  });
  if (count === 0) throw new UserError('talkHandled');
  await audit(ctx, confirmed ? 'confirmTalk' : 'declineTalk', `talk:${talkId}`, { unit: talk.unitId });
  const entry = await ctx.db.boardEntry.findUniqueOrThrow({
    where: { boardId_unitId: { boardId: talk.boardId, unitId: talk.unitId } },
  });
  const heads = confirmed ? await peopleHolding(ctx.db, 'unitHead', talk.campaignId, [talk.unitId]) : [];
  for (const head of heads)
    await enqueueToPerson(ctx, talk.campaignId, head.id, {
      key: `talkSet:${talkId}:${head.id}`,
      kind: 'notice',
      subject: `talk:${talkId}`,
      message: textsFor(head.locale).boardLife.talkSet(
        {
          unit: entry.unitName,
          periodKey: talk.board.periodKey,
          totalCenti: entry.totalCenti ?? 0,
          place: entry.place ?? 0,
        },
        ctx.actor.name,
        [[{ id: buttonId('boardLine', talk.boardId, talk.unitId), label: textsFor(head.locale).boardLife.reasons }]],
      ),
    });
  return { unit: entry.unitName, told: heads.map((head) => head.name) };
}
