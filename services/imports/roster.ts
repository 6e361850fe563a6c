import type { Role } from '../../domain/roles.js';
import { saveWecomContact } from '../../prisma/store/wecomContacts.js';
import type { Ctx } from '../context.js';
import type { RosterRow } from '../documents/tables/importTypes.js';

/** Units and people as an import compares them. */
export interface KnownRoster {
  units: {
    id: number;
    code: string;
    name: string;
    shortName: string;
    kind: string;
    parentId: number | null;
    sortOrder: number;
  }[];
  quotas: Map<number, number>;
  people: {
    id: number;
    code: string;
    name: string;
    title: string;
    grants: { role: string; unitId: number | null }[];
    /** What they are bound to, and the WeCom account that a roster gave them, bound or not. */
    identities: { platform: string; platformUserId: string }[];
    mobile: string;
  }[];
}

/** Everybody and every unit that an import may mean. */
export async function knownRoster(ctx: Pick<Ctx, 'db'>, campaignId: number): Promise<KnownRoster> {
  const units = await ctx.db.unit.findMany({ orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }] });
  const members = await ctx.db.campaignUnit.findMany({ where: { campaignId } });
  const people = await ctx.db.person.findMany({
    orderBy: { id: 'asc' },
    include: {
      grants: { where: { OR: [{ campaignId }, { campaignId: null }] }, select: { role: true, unitId: true } },
      identities: { select: { platform: true, platformUserId: true } },
    },
  });
  const contacts = new Map((await ctx.db.wecomContact.findMany()).map((each) => [each.personId, each]));
  return {
    units,
    quotas: new Map(members.map((each) => [each.unitId, each.quota])),
    people: people.map((person) => {
      const { userId = null, mobile = null } = contacts.get(person.id) ?? {};
      const others = person.identities.filter((own) => own.platform !== 'wecom' || own.platformUserId !== userId);
      const listed = userId === null ? [] : [{ platform: 'wecom', platformUserId: userId }];
      return { ...person, identities: [...others, ...listed], mobile: mobile ?? '' };
    }),
  };
}

/** Somebody who came by a claim code has the name of their account until a roster says theirs. */
const isNewcomer = ({ code }: { code: string }): boolean => /^(?:wecom|telegram)-/.test(code);

/** A unit by its full name, short name or code. */
export const unitNamed = (roster: KnownRoster, name: string) =>
  roster.units.find((unit) => unit.name === name) ??
  roster.units.find((unit) => unit.shortName === name || unit.code === name);

/** The person that a row means: by code, else by name with a role in the unit (or, without a unit, the same role). */
function personOf(row: RosterRow, roster: KnownRoster, unitId: number | null) {
  if (row.personCode !== '') {
    const known = roster.people.find((person) => person.code === row.personCode);
    if (known) return known;
  }
  const account = roster.people.find((person) =>
    row.accounts.some((each) =>
      person.identities.some((own) => own.platform === each.platform && own.platformUserId === each.id),
    ),
  );
  if (account) return account;
  return roster.people.find(
    (person) =>
      person.name === row.person &&
      person.grants.some((grant) => (unitId === null ? grant.role === row.role : grant.unitId === unitId)),
  );
}

const mobileSpot = ({ spots }: RosterRow) => spots.mobile ?? { column: '', cell: '' };

/** What a row would change; null when it is all new. Adds to the row's problems what only the database shows. */
export function compareRoster(row: RosterRow, roster: KnownRoster, mayGrant: readonly Role[]): string[] | null {
  const unit = row.unit === '' ? undefined : unitNamed(roster, row.unit);
  const person = row.person === '' ? undefined : personOf(row, roster, unit?.id ?? null);
  const problem = (column: string, code: string, words: string) =>
    row.problems.push({ column, cell: '', code, params: { words } });
  if (row.person !== '' && !mayGrant.includes(row.role as Role)) problem('', 'roleNotAllowed', row.role);
  if (row.parent !== '' && !unitNamed(roster, row.parent)) problem('', 'unitUnknown', row.parent);
  const other = roster.people.find(
    (each) =>
      each !== person &&
      each.identities.some((own) =>
        row.accounts.some((acc) => acc.platform === own.platform && acc.id === own.platformUserId),
      ),
  );
  const another = person && row.person !== person.name && !isNewcomer(person);
  if (other || another) problem('', 'accountTaken', (other ?? person)?.name ?? '');
  const sameMobile = roster.people.find((each) => each !== person && row.mobile !== '' && each.mobile === row.mobile);
  if (sameMobile) row.problems.push({ ...mobileSpot(row), code: 'mobileTaken', params: { words: sameMobile.name } });
  const unitIsNew = row.unit !== '' && !unit;
  const personIsNew = row.person !== '' && !person;
  if ((unitIsNew || row.unit === '') && (personIsNew || row.person === '')) return null;
  const changes: string[] = [];
  if (unitIsNew) changes.push('unit');
  if (personIsNew) return row.unit !== '' && row.person !== '' ? null : ['person'];
  if (unit) {
    if (row.unitShort !== '' && row.unitShort !== unit.shortName) changes.push('unitShort');
    if (row.unitKind !== '' && row.unitKind !== unit.kind) changes.push('unitKind');
    if (row.sortOrder !== null && row.sortOrder !== unit.sortOrder) changes.push('sortOrder');
    if (row.quota !== null && row.quota !== (roster.quotas.get(unit.id) ?? 0)) changes.push('quota');
    const parent = row.parent === '' ? undefined : unitNamed(roster, row.parent);
    if (parent && parent.id !== unit.parentId) changes.push('parent');
  }
  if (person) {
    if (row.personTitle !== '' && row.personTitle !== person.title) changes.push('personTitle');
    if (!person.grants.some((grant) => grant.role === row.role && grant.unitId === (unit?.id ?? null)))
      changes.push('role');
    const missing = row.accounts.some(
      (each) => !person.identities.some((own) => own.platform === each.platform && own.platformUserId === each.id),
    );
    if (missing) changes.push('account');
    if (row.person !== person.name) changes.push('person');
    if (row.mobile !== '' && row.mobile !== person.mobile) changes.push('mobile');
  }
  return changes;
}

