import { z } from 'zod';
import { UserError } from '../domain/userError.js';
import type { ChatPurpose } from '../prisma/store/chats.js';
import { withBelow } from './access.js';
import { audit } from './audit.js';
import type { ChatCtx, Ctx } from './context.js';

/** What a group's digest may show. */
export const SECTIONS = ['moved', 'due', 'help'] as const;
export type Section = (typeof SECTIONS)[number];

const settingsSchema = z.object({
  /** ISO weekdays, 1 Monday … 7 Sunday; on days off there is no digest. */
  digestDays: z.array(z.int().min(1).max(7)).default([3, 5]),
  sections: z.array(z.enum(SECTIONS)).default([...SECTIONS]),
  /** Units whose work it may see, with those below them; null: all of the campaign's. */
  unitIds: z.array(z.int()).nullable().default(null),
  board: z.boolean().default(true),
});
export type GroupSettings = z.infer<typeof settingsSchema>;

/** A bound group with what it gets. */
export interface Group {
  id: number;
  campaignId: number;
  platform: string;
  platformChatId: string;
  thread: string;
  title: string;
  purpose: string;
  settings: GroupSettings;
}

type Row = Omit<Group, 'settings'> & { settings: unknown };

const toGroup = ({ id, campaignId, platform, platformChatId, thread, title, purpose, settings }: Row): Group => ({
  id,
  campaignId,
  platform,
  platformChatId,
  thread,
  title,
  purpose,
  settings: settingsSchema.parse(settings),
});

/** The active groups of a campaign, oldest binding first. */
export async function groupsOf(ctx: Ctx, campaignId: number): Promise<Group[]> {
  const rows = await ctx.db.chat.findMany({ where: { campaignId, state: 'active' }, orderBy: { id: 'asc' } });
  return rows.map(toGroup);
}

/** Whether a group gets posts of a kind: it was bound for everything, or for just that. */
const gets = (group: Pick<Group, 'purpose'>, purpose: ChatPurpose): boolean =>
  group.purpose === 'work' || group.purpose === purpose;

/** What of a campaign a group may see: the units with those below them, and their names in official order. */
export interface GroupScope {
  unitIds: number[];
  names: string[];
}

/** What a group may see; null when it may see every unit. */
export async function scopeOf(ctx: Pick<Ctx, 'db'>, settings: GroupSettings): Promise<GroupScope | null> {
  if (settings.unitIds === null) return null;
  const units = await ctx.db.unit.findMany({
    where: { id: { in: settings.unitIds } },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    select: { shortName: true },
  });
  return { unitIds: await withBelow(ctx, settings.unitIds), names: units.map((unit) => unit.shortName) };
}

/** The groups that get a campaign's boards, each with what it may see. */
export async function boardGroups(ctx: Ctx, campaignId: number): Promise<{ group: Group; scope: GroupScope | null }[]> {
  const wanted = (await groupsOf(ctx, campaignId)).filter((each) => gets(each, 'board') && each.settings.board);
  const found = [];
  for (const group of wanted) found.push({ group, scope: await scopeOf(ctx, group.settings) });
  return found;
}

/** The groups bound for everything that may see a unit. */
export async function groupsSeeing(ctx: Ctx, campaignId: number, unitId: number): Promise<Group[]> {
  const found: Group[] = [];
  for (const group of await groupsOf(ctx, campaignId)) {
    if (!gets(group, 'work')) continue;
    const scope = await scopeOf(ctx, group.settings);
    if (scope === null || scope.unitIds.includes(unitId)) found.push(group);
  }
  return found;
}

/** The settings of the group (or topic) at an address, bound now or before; null for one that never was. */
export async function settingsAt(
  ctx: Pick<Ctx, 'db'>,
  at: { platform: string; address: string; thread: string },
): Promise<GroupSettings | null> {
  const rows = await ctx.db.chat.findMany({
    where: { platform: at.platform, platformChatId: at.address, thread: { in: [at.thread, ''] } },
    orderBy: { thread: 'desc' },
  });
  return rows[0] ? settingsSchema.parse(rows[0].settings) : null;
}

/** An active group of a campaign. Throws UserError('groupUnknown'). */
export async function groupOf(ctx: Ctx, campaignId: number, id: number): Promise<Group> {
  const row = await ctx.db.chat.findFirst({ where: { id, campaignId, state: 'active' } });
  if (!row) throw new UserError('groupUnknown');
  return toGroup(row);
}

/** Turns a digest day (ISO weekday), a section, or the board of a group on or off. Throws UserError('groupUnknown'). */
export async function toggleGroup(
  ctx: ChatCtx,
  campaignId: number,
  id: number,
  what: { day: number } | { section: Section } | 'board',
): Promise<Group> {
  const group = await groupOf(ctx, campaignId, id);
  const { settings } = group;
  const flip = <T>(list: T[], each: T) =>
    list.includes(each) ? list.filter((other) => other !== each) : [...list, each];
  const next: GroupSettings =
    what === 'board'
      ? { ...settings, board: !settings.board }
      : 'day' in what
        ? { ...settings, digestDays: flip(settings.digestDays, what.day).toSorted((a, b) => a - b) }
        : { ...settings, sections: flip(settings.sections, what.section) };
  await ctx.db.chat.update({ where: { id }, data: { settings: settingsSchema.parse(next) } });
  await audit(ctx, 'groupSettings', `chat:${id}`, next);
  return { ...group, settings: next };
}

/** Limits a group to some units with those below them; null lifts the limit. Throws UserError('groupUnknown'). */
export async function limitGroup(
  ctx: ChatCtx,
  campaignId: number,
  id: number,
  unitIds: number[] | null,
): Promise<Group> {
  const group = await groupOf(ctx, campaignId, id);
  const settings: GroupSettings = { ...group.settings, unitIds };
  await ctx.db.chat.update({ where: { id }, data: { settings: settingsSchema.parse(settings) } });
  await audit(ctx, 'groupSettings', `chat:${id}`, settings);
  return { ...group, settings };
}

/** Units that a group may be limited to: the campaign's, and those above them. */
export async function groupUnits(
  ctx: Ctx,
  campaignId: number,
): Promise<{ id: number; name: string; shortName: string }[]> {
  return ctx.db.unit.findMany({
    where: {
      OR: [{ campaigns: { some: { campaignId } } }, { children: { some: { campaigns: { some: { campaignId } } } } }],
    },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, shortName: true },
  });
}
