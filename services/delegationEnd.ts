import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { type Phrases, textsFor } from './texts/index.js';

/** Who or what ended a delegation: its last day, the person who is back, the delegate, the delegate's own absence. */
export type DelegationEnd = 'time' | 'person' | 'delegate' | 'delegateAway';

/** Writes to a person about a delegation. */
export async function tellPerson(
  ctx: Ctx,
  campaign: CampaignView,
  personId: number,
  key: string,
  message: Message,
): Promise<void> {
  await enqueueToPerson(ctx, campaign.id, personId, { key, kind: 'notice', message });
}

/** Puts open requests of a person's units into the hands of somebody. @returns how many */
export async function moveRequests(ctx: Ctx, campaignId: number, holderId: number, toId: number): Promise<number> {
  const grants = await ctx.db.roleGrant.findMany({
    where: { personId: holderId, role: 'liaison', OR: [{ campaignId }, { campaignId: null }] },
    select: { unitId: true },
  });
  const unitIds = grants.flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  const { count } = await ctx.db.reportRequest.updateMany({
    where: { unitId: { in: unitIds }, status: 'open', item: { campaignId, status: 'open' } },
    data: { personId: toId },
  });
  return count;
}

/** Delegations of a campaign whose last day is over. */
export async function overDelegations(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const rows = await ctx.db.delegation.findMany({
    where: { campaignId, status: 'active', endsOn: { lt: today } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.id);
}

/**
 * Ends a delegation: requests move back, both are told what was done meanwhile; the one who ended it by hand hears it
 * in the answer. The conditional update decides, so that a second end changes nothing.
 * @returns whether it was this call that ended it
 */
export async function endDelegation(ctx: Ctx, id: number, by: DelegationEnd, today: Day): Promise<boolean> {
  const { count } = await ctx.db.delegation.updateMany({
    where: { id, status: 'active' },
    data: { status: 'ended', endedOn: today, endedBy: by, liveKey: null },
  });
  if (count === 0) return false;
  const row = await ctx.db.delegation.findUniqueOrThrow({ where: { id }, include: { person: true, delegate: true } });
  const campaign = await loadCampaign(ctx, row.campaignId);
  const requests = await moveRequests(ctx, row.campaignId, row.personId, row.personId);
  const toMend = await leftToMend(ctx, row.personId);
  const reports = await ctx.db.progressReport.count({
    where: { onBehalfOfId: row.personId, authorId: row.delegateId, reportedAt: { gte: row.createdAt } },
  });
  await audit(ctx, 'endDelegation', `delegation:${id}`, { by, requests, reports });
  const d = {
    by,
    name: row.person.name,
    delegate: row.delegate.name,
    reports,
    requests,
    toMend: toMend.map((each) => each.itemNo),
  };
  const key = `delegation:${id}:ended`;
  if (by !== 'person')
    await tellPerson(
      ctx,
      campaign,
      row.personId,
      `${key}:person`,
      textsFor(row.person.locale).delegation.endedForPerson(d, mendButtons(textsFor(row.person.locale), toMend)),
    );
  if (by !== 'delegate' && by !== 'delegateAway')
    await tellPerson(
      ctx,
      campaign,
      row.delegateId,
      `${key}:delegate`,
      textsFor(row.delegate.locale).delegation.endedForDelegate(d),
    );
  return true;
}

/** Reports that a delegate handed in for a person, that were sent back and are not mended yet. */
async function leftToMend(ctx: Ctx, personId: number): Promise<{ reportId: number; itemNo: string }[]> {
  const rows = await ctx.db.progressReport.findMany({
    where: { onBehalfOfId: personId, status: 'sentBack', item: { status: 'open' } },
    select: { id: true, item: { select: { itemNo: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({ reportId: row.id, itemNo: row.item.itemNo }));
}

/** 补充 for each of them, three at most. */
export const mendButtons = (t: Phrases, toMend: readonly { reportId: number; itemNo: string }[]): Button[][] =>
  toMend
    .slice(0, 3)
    .map(({ reportId, itemNo }) => [{ id: buttonId('fix', reportId), label: t.delegation.mend(itemNo) }]);

/** 销假: ends the actor's own delegations. Throws UserError('awayNone') when there is none. */
export async function comeBack(ctx: ChatCtx): Promise<{
  delegates: string[];
  requests: number;
  toMend: { reportId: number; itemNo: string }[];
}> {
  const personId = ctx.actor.personId;
  const rows = await ctx.db.delegation.findMany({
    where: { personId, status: 'active' },
    include: { delegate: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  const delegates: string[] = [];
  for (const row of rows) {
    const campaign = await loadCampaign(ctx, row.campaignId);
    if (await endDelegation(ctx, row.id, 'person', todayIn(ctx, campaign))) delegates.push(row.delegate.name);
  }
  if (delegates.length === 0) throw new UserError('awayNone');
  return {
    delegates,
    requests: await ctx.db.reportRequest.count({ where: { personId, status: 'open' } }),
    toMend: await leftToMend(ctx, personId),
  };
}

/** 不能代办: the delegate gives it back. Throws UserError('delegationOver' | 'notYourApproval'). */
export async function declineDelegation(ctx: ChatCtx, id: number): Promise<{ name: string }> {
  const row = await ctx.db.delegation.findUnique({ where: { id }, include: { person: { select: { name: true } } } });
  if (!row || row.delegateId !== ctx.actor.personId) throw new UserError('notYourApproval');
  const campaign = await loadCampaign(ctx, row.campaignId);
  if (!(await endDelegation(ctx, id, 'delegate', todayIn(ctx, campaign))))
    throw new UserError('delegationOver', { name: row.person.name });
  return { name: row.person.name };
}

/**
 * The person for whom the actor covered a unit until not long ago, for telling somebody whose delegation ended while
 * they were writing; null when there is none.
 */
export async function endedCover(ctx: ChatCtx, campaignId: number, unitId: number): Promise<string | null> {
  const row = await ctx.db.delegation.findFirst({
    where: {
      campaignId,
      delegateId: ctx.actor.personId,
      person: { grants: { some: { unitId, role: 'liaison' } } },
    },
    include: { person: { select: { name: true } } },
    orderBy: { id: 'desc' },
  });
  return row?.person.name ?? null;
}
