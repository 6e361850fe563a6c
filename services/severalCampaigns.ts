import type { Message } from '../domain/message.js';
import { lineText } from '../domain/message.js';
import type { Ctx } from './context.js';
import { textsFor } from './texts/index.js';

/** The active campaigns in which a person holds a role or stands in for somebody; the oldest first. */
export const campaignsOfPerson = async (ctx: Pick<Ctx, 'db'>, personId: number) => {
  const covered = await ctx.db.delegation.findMany({
    where: { delegateId: personId, status: 'active' },
    select: { campaignId: true },
  });
  return ctx.db.campaign.findMany({
    where: {
      status: 'active',
      OR: [{ grants: { some: { personId } } }, { id: { in: covered.map(({ campaignId }) => campaignId) } }],
    },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, zone: true, schedules: true },
  });
};

/** A message about a campaign, for a person who is in several: it says which one, right after its first line. */
export async function headedFor(ctx: Ctx, campaignId: number, personId: number, message: Message): Promise<Message> {
  const campaigns = await campaignsOfPerson(ctx, personId);
  const name = campaigns.find(({ id }) => id === campaignId)?.name;
  const [first, ...rest] = message.lines;
  if (campaigns.length < 2 || name === undefined || !first) return message;
  if (message.lines.some((line) => lineText(line).includes(name))) return message;
  return { ...message, lines: [first, textsFor(undefined).campaign.heading(name), ...rest] };
}
