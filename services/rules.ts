import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import {
  forgetCampaigns,
  type CampaignRules,
  campaignRulesSchema,
  type CampaignView,
  loadCampaign,
} from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';

/** A campaign's rules as people are told them. */
export type RulesView = CampaignView;

/** The rules of a campaign. Throws UserError('campaignGone'). */
export async function rulesOf(ctx: Ctx, campaignId: number): Promise<RulesView> {
  return loadCampaign(ctx, campaignId);
}

/** Quiet hours may begin and end within these times: nights stay quiet, and the morning's messages find an open hour. */
export const QUIET_LIMITS = { from: ['16:00', '22:00'], to: ['07:00', '10:00'] } as const;

/**
 * Changes some of a campaign's rules; a class keeps what is not named. Messages that wait are held by the new rules.
 * Throws UserError('rulesInvalid') for values out of range, 'quietOutOfRange', and 'rulesChanged' when somebody else
 * changed them at the same moment.
 */
export async function changeRules(ctx: ChatCtx, campaignId: number, change: CampaignRules): Promise<void> {
  const row = await ctx.db.campaign.findUnique({ where: { id: campaignId }, select: { rules: true } });
  if (!row) throw new UserError('campaignGone');
  const before = campaignRulesSchema.parse(row.rules);
  const supervision = { ...before.supervision };
  for (const [name, rules] of Object.entries(change.supervision ?? {}) as [keyof typeof supervision, object][])
    supervision[name] = { ...supervision[name], ...rules };
  const merged = { ...before, ...change, ...(change.supervision ? { supervision } : {}) };
  const parsed = campaignRulesSchema.safeParse(merged);
  if (!parsed.success) throw new UserError('rulesInvalid');
  const { from, to } = change.quietHours ?? { from: QUIET_LIMITS.from[0], to: QUIET_LIMITS.to[0] };
  if (from < QUIET_LIMITS.from[0] || from > QUIET_LIMITS.from[1] || to < QUIET_LIMITS.to[0] || to > QUIET_LIMITS.to[1])
    throw new UserError('quietOutOfRange');
  const { count } = await ctx.db.campaign.updateMany({
    where: { id: campaignId, rules: { equals: row.rules as object } },
    data: { rules: parsed.data },
  });
  if (count === 0) throw new UserError('rulesChanged');
  forgetCampaigns(ctx);
  await audit(ctx, 'rules', `campaign:${campaignId}`, { before, change });
}
