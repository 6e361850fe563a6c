import { deleteDraft, findDraft } from '../prisma/store/drafts.js';
import type { ChatCtx } from './context.js';

/** Drops the dialog that the person has open in this chat. @returns whether there was one */
export async function dropDraft(ctx: ChatCtx): Promise<boolean> {
  const draft = await findDraft(ctx.db, {
    personId: ctx.actor.personId,
    platform: ctx.origin.platform,
    chat: ctx.origin.chat,
  });
  if (draft) await deleteDraft(ctx.db, draft.id);
  return draft !== null;
}
