import { z } from 'zod';
import { UserError } from '../domain/userError.js';
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
  settings: GroupSettings;
}

type Row = Omit<Group, 'settings'> & { settings: unknown };

const toGroup = ({ id, campaignId, platform, platformChatId, thread, title, settings }: Row): Group => ({
  id,
  campaignId,
  platform,
  platformChatId,
  thread,
  title,
  settings: settingsSchema.parse(settings),
});

/** The active groups of a campaign, oldest binding first. */
export async function groupsOf(ctx: Ctx, campaignId: number): Promise<Group[]> {
  const rows = await ctx.db.chat.findMany({ where: { campaignId, state: 'active' }, orderBy: { id: 'asc' } });
  return rows.map(toGroup);
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
