import type { Ctx } from './context.js';

/** Writes who did what to which record ('item:3'), in the transaction of the change. */
export async function audit(ctx: Ctx, action: string, subject: string, detail: object = {}): Promise<void> {
  await ctx.db.auditEntry.create({
    data: { at: ctx.now, actorId: ctx.actor?.personId ?? null, action, subject, detail },
  });
}
