import { z } from 'zod';
import { dayOf } from '../domain/calendar.js';
import { holds } from '../domain/roles.js';
import { campaignOf } from '../services/access.js';
import { INVITE_DAYS, type Invitation, makeInvites } from '../services/invites.js';
import { type Phrases, textsFor } from '../services/texts/index.js';
import { wecomPeople } from '../services/wecomPeople.js';
import type { Command } from './definition.js';

const GUARD = { roles: ['administrator', 'coordinator'], chats: ['private'] } as const;
/** Days are shown in this zone where no campaign gives another. */
const ZONE = 'Asia/Shanghai';

/** A sheet that Excel opens as it is: UTF-8 with its mark, and nothing in it is taken for a formula. */
function sheetOf(made: readonly Invitation[], t: Phrases): string {
  const cell = (words: string) => `"${(/^[=+\-@\t]/.test(words) ? `'${words}` : words).replaceAll('"', '""')}"`;
  const rows = made.map((each) => [
    each.name,
    each.unit,
    each.roles.map((role) => t.roles[role as keyof typeof t.roles]).join('、'),
    each.link,
    dayOf(each.expiresAt, ZONE),
  ]);
  return `\uFEFF${[t.onboarding.inviteColumns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** 邀请: a link for everybody who is not bound yet, as a sheet; with a name, that person's link. */
export const invite: Command<string> = {
  name: 'invite',
  aliases: ['邀请', '生成邀请'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/invite', '邀请', '邀请 张三'],
  async run(ctx, name) {
    const t = textsFor(ctx.actor.locale);
    const everywhere = holds(ctx.actor, ['administrator']);
    const campaignId = everywhere ? null : (await campaignOf(ctx, GUARD.roles)).id;
    // Nobody needs a link there: whom the roster names is known by their account.
    if (ctx.origin.platform === 'wecom') return { reply: t.wecomOnboarding.people(await wecomPeople(ctx, campaignId)) };
    const { made, bound, account } = await makeInvites(ctx, campaignId, name);
    const [first] = made;
    if (!first) return { reply: t.onboarding.allBound() };
    if (name !== '' && made.length === 1)
      return { reply: { ...t.onboarding.invite(first.name, first.unit, first.link, INVITE_DAYS), secret: true } };
    return {
      reply: {
        ...t.onboarding.invites(made.length, bound, INVITE_DAYS, account),
        sheet: { name: t.onboarding.inviteSheet, mime: 'text/csv', content: sheetOf(made, t) },
        secret: true,
      },
    };
  },
};
