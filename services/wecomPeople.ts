import type { Ctx } from './context.js';

/** Who of a roster is in on WeCom: how many, and the names of those whose account was not found, or was not given. */
export interface WecomPeople {
  bound: number;
  listed: string[];
  missing: string[];
}

/** Looks at everybody of a campaign's roster (null: of all) who holds a role, in the order they came in. */
export async function wecomPeople(ctx: Ctx, campaignId: number | null): Promise<WecomPeople> {
  const people = await ctx.db.person.findMany({
    where: { grants: { some: campaignId === null ? {} : { OR: [{ campaignId }, { campaignId: null }] } } },
    select: { id: true, name: true, identities: { where: { platform: 'wecom' }, select: { id: true } } },
    orderBy: { id: 'asc' },
  });
  const open = people.filter((person) => person.identities.length === 0);
  const contacts = await ctx.db.wecomContact.findMany({
    where: { OR: [{ userId: { not: null } }, { mobile: { not: null } }] },
    select: { personId: true },
  });
  const given = new Set(contacts.map((each) => each.personId));
  return {
    bound: people.length - open.length,
    listed: open.filter(({ id }) => given.has(id)).map(({ name }) => name),
    missing: open.filter(({ id }) => !given.has(id)).map(({ name }) => name),
  };
}
