import { claim } from '../services/claim.js';
import type { ArrivalCtx } from '../services/context.js';
import { redeemInvite } from '../services/invites.js';
import { textsFor } from '../services/texts/index.js';
import type { Answer } from './definition.js';

/** What somebody may do who is not bound yet: bind themselves, in a private chat. Works for bound people too. */
export interface Arrival {
  /** Called as `/name words`. */
  name: string;
  run(ctx: ArrivalCtx, words: string): Promise<Answer>;
}

/** `/start TOKEN`: what a tap on an invitation link sends. */
const start: Arrival = {
  name: 'start',
  async run(ctx, token) {
    const { again, name, locale, roles, unit } = await redeemInvite(ctx, token);
    const t = textsFor(locale);
    if (again) return { reply: t.onboarding.alreadyBound(name) };
    const names = roles.map((role) => t.roles[role as keyof typeof t.roles]);
    return { reply: t.onboarding.bound(name, names, unit), rolesChanged: true };
  },
};

/** `/claim CODE`: the first administrator, with the code from the server's log. */
const claimCommand: Arrival = {
  name: 'claim',
  async run(ctx, code) {
    const t = textsFor(ctx.actor?.locale);
    const result = await claim(ctx, code);
    switch (result.kind) {
      case 'claimed':
        return {
          reply: (ctx.origin.platform === 'wecom' ? t.wecomOnboarding : t.onboarding).claimed(result.name),
          rolesChanged: true,
        };
      case 'already':
        return { reply: t.onboarding.alreadyAdministrator() };
      case 'wrong':
      case 'locked': {
        const words = t.error(result.kind === 'wrong' ? 'claimUnknown' : 'claimLocked', {});
        return { reply: { lines: [{ kind: 'text', spans: [words] }] } };
      }
    }
  },
};

export const arrivals: readonly Arrival[] = [start, claimCommand];
