import type { Tx } from './tx.js';

/** What a roster says of a person's account in WeCom. */
export interface WecomContactInput {
  personId: number;
  /** In any case; kept in lower case. */
  userId?: string;
  mobile?: string;
}

/** Keeps what a roster says; what it leaves out stays as it was. Another account of theirs is not theirs any more. */
export async function saveWecomContact(db: Tx, { personId, userId, mobile }: WecomContactInput): Promise<void> {
  const account = userId?.trim().toLowerCase();
  const before = await db.wecomContact.findUnique({ where: { personId } });
  const data = {
    ...(account === undefined ? {} : { userId: account }),
    ...(account === undefined || account === before?.userId ? {} : { greetedAt: null }),
    ...(mobile === undefined ? {} : { mobile }),
  };
  await db.wecomContact.upsert({ where: { personId }, create: { personId, ...data }, update: data });
  if (account !== undefined)
    await db.identity.deleteMany({ where: { personId, platform: 'wecom', platformUserId: { not: account } } });
}

/** Notes that somebody of a roster wrote for the first time. @returns whether they are to be greeted: once */
export async function greetWecomUser(db: Tx, userId: string, now: Date): Promise<boolean> {
  const { count } = await db.wecomContact.updateMany({ where: { userId, greetedAt: null }, data: { greetedAt: now } });
  return count > 0;
}

/** People of a roster who are not bound to WeCom yet. */
export async function unboundWecomContacts(
  db: Tx,
): Promise<{ personId: number; userId: string | null; mobile: string | null }[]> {
  const contacts = await db.wecomContact.findMany({ orderBy: { personId: 'asc' } });
  const bound = await db.identity.findMany({
    where: { platform: 'wecom', personId: { in: contacts.map((contact) => contact.personId) } },
    select: { personId: true },
  });
  const known = new Set(bound.map((identity) => identity.personId));
  return contacts.filter((contact) => !known.has(contact.personId));
}

/**
 * Binds a person of the roster to their account, found by its user id (lower case).
 * @returns false when the roster does not know it, or somebody is bound to it
 */
export async function bindWecomUser(db: Tx, userId: string, now: Date): Promise<boolean> {
  const contacts = await db.wecomContact.findMany({ where: { userId } });
  const [contact] = contacts;
  // Two people with one account: a person must decide whose it is.
  if (!contact || contacts.length > 1) return false;
  const where = { platform_platformUserId: { platform: 'wecom', platformUserId: userId } };
  if (await db.identity.findUnique({ where })) return false;
  const { personId } = contact;
  await db.identity.create({
    data: { personId, platform: 'wecom', platformUserId: userId, address: userId, createdAt: now },
  });
  return true;
}
