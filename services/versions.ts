import type { StoredFile } from '../domain/message.js';
import { unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { mustSeeUnit } from './access.js';
import type { ChatCtx } from './context.js';
import type { VersionLine } from './texts/zhCN/review.js';

/** Reports shown in a history; older ones stand in the audit trail. */
const SHOWN_MAX = 6;

async function visibleReport(ctx: ChatCtx, reportId: number) {
  const report = await ctx.db.progressReport.findUnique({
    where: { id: reportId },
    include: { item: { include: { supporting: true } }, evidence: { orderBy: { id: 'asc' } } },
  });
  if (!report) throw new UserError('reportUnknown');
  const own = unitsOf(ctx.actor, ['liaison', 'unitHead'], report.item.campaignId);
  if (!report.item.supporting.some(({ unitId }) => own.includes(unitId)))
    await mustSeeUnit(ctx, report.item.campaignId, report.item.leadUnitId);
  return report;
}

/**
 * 看历次: the reports of an item up to the newest, with every version, its verdict and who gave it; newest first. Throws
 * UserError('reportUnknown' | 'notYourUnit').
 */
export async function reportVersions(
  ctx: ChatCtx,
  reportId: number,
): Promise<{ itemNo: string; title: string; versions: VersionLine[]; more: number }> {
  const { item } = await visibleReport(ctx, reportId);
  const where = { itemId: item.id };
  const rows = await ctx.db.progressReport.findMany({
    where,
    orderBy: { id: 'desc' },
    take: SHOWN_MAX,
    include: {
      author: { select: { name: true } },
      evidence: { select: { id: true } },
      verification: { include: { verifier: { select: { name: true } } } },
    },
  });
  const total = await ctx.db.progressReport.count({ where });
  return {
    itemNo: item.itemNo,
    title: item.title,
    more: total - rows.length,
    versions: rows.map((row) => ({
      on: row.reportedOn,
      version: row.version,
      percent: row.percent,
      noChange: row.noChange,
      summary: row.summary,
      author: row.author?.name ?? '',
      evidence: row.evidence.length,
      status: row.status,
      verdict: row.verification && {
        verdict: row.verification.verdict,
        by: row.verification.verifier?.name ?? '',
        on: row.verification.verifiedOn,
        field: row.verification.field,
        reason: row.verification.reason,
      },
    })),
  };
}

/** 看材料: the files of a report, for those who may see it. Throws UserError('reportUnknown' | 'notYourUnit'). */
export async function reportFiles(ctx: ChatCtx, reportId: number): Promise<{ itemNo: string; files: StoredFile[] }> {
  const { item, evidence } = await visibleReport(ctx, reportId);
  return {
    itemNo: item.itemNo,
    files: evidence.map(({ sha256, name, mime, bytes }) => ({ sha256, name, mime, bytes })),
  };
}
