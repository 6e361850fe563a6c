import type { Day } from '../../domain/calendar.js';
import type { ExportPart } from '../../domain/document.js';
import { type CampaignView, loadCampaign } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { textsFor } from '../texts/index.js';
import { boardSheet, burdenSheet, deliveriesSheet, unreportedSheet } from './exportSheets.js';
import type { DocumentTask } from './tasks.js';
import { ledgerSheet } from './ledgerSheet.js';
import type { SheetSpec } from './workbooks/writeWorkbook.js';

const SHEETS: Record<ExportPart, (ctx: Ctx, campaign: CampaignView, on: Day) => Promise<SheetSpec | null>> = {
  ledger: ledgerSheet,
  unreported: unreportedSheet,
  board: boardSheet,
  burden: burdenSheet,
  deliveries: deliveriesSheet,
};

/** The parts that have something to show. */
export async function exportableParts(
  ctx: Ctx,
  campaignId: number,
  wanted: readonly ExportPart[],
): Promise<ExportPart[]> {
  const board = await ctx.db.board.count({ where: { campaignId, status: 'published' } });
  return wanted.filter((part) => part !== 'board' || board > 0);
}

/** A workbook of the wanted parts. Throws UserError('campaignGone'). */
export async function workbookTask(
  ctx: Ctx,
  request: { campaignId: number; parts: ExportPart[]; on: Day },
): Promise<DocumentTask> {
  const campaign = await loadCampaign(ctx, request.campaignId);
  const t = textsFor(undefined).exporting;
  const sheets: SheetSpec[] = [];
  for (const part of request.parts) {
    const sheet = await SHEETS[part](ctx, campaign, request.on);
    if (sheet) sheets.push(sheet);
  }
  return {
    name: 'workbook',
    input: { title: campaign.name, font: t.font, sheets, listSheet: t.listSheet },
    file: {
      name: t.fileName(campaign.name, request.on, request.parts),
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    },
  };
}
