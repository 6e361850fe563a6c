import { UserError } from '../domain/userError.js';
import { unboundWebhookGroups } from '../prisma/store/wecomGroups.js';
import type { ChatPurpose } from '../prisma/store/chats.js';
import type { ChatCtx, Ctx } from './context.js';
import { bindGroup, unbindGroup } from './groupBinding.js';
import { enqueueReply } from './outbox.js';
import { hashOf } from './secrets.js';
import { textsFor } from './texts/index.js';

/** A configured WeCom group that is not bound; `token` names it on a button. */
export interface UnboundGroup {
  chat: string;
  title: string;
  token: string;
}

/** Letters of a hash that stand for a group's name on a button. */
const TOKEN_LENGTH = 12;

/** The groups with a webhook that no campaign is bound to. */
export async function unboundWecomGroups(ctx: Ctx): Promise<UnboundGroup[]> {
  const groups = await unboundWebhookGroups(ctx.db);
  return Promise.all(
    groups.map(async (each) => ({ ...each, token: (await hashOf(each.chat)).slice(0, TOKEN_LENGTH) })),
  );
}

/** The group behind a button. Throws UserError('groupUnknown') when it was bound or taken away meanwhile. */
export async function unboundWecomGroup(ctx: Ctx, token: string): Promise<UnboundGroup> {
  const group = (await unboundWecomGroups(ctx)).find((each) => each.token === token);
  if (!group) throw new UserError('groupUnknown');
  return group;
}

/** Binds a group that nobody can speak from, and posts there what will come: whoever sees it knows that the key is right. */
export async function bindWecomGroup(
  ctx: ChatCtx,
  campaign: { id: number; name: string },
  group: UnboundGroup,
  purpose: ChatPurpose,
): Promise<void> {
  const place = { platform: 'wecom', chat: group.chat, thread: '', chatTitle: group.title } as const;
  const { id } = await bindGroup(ctx, campaign.id, purpose, place);
  await enqueueReply(ctx, { ...place, personId: null }, `bound:${id}:${ctx.now.getTime()}`, {
    op: 'post',
    message: textsFor(undefined).wecomOnboarding.groupTold(campaign.name, purpose),
  });
}

/** Ends the binding of a WeCom group from afar. Throws UserError('groupUnknown' | 'groupNotBound'). */
export async function unbindWecomGroup(
  ctx: ChatCtx,
  group: { platform: string; platformChatId: string },
): Promise<void> {
  if (group.platform !== 'wecom') throw new UserError('groupUnknown');
  await unbindGroup(ctx, { platform: 'wecom', chat: group.platformChatId, thread: '' });
}