/** Writes new and changed rows, in the caller's transaction. `stamp` makes codes of new units and people unique. */
export async function applyRoster(
  ctx: Ctx,
  campaignId: number,
  rows: readonly RosterRow[],
  stamp: string,
): Promise<void> {
  const roster = await knownRoster(ctx, campaignId);
  let lastOrder = Math.max(0, ...roster.units.map((unit) => unit.sortOrder));
  for (const row of rows) {
    let unit = row.unit === '' ? undefined : unitNamed(roster, row.unit);
    if (row.unit !== '') {
      const parentId = row.parent === '' ? undefined : unitNamed(roster, row.parent)?.id;
      const data = {
        ...(row.unitShort === '' ? {} : { shortName: row.unitShort }),
        ...(row.unitKind === '' ? {} : { kind: row.unitKind }),
        ...(row.sortOrder === null ? {} : { sortOrder: row.sortOrder }),
        ...(parentId === undefined ? {} : { parentId }),
      };
      if (unit) unit = Object.assign(unit, await ctx.db.unit.update({ where: { id: unit.id }, data }));
      else {
        lastOrder = Math.max(lastOrder + 10, row.sortOrder ?? 0);
        const code = row.unitCode || `u${stamp}-${row.row}`;
        unit = await ctx.db.unit.create({
          data: { code, name: row.unit, shortName: row.unit, kind: 'other', sortOrder: lastOrder, ...data },
        });
        roster.units.push(unit);
      }
      const quota = row.quota ?? roster.quotas.get(unit.id) ?? 0;
      await ctx.db.campaignUnit.upsert({
        where: { campaignId_unitId: { campaignId, unitId: unit.id } },
        create: { campaignId, unitId: unit.id, quota },
        update: { quota },
      });
      roster.quotas.set(unit.id, quota);
    }
    if (row.person !== '') await savePerson(ctx, campaignId, row, roster, unit?.id ?? null, stamp);
  }
}

async function savePerson(
  ctx: Ctx,
  campaignId: number,
  row: RosterRow,
  roster: KnownRoster,
  unitId: number | null,
  stamp: string,
): Promise<void> {
  let person = personOf(row, roster, unitId);
  if (!person) {
    const created = await ctx.db.person.create({
      data: {
        code: row.personCode || `p${stamp}-${row.row}`,
        name: row.person,
        title: row.personTitle,
        createdAt: ctx.now,
      },
    });
    person = { ...created, grants: [], identities: [], mobile: '' };
    roster.people.push(person);
  } else {
    const data = { name: row.person, title: row.personTitle || person.title };
    if (data.name !== person.name || data.title !== person.title)
      await ctx.db.person.update({ where: { id: person.id }, data });
    Object.assign(person, data);
  }
  if (!person.grants.some((grant) => grant.role === row.role && grant.unitId === unitId)) {
    await ctx.db.roleGrant.create({
      data: { personId: person.id, role: row.role, campaignId, unitId, createdAt: ctx.now },
    });
    person.grants.push({ role: row.role, unitId });
  }
  const account = row.accounts.find((each) => each.platform === 'wecom')?.id;
  const isListed = person.identities.some((own) => own.platform === 'wecom' && own.platformUserId === account);
  const wecom = {
    ...(account === undefined || isListed ? {} : { userId: account }),
    ...(row.mobile === '' || row.mobile === person.mobile ? {} : { mobile: row.mobile }),
  };
  // Bound once the running bot has matched the roster with WeCom, or when they write.
  if (Object.keys(wecom).length > 0) await saveWecomContact(ctx.db, { personId: person.id, ...wecom });
  person.mobile = row.mobile || person.mobile;
  if (account !== undefined && !isListed)
    person.identities = [
      ...person.identities.filter((own) => own.platform !== 'wecom'),
      { platform: 'wecom', platformUserId: account },
    ];
  for (const { platform, id } of row.accounts) {
    if (platform === 'wecom') continue;
    if (person.identities.some((own) => own.platform === platform && own.platformUserId === id)) continue;
    await ctx.db.identity.create({
      data: { personId: person.id, platform, platformUserId: id, address: id, createdAt: ctx.now },
    });
    person.identities.push({ platform, platformUserId: id });
  }
}
