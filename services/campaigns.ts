import { addDays, type Correction, type Day, dayOf, daysBetween } from '../domain/calendar.js';
import { type CampaignTimes, schedulesOf, timesFault } from '../domain/campaignTimes.js';
import { type PhaseSpan, phaseFault } from '../domain/phases.js';
import { UserError } from '../domain/userError.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import { audit } from './audit.js';
import { type CampaignRules, campaignRulesSchema } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { chooseCampaign } from './currentCampaign.js';

/** Where campaigns are when nobody has said otherwise. */
const ZONE = 'Asia/Shanghai';
/** Name of a campaign, in UTF-16 units: what official titles really have. */
export const NAME_MIN = 4;
export const NAME_MAX = 60;
/** A campaign lasts at most this many calendar days: three years. */
export const LONGEST_DAYS = 1096;
/** It may have begun at most this many calendar days ago. */
export const BEGUN_MOST_DAYS = 366;

/** Who may set up a campaign. */
export const FOUNDERS = ['coordinator', 'administrator'] as const;

/** What the dialog of a new campaign begins with. `taken` are the names that exist. */
export interface CampaignStart {
  today: Day;
  corrections: Correction[];
  taken: string[];
}

/** Begins a new campaign. */
export async function startCampaign(ctx: ChatCtx): Promise<CampaignStart> {
  const known = await ctx.db.campaign.findMany({ select: { name: true }, orderBy: { id: 'desc' }, take: 200 });
  return {
    today: dayOf(ctx.now, ZONE),
    corrections: await calendarCorrections(ctx.db),
    taken: known.map(({ name }) => name),
  };
}

/** A campaign as it was put together. */
export interface NewCampaign {
  name: string;
  startsOn: Day;
  endsOn: Day;
  phases: (PhaseSpan & { asks: string })[];
  /** Key of a ready-made taxonomy, or the own one's name. */
  taxonomy: string;
  /** Own words; empty for a ready-made taxonomy. */
  tags: string[];
  /** null: the default formula. */
  weights: NonNullable<CampaignRules['weights']> | null;
  times: CampaignTimes;
}

/** What is wrong with a campaign's days; null when nothing is. */
export function daysFault(startsOn: Day, endsOn: Day): 'campaignBackwards' | 'campaignTooLong' | null {
  if (endsOn <= startsOn) return 'campaignBackwards';
  return daysBetween(startsOn, endsOn) >= LONGEST_DAYS ? 'campaignTooLong' : null;
}

/**
 * Creates a campaign whose boards are reviewed, with its phases; whoever creates it becomes its coordinator and works in
 * it from now on. Everything is checked again: another may have taken the name meanwhile.
 * Throws UserError('campaignNameTaken' | 'campaignBackwards' | …).
 */
export async function createCampaign(ctx: ChatCtx, input: NewCampaign): Promise<{ id: number }> {
  const { name, startsOn, endsOn, phases, tags, weights, times } = input;
  if (await ctx.db.campaign.findUnique({ where: { name } })) throw new UserError('campaignNameTaken', { name });
  const fault = daysFault(startsOn, endsOn) ?? timesFault(times);
  if (fault) throw new UserError(fault, { startsOn });
  if (startsOn < addDays(dayOf(ctx.now, ZONE), -BEGUN_MOST_DAYS)) throw new UserError('campaignLongPast');
  const wrong = phaseFault(phases, startsOn, endsOn);
  if (wrong) throw new UserError(wrong.code, wrong.params);
  const rules = campaignRulesSchema.parse({ ...(tags.length > 0 ? { tags } : {}), ...(weights ? { weights } : {}) });
  const { id } = await ctx.db.campaign.create({
    data: {
      name,
      zone: ZONE,
      startsOn,
      endsOn,
      taxonomy: input.taxonomy,
      rules,
      schedules: schedulesOf(times),
      boardPolicy: 'reviewed',
      createdAt: ctx.now,
      phases: {
        create: phases.map(({ name: phase, asks, ...days }, position) => ({ name: phase, asks, ...days, position })),
      },
    },
  });
  const { personId } = ctx.actor;
  await ctx.db.roleGrant.create({ data: { personId, role: 'coordinator', campaignId: id, createdAt: ctx.now } });
  await chooseCampaign(ctx, id);
  await audit(ctx, 'createCampaign', `campaign:${id}`, { name, startsOn, endsOn });
  return { id };
}
