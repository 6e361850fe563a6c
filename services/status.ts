import type { Platform } from '../domain/roles.js';
import type { Ctx } from './context.js';

const DAY_MS = 86_400_000;
/** Lines of each list at most. */
const SHOWN = 20;

/** What stands in the way, for the people who can do something about it. */
export interface Status {
  platforms: { platform: string; state: string; detail: string; account: string; since: Date }[];
  bound: number;
  people: number;
  waiting: number;
  sentToday: number;
  groups: { title: string; purpose: string; ok: boolean }[];
  /** People whose account does not take messages. */
  lost: { name: string; why: string }[];
  /** What was not delivered in the last 7 days, newest first. */
  failed: { to: string; why: string }[];
}

/** How the platforms and the sending stand, over all campaigns. */
export async function statusOf(ctx: Ctx): Promise<Status> {
  const { db, now } = ctx;
  const since = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const [platforms, people, bound, waiting, sentToday, chats, presences, lost, failed] = [
    await db.platformState.findMany({ orderBy: { platform: 'asc' } }),
    await db.person.count({ where: { grants: { some: {} } } }),
    await db.person.count({ where: { grants: { some: {} }, identities: { some: { state: 'active' } } } }),
    await db.delivery.count({ where: { lane: { gt: '' } } }),
    await db.delivery.count({ where: { status: 'sent', createdAt: { gte: since(1) } } }),
    await db.chat.findMany({ where: { state: 'active' }, orderBy: { id: 'asc' }, take: SHOWN }),
    await db.groupPresence.findMany({ where: { canPost: false } }),
    await db.identity.findMany({ where: { state: 'unreachable' }, include: { person: true }, take: SHOWN }),
    await db.delivery.findMany({
      where: { status: { in: ['failed', 'unknown', 'expired'] }, createdAt: { gte: since(7) } },
      include: { person: { select: { name: true } } },
      orderBy: { id: 'desc' },
      take: SHOWN,
    }),
  ];
  const titles = new Map(chats.map((chat) => [`${chat.platform}:${chat.platformChatId}`, chat.title]));
  return {
    platforms,
    bound,
    people,
    waiting,
    sentToday,
    groups: chats.map(({ title, purpose, platform, platformChatId }) => ({
      title,
      purpose,
      ok: !presences.some((each) => each.platform === platform && each.chat === platformChatId),
    })),
    lost: lost.map(({ person, platform }) => ({
      name: person.name,
      why: platform === 'wecom' ? 'invaliduser' : 'blocked',
    })),
    failed: failed.map((row) => ({
      to: row.person?.name ?? titles.get(`${row.platform}:${row.address}`) ?? row.address,
      why: row.lastError ?? row.status,
    })),
  };
}

/** Keeps how a platform's connection stands; `since` moves when the state changes. */
export async function connectionChanged(
  ctx: Ctx,
  platform: Platform,
  { state, detail, account }: { state: string; detail: string; account: string },
): Promise<void> {
  const before = await ctx.db.platformState.findUnique({ where: { platform } });
  const data = {
    state,
    detail,
    account: account || (before?.account ?? ''),
    since: before?.state === state ? before.since : ctx.now,
  };
  await ctx.db.platformState.upsert({ where: { platform }, create: { platform, ...data }, update: data });
}
