import type { Ctx } from './context.js';

/** A document's number: (2026, 3) is 督通〔2026〕3号. */
export interface DocumentNumber {
  year: number;
  number: number;
}

/** What a summary is called among the numbered documents. `periodKey` is '2026-Q3', '2026-H1' or '2026'. */
export const summarySubject = (periodKey: string): string => `summary:${periodKey}`;

/** The number that a document has, or null when it was never given one. */
export async function numberOf(ctx: Ctx, campaignId: number, subject: string): Promise<DocumentNumber | null> {
  return ctx.db.documentNumber.findUnique({
    where: { campaignId_subject: { campaignId, subject } },
    select: { year: true, number: true },
  });
}

/**
 * The next number of a campaign's year for a document, counted from 1; the same one again for the same subject, also in
 * a later year. The unique keys refuse the second of two at the same moment, whose transaction then runs again.
 * @param year the year of issue, which the first asking decides
 */
export async function takeNumber(
  ctx: Ctx,
  { campaignId, year, subject }: { campaignId: number; year: number; subject: string },
): Promise<DocumentNumber> {
  const known = await numberOf(ctx, campaignId, subject);
  if (known) return known;
  const last = await ctx.db.documentNumber.aggregate({ where: { campaignId, year }, _max: { number: true } });
  const number = (last._max.number ?? 0) + 1;
  await ctx.db.documentNumber.create({ data: { campaignId, year, number, subject, takenAt: ctx.now } });
  return { year, number };
}
