import type { Platform } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { bindIdentity, identityOf } from '../prisma/store/people.js';
import { audit } from './audit.js';
import type { ArrivalCtx, ChatCtx, Ctx } from './context.js';
import { hashOf, randomToken } from './secrets.js';

/** How long a link is good for, in days. */
export const INVITE_DAYS = 14;

/** A person of the roster with the link that binds them. */
export interface Invitation {
  personId: number;
  name: string;
  unit: string;
  /** The distinct roles, in the order of their grants. */
  roles: string[];
  link: string;
  expiresAt: Date;
}

/** The links that were made, and how many people have an account already. */
export interface Invitations {
  made: Invitation[];
  bound: number;
  /** The bot's own name on the platform. */
  account: string;
}

/**
 * Makes a new link for everybody of the campaign's roster who is not bound on the platform of this chat, or for the people
 * of a name. A link that was made before and not used is void. Throws UserError('personUnknown' | 'platformNotReady').
 */
export async function makeInvites(ctx: ChatCtx, campaignId: number | null, name: string): Promise<Invitations> {
  const { platform } = ctx.origin;
  const state = await ctx.db.platformState.findUnique({ where: { platform } });
  if (!state || state.account === '') throw new UserError('platformNotReady');
  const people = await ctx.db.person.findMany({
    where: {
      ...(name === '' ? {} : { name }),
      grants: { some: campaignId === null ? {} : { OR: [{ campaignId }, { campaignId: null }] } },
    },
    include: { identities: { where: { platform } }, grants: { include: { unit: true }, orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  if (name !== '' && people.length === 0) throw new UserError('personUnknown', { name });
  // Somebody who is named gets a new link even when bound: a new phone, a lost account.
  const wanted = name === '' ? people.filter((person) => person.identities.length === 0) : people;
  const made: Invitation[] = [];
  for (const person of wanted) {
    const { token, expiresAt } = await newInvite(ctx, platform, person.id);
    made.push({
      personId: person.id,
      name: person.name,
      unit: person.grants.find((grant) => grant.unit)?.unit?.shortName ?? '',
      roles: [...new Set(person.grants.map((grant) => grant.role))],
      link: linkOf(state.account, token),
      expiresAt,
    });
  }
  await audit(ctx, 'invite', `platform:${platform}`, { people: made.map((each) => each.personId) });
  return { made, bound: people.length - wanted.length, account: state.account };
}

/** Telegram's deep link: opens the private chat and sends `/start TOKEN` at the tap on Start. */
const linkOf = (account: string, token: string): string => `https://t.me/${account}?start=${token}`;

async function newInvite(
  ctx: ChatCtx,
  platform: Platform,
  personId: number,
): Promise<{ token: string; expiresAt: Date }> {
  await ctx.db.invite.updateMany({
    where: { platform, personId, usedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now },
  });
  const token = randomToken();
  const expiresAt = new Date(ctx.now.getTime() + INVITE_DAYS * 86_400_000);
  await ctx.db.invite.create({
    data: {
      platform,
      personId,
      tokenHash: await hashOf(token),
      createdById: ctx.actor.personId,
      createdAt: ctx.now,
      expiresAt,
    },
  });
  return { token, expiresAt };
}

/** Who a link bound. `again` when the account was bound to this person before. */
export interface Redeemed {
  again: boolean;
  name: string;
  locale: string;
  roles: string[];
  unit: string;
}

/**
 * Binds whoever tapped a link to the person it was made for. The same account again changes nothing; another account of the
 * person is replaced. Throws UserError('inviteUnknown' | 'inviteUsed' | 'inviteExpired' | 'boundToAnother').
 */
export async function redeemInvite(ctx: ArrivalCtx, token: string): Promise<Redeemed> {
  const { platform, sender, chat } = ctx.origin;
  const invite = await ctx.db.invite.findUnique({ where: { tokenHash: await hashOf(token) } });
  if (!invite || invite.platform !== platform) throw new UserError('inviteUnknown');
  const own = await identityOf(ctx.db, platform, sender);
  if (own && own.personId !== invite.personId) throw new UserError('boundToAnother', { name: own.name });
  if (!own && invite.usedAt) throw new UserError('inviteUsed');
  if (!own && (invite.revokedAt || invite.expiresAt <= ctx.now)) throw new UserError('inviteExpired');
  const { count } = await ctx.db.invite.updateMany({
    where: { id: invite.id, usedAt: null, revokedAt: null },
    data: { usedAt: ctx.now, usedBy: sender },
  });
  if (!own) {
    if (count === 0) throw new UserError('inviteUsed');
    await bindIdentity(ctx.db, {
      personId: invite.personId,
      platform,
      platformUserId: sender,
      address: chat,
      now: ctx.now,
    });
    await audit(ctx, 'bind', `person:${invite.personId}`, { platform });
  }
  return { again: own !== null, ...(await aboutPerson(ctx, invite.personId)) };
}

/** Name, language, distinct roles and (first) unit of a person. */
export async function aboutPerson(ctx: Ctx, personId: number): Promise<Omit<Redeemed, 'again'>> {
  const person = await ctx.db.person.findUniqueOrThrow({
    where: { id: personId },
    include: { grants: { include: { unit: true }, orderBy: { id: 'asc' } } },
  });
  return {
    name: person.name,
    locale: person.locale,
    roles: [...new Set(person.grants.map((grant) => grant.role))],
    unit: person.grants.find((grant) => grant.unit)?.unit?.shortName ?? '',
  };
}
