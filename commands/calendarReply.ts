import type { Correction } from '../domain/calendar.js';
import { dayOf } from '../domain/calendar.js';
import type { Message } from '../domain/message.js';
import { campaignOf } from '../services/access.js';
import { correctCalendar } from '../services/calendarDays.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';

/** Writes one corrected day and says what became of it. */
export async function savedDay(ctx: ChatCtx, correction: Correction): Promise<Message> {
  const { zone } = await campaignOf(ctx);
  const written = await correctCalendar(ctx, [correction]);
  const past = correction.on < dayOf(ctx.now, zone);
  return textsFor(ctx.actor.locale).calendar.saved(correction.on, correction.kind, written, past);
}
