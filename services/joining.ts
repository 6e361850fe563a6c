import type { Message } from '../domain/message.js';
import { greetWecomUser } from '../prisma/store/wecomContacts.js';
import { audit } from './audit.js';
import type { Ctx } from './context.js';
import { aboutPerson } from './invites.js';
import { textsFor } from './texts/index.js';

/** Names of coordinators that a stranger is given at most. */
const CONTACTS = 2;

/**
 * The greeting of somebody whom the roster let in, at the first thing they say in a private chat on WeCom; null for
 * everybody else, and ever after.
 */
export async function greeting(ctx: Ctx): Promise<Message | null> {
  const { actor, origin } = ctx;
  if (!actor || origin?.platform !== 'wecom' || origin.kind !== 'private') return null;
  if (!(await greetWecomUser(ctx.db, origin.sender, ctx.now))) return null;
  await audit(ctx, 'bind', `person:${actor.personId}`, { platform: origin.platform });
  const { name, locale, roles, unit } = await aboutPerson(ctx, actor.personId);
  const t = textsFor(locale);
  return t.onboarding.bound(
    name,
    roles.map((role) => t.roles[role as keyof typeof t.roles]),
    unit,
  );
}

/**
 * What somebody is told who is bound to nobody. In WeCom everybody is a colleague: they learn whom to tell their account;
 * elsewhere no names are given to strangers.
 */
export async function strangerReply(ctx: Ctx): Promise<Message> {
  const t = textsFor(undefined);
  if (ctx.origin?.platform !== 'wecom') return t.stranger();
  const coordinators = await ctx.db.person.findMany({
    where: { grants: { some: { role: 'coordinator', campaign: { status: 'active' } } } },
    orderBy: { id: 'asc' },
    take: CONTACTS,
    select: { name: true },
  });
  const administrators = await ctx.db.roleGrant.count({ where: { role: 'administrator' } });
  return t.wecomOnboarding.stranger(
    ctx.origin.senderName || ctx.origin.sender,
    coordinators.map((each) => each.name),
    administrators === 0,
  );
}
