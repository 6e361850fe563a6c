import type { Message } from '../domain/message.js';
import { boundChats } from '../prisma/store/chats.js';
import { cancelPending, postsSent } from '../prisma/store/outbox.js';
import { groupsOf } from './groups.js';
import { posterMessages } from './boardPosters.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import { enqueueChange, enqueueToChat } from './outbox.js';
import { textsFor } from './texts/index.js';

const subjectOf = (boardId: number) => `board:${boardId}`;

/** Posts to the campaign's groups; `version` tells a board's posts apart ('' for the first). @returns how many groups */
export async function postToGroups(
  ctx: Ctx,
  campaign: CampaignView,
  boardId: number,
  message: Message,
  version = '',
): Promise<number> {
  // Those bound for boards alone too; not those whose coordinator has switched boards off.
  const wanting = new Set(
    (await groupsOf(ctx, campaign.id)).filter(({ settings }) => settings.board).map(({ id }) => id),
  );
  const chats = (await boundChats(ctx.db, campaign.id, 'board')).filter(({ id }) => wanting.has(id));
  const posters = await posterMessages(ctx, boardId, message, textsFor(undefined));
  for (const chat of chats)
    for (const [index, poster] of posters.entries())
      await enqueueToChat(ctx, chat, {
        key: `board:${boardId}:${version}${chat.id}${index === 0 ? '' : `/${index + 1}`}`,
        kind: 'board',
        subject: subjectOf(boardId),
        message: poster,
      });
  return chats.length;
}

/** Puts other words in the stead of a board's posts that already stand in groups. Where the platform cannot, they stay. */
export async function replacePosts(ctx: Ctx, boardId: number, version: string, message: Message): Promise<number> {
  const posts = await postsSent(ctx.db, subjectOf(boardId));
  for (const post of posts)
    await enqueueChange(ctx, post, {
      key: `board:${boardId}:${version}over:${post.id}`,
      subject: subjectOf(boardId),
      payload: { op: 'replace', messageId: post.providerMessageId, message },
    });
  return posts.length;
}

/**
 * Takes a board's posts back: those that wait are not sent, those that stand are struck with `note`; where a platform
 * cannot do that, `otherwise` is posted in the group instead, once. @returns how many stood, and how many waited
 */
export async function retractPosts(
  ctx: Ctx,
  boardId: number,
  note: string,
  otherwise: Message,
): Promise<{ posted: number; waiting: number }> {
  const waiting = await cancelPending(ctx.db, subjectOf(boardId), ctx.now);
  const posts = await postsSent(ctx.db, subjectOf(boardId));
  const told = new Set<string>();
  for (const post of posts) {
    const chat = `${post.platform}:${post.address}:${post.thread}`;
    await enqueueChange(ctx, post, {
      key: `board:${boardId}:back:${post.id}`,
      subject: subjectOf(boardId),
      payload: {
        op: 'retract',
        messageId: post.providerMessageId,
        note,
        ...(told.has(chat) ? {} : { otherwise }),
      },
    });
    told.add(chat);
  }
  return { posted: posts.length, waiting };
}

/** What became of a board's posts and of the changes to them, group by group. */
export async function postCounts(ctx: Ctx, boardId: number) {
  const rows = await ctx.db.delivery.findMany({
    where: { subject: subjectOf(boardId) },
    orderBy: { id: 'asc' },
    select: { platform: true, address: true, status: true, payload: true, lastError: true },
  });
  const chats = await ctx.db.chat.findMany({
    where: { platformChatId: { in: rows.map((row) => row.address) } },
    select: { platformChatId: true, title: true },
  });
  const titles = new Map(chats.map((chat) => [chat.platformChatId, chat.title]));
  return rows.map((row) => ({
    group: titles.get(row.address) ?? row.address,
    op: (row.payload as { op?: string } | null)?.op ?? 'post',
    status: row.status,
    error: row.lastError,
  }));
}
