import type { Message } from '../domain/message.js';
import { cancelPending, postsSent } from '../prisma/store/outbox.js';
import { posterMessages } from './boardPosters.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import { boardGroups, type GroupScope, scopeOf, settingsAt } from './groups.js';
import { enqueueChange, enqueueToChat } from './outbox.js';
import { textsFor } from './texts/index.js';

const subjectOf = (boardId: number) => `board:${boardId}`;

/** The words of a post for a group with this scope (null: all units); null when there is nothing for it. */
export type PostFor = (scope: GroupScope | null) => Promise<Message | null>;

/**
 * Posts to the campaign's groups that want boards; a group limited to some units gets those only. `version` tells a
 * board's posts apart ('' for the first). @returns how many groups
 */
export async function postToGroups(
  ctx: Ctx,
  campaign: CampaignView,
  boardId: number,
  postFor: PostFor,
  version = '',
): Promise<number> {
  const t = textsFor(undefined);
  let posted = 0;
  // Most groups see everything: their post is made once.
  const whole = await postFor(null);
  const toAll = whole ? await posterMessages(ctx, boardId, whole, t) : [];
  for (const { group, scope } of await boardGroups(ctx, campaign.id)) {
    const own = scope && (await postFor(scope));
    const messages = scope ? (own ? await posterMessages(ctx, boardId, own, t, scope.unitIds) : []) : toAll;
    if (messages.length > 0) posted++;
    for (const [index, message] of messages.entries())
      await enqueueToChat(ctx, group, {
        key: `board:${boardId}:${version}${group.id}${index === 0 ? '' : `/${index + 1}`}`,
        kind: 'board',
        subject: subjectOf(boardId),
        message,
      });
  }
  return posted;
}

/** Puts other words in the stead of a board's posts that already stand in groups. Where the platform cannot, they stay. */
export async function replacePosts(ctx: Ctx, boardId: number, version: string, postFor: PostFor): Promise<number> {
  const posts = await postsSent(ctx.db, subjectOf(boardId));
  for (const post of posts) {
    const settings = await settingsAt(ctx, post);
    const message = await postFor(settings && (await scopeOf(ctx, settings)));
    if (message)
      await enqueueChange(ctx, post, {
        key: `board:${boardId}:${version}over:${post.id}`,
        subject: subjectOf(boardId),
        payload: { op: 'replace', messageId: post.providerMessageId, message },
      });
  }
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
