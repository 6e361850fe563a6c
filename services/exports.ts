import { EXPORT_PARTS, type ExportPart } from '../domain/document.js';
import { type Message, note } from '../domain/message.js';
import { campaignOf } from './access.js';
import { audit } from './audit.js';
import { todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { exportableParts } from './documents/gatherWorkbook.js';
import { IMPORTERS } from './imports/drafts.js';
import { textsFor } from './texts/index.js';

/** A message with the campaign's data as a workbook; `part` null is everything there is. */
export async function exportMessage(ctx: ChatCtx, part: ExportPart | null): Promise<Message> {
  const campaign = await campaignOf(ctx, IMPORTERS);
  const t = textsFor(ctx.actor.locale).exporting;
  const wanted = part === null ? EXPORT_PARTS : [part];
  const parts = await exportableParts(ctx, campaign.id, wanted);
  const missing = wanted.filter((each) => !parts.includes(each));
  await audit(ctx, 'export', `campaign:${campaign.id}`, { parts });
  const message = t.message(parts, missing);
  if (parts.length === 0) return message;
  return {
    ...message,
    attach: {
      request: { make: 'workbook', campaignId: campaign.id, parts, on: todayIn(ctx, campaign) },
      otherwise: [note(t.failed)],
    },
  };
}
