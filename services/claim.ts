import type { Platform } from '../domain/roles.js';
import { bindIdentity, identityOf } from '../prisma/store/people.js';
import { audit } from './audit.js';
import type { ArrivalCtx, Ctx } from './context.js';
import { hashOf, randomCode } from './secrets.js';

/** A code that was typed wrongly this often is void. */
const FAILURES_MAX = 10;
const VALID_MS = 7 * 86_400_000;

/**
 * Makes the one-time code that makes the first administrator, on whichever of the platforms it is sent; a former code is
 * void. Null when an administrator is bound on one of them already, or when there is no platform.
 */
export async function newClaimCode(ctx: Ctx, ...platforms: Platform[]): Promise<string | null> {
  const administrators = await ctx.db.roleGrant.count({
    where: { role: 'administrator', person: { identities: { some: { platform: { in: platforms } } } } },
  });
  if (administrators > 0 || platforms.length === 0) return null;
  const code = randomCode();
  const data = {
    codeHash: await hashOf(code),
    failures: 0,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + VALID_MS),
    usedAt: null,
  };
  for (const platform of platforms)
    await ctx.db.claimCode.upsert({ where: { platform }, create: { platform, ...data }, update: data });
  return code;
}

/** What came of a claim; a wrong code is counted, so it is an answer and not an error. */
export type ClaimResult = { kind: 'claimed' | 'already'; name: string } | { kind: 'wrong' | 'locked' };

/** Makes whoever knows the code an administrator of everything. The same person again changes nothing. */
export async function claim(ctx: ArrivalCtx, code: string): Promise<ClaimResult> {
  const { platform, sender, senderName, chat } = ctx.origin;
  if (ctx.actor?.grants.some((grant) => grant.role === 'administrator'))
    return { kind: 'already', name: ctx.actor.name };
  const row = await ctx.db.claimCode.findUnique({ where: { platform } });
  if (!row || row.usedAt || row.expiresAt <= ctx.now) return { kind: 'wrong' };
  if (row.failures >= FAILURES_MAX) return { kind: 'locked' };
  if (row.codeHash !== (await hashOf(code.trim().toUpperCase()))) {
    await ctx.db.claimCode.update({ where: { platform }, data: { failures: { increment: 1 } } });
    return { kind: 'wrong' };
  }
  const { count } = await ctx.db.claimCode.updateMany({ where: { platform, usedAt: null }, data: { usedAt: ctx.now } });
  if (count === 0) return { kind: 'wrong' };
  // The same code for another platform: there is an administrator now.
  await ctx.db.claimCode.updateMany({ where: { codeHash: row.codeHash, usedAt: null }, data: { usedAt: ctx.now } });
  const personId = (await identityOf(ctx.db, platform, sender))?.personId ?? (await newcomer(ctx));
  await bindIdentity(ctx.db, { personId, platform, platformUserId: sender, address: chat, now: ctx.now });
  await ctx.db.roleGrant.create({ data: { personId, role: 'administrator', createdAt: ctx.now } });
  await audit(ctx, 'claim', `person:${personId}`, { platform });
  return { kind: 'claimed', name: senderName };
}

async function newcomer(ctx: ArrivalCtx): Promise<number> {
  const { platform, sender, senderName } = ctx.origin;
  const { id } = await ctx.db.person.create({
    data: { code: `${platform}-${sender}`, name: senderName || sender, createdAt: ctx.now },
  });
  return id;
}
