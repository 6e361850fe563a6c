import type { Message } from '../domain/message.js';
import { lineText } from '../domain/message.js';
import type { Ctx } from './context.js';
import { textsFor } from './texts/index.js';

/** A campaign as those who are in several tell it from others. */
export interface PersonCampaign {
  id: number;
  name: string;
  zone: string;
  schedules: unknown;
}

/** The active campaigns in which each of some people holds a role or stands in for somebody; the oldest first. */
export async function campaignsOfPeople(
  ctx: Pick<Ctx, 'db'>,
  personIds: readonly number[],
): Promise<Map<number, PersonCampaign[]>> {
  const active = await ctx.db.campaign.findMany({
    where: { status: 'active' },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, zone: true, schedules: true },
  });
  // With one campaign there is nothing to tell apart.
  if (active.length < 2) return new Map(personIds.map((personId) => [personId, active]));
  const people = [...personIds];
  const held = await ctx.db.roleGrant.findMany({
    where: { personId: { in: people }, campaignId: { not: null } },
    select: { personId: true, campaignId: true },
    distinct: ['personId', 'campaignId'],
  });
  const covered = await ctx.db.delegation.findMany({
    where: { delegateId: { in: people }, status: 'active' },
    select: { delegateId: true, campaignId: true },
  });
  const pairs = new Set([
    ...held.map(({ personId, campaignId }) => `${personId}:${campaignId}`),
    ...covered.map(({ delegateId, campaignId }) => `${delegateId}:${campaignId}`),
  ]);
  return new Map(people.map((personId) => [personId, active.filter(({ id }) => pairs.has(`${personId}:${id}`))]));
}

/** The same for one person. */
export const campaignsOfPerson = async (ctx: Pick<Ctx, 'db'>, personId: number): Promise<PersonCampaign[]> =>
  (await campaignsOfPeople(ctx, [personId])).get(personId) ?? [];

/** A message about a campaign, for a person who is in several: it says which one, right after its first line. */
export async function headedFor(ctx: Ctx, campaignId: number, personId: number, message: Message): Promise<Message> {
  const campaigns = await campaignsOfPerson(ctx, personId);
  const name = campaigns.find(({ id }) => id === campaignId)?.name;
  const [first, ...rest] = message.lines;
  if (campaigns.length < 2 || name === undefined || !first) return message;
  if (message.lines.some((line) => lineText(line).includes(name))) return message;
  return { ...message, lines: [first, textsFor(undefined).campaign.heading(name), ...rest] };
}
