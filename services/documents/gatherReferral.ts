import type { Day } from '../../domain/calendar.js';
import { loadCampaign } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { referralChain } from '../referralChain.js';
import { decidedReferrals, referralRows } from '../referrals.js';
import { textsFor } from '../texts/index.js';
import { taskOf } from './gatherOfficial.js';
import { type DocumentTask, MIME } from './tasks.js';
import type { OfficialDocument } from './words/officialLayout.js';
import type { SheetSpec } from './workbooks/writeWorkbook.js';

/** One item's chain of evidence as an official document with the whole record as its annex, or as a workbook. */
export async function referralFileTask(
  ctx: Ctx,
  request: { itemId: number; unitId: number; form: 'docx' | 'xlsx'; on: Day },
): Promise<DocumentTask> {
  const { head, events } = await referralChain(ctx, request.itemId, request.unitId);
  const t = textsFor(undefined);
  const annex = { ...t.referral.annex(events), label: t.official.annexLabel('') };
  const document: OfficialDocument = {
    ...t.referral.document(head, events, request.on),
    fonts: t.official.fonts,
    annexes: [annex],
    attachments: t.official.attachmentLines([annex.title]),
    properties: { title: `${head.itemNo} ${head.title}`, creator: head.campaign },
  };
  return taskOf(document, request.form, t.referral.fileName(head.itemNo, head.unit, request.on, request.form));
}

/** 移送清单 as a workbook: the list, every item's chain, and what was decided before. */
export async function referralListTask(ctx: Ctx, request: { campaignId: number; on: Day }): Promise<DocumentTask> {
  const campaign = await loadCampaign(ctx, request.campaignId);
  const rows = await referralRows(ctx, campaign.id);
  const t = textsFor(undefined);
  const chains: string[][] = [];
  for (const { itemId, unitId } of rows) {
    const { head, events } = await referralChain(ctx, itemId, unitId);
    chains.push(...events.map((event) => t.referral.chainRow(head, event)));
  }
  const plain = { toneColumn: -1, tones: [] };
  const sheets: SheetSpec[] = [
    {
      name: t.referral.listTitle,
      title: t.exporting.readOnly(t.referral.listTitle, request.on),
      columns: t.referral.listColumns,
      rows: rows.map((row) => t.referral.listRow(row)),
      ...plain,
    },
    {
      name: t.referral.chainTitle,
      title: t.exporting.readOnly(t.referral.chainTitle, request.on),
      columns: t.referral.chainColumns,
      rows: chains,
      ...plain,
    },
    {
      name: t.referral.doneTitle,
      title: t.exporting.readOnly(t.referral.doneTitle, request.on),
      columns: t.referral.doneColumns,
      rows: (await decidedReferrals(ctx, campaign)).map((row) => t.referral.doneRow(row)),
      ...plain,
    },
  ];
  return {
    name: 'workbook',
    input: { title: campaign.name, font: t.exporting.font, sheets, listSheet: t.exporting.listSheet },
    file: { name: t.referral.listName(request.on), mime: MIME.xlsx },
  };
}
