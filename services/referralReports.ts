import { dayOf } from '../domain/calendar.js';
import { namesOf } from '../prisma/store/commitments.js';
import type { Ctx } from './context.js';
import { textsFor } from './texts/index.js';
import type { ChainEvent } from './texts/zhCN/referral.js';

/** What a unit said about an item and what was made of it: reports with versions and verdicts, parts, checks, findings. */
export async function chainReports(
  ctx: Ctx,
  item: { id: number; leadUnitId: number },
  unitId: number,
  zone: string,
): Promise<ChainEvent[]> {
  const t = textsFor(undefined);
  const reports = await ctx.db.progressReport.findMany({
    where: { itemId: item.id, unitId },
    include: {
      author: { select: { name: true } },
      onBehalfOf: { select: { name: true } },
      evidence: { select: { name: true } },
      verification: { include: { verifier: { select: { name: true } } } },
      sampled: true,
    },
    orderBy: { id: 'asc' },
  });
  const checkers = await namesOf(
    ctx.db,
    reports.map(({ sampled }) => sampled?.checkerId ?? null),
  );
  const found = await ctx.db.item.findMany({
    where: { id: { in: reports.flatMap(({ sampled }) => (sampled?.findingId ? [sampled.findingId] : [])) } },
    select: { id: true, itemNo: true, title: true },
  });
  const events = reports.flatMap((report): ChainEvent[] => {
    const { reportedOn: on, version, percent, noChange, summary, blocker, author, onBehalfOf, evidence } = report;
    const by = t.delegation.actedFor(author?.name ?? '', onBehalfOf?.name);
    const said: ChainEvent = {
      what: 'reported',
      on,
      version,
      percent,
      noChange,
      summary,
      blocker,
      by,
      evidence: evidence.map(({ name }) => name),
    };
    const list: ChainEvent[] = [said];
    const { verification, sampled } = report;
    if (verification)
      list.push({
        what: 'verified',
        on: verification.verifiedOn,
        verdict: verification.verdict,
        reason: verification.reason,
        version,
        by: verification.verifier?.name ?? '',
      });
    if (sampled?.checkedAt) {
      const finding = found.find(({ id }) => id === sampled.findingId);
      list.push({
        what: 'checked',
        on: dayOf(sampled.checkedAt, zone),
        status: sampled.status,
        finding: finding ? `${finding.itemNo} ${finding.title}` : '',
        by: checkers.get(sampled.checkerId ?? 0) ?? '',
      });
    }
    return list;
  });
  const parts = await ctx.db.supportingPart.findMany({ where: { itemId: item.id, unitId }, orderBy: { id: 'asc' } });
  const authors = await namesOf(
    ctx.db,
    parts.map(({ authorId }) => authorId),
  );
  for (const { reportedOn, state, summary, authorId } of parts)
    events.push({ what: 'part', on: reportedOn, state, summary, by: authors.get(authorId ?? 0) ?? '' });
  const directives = await ctx.db.item.findMany({
    where: { aboutItemId: item.id, kind: 'directive' },
    include: { directedBy: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  for (const { filedOn, itemNo, task, status, directedBy } of directives)
    events.push({ what: 'directed', on: filedOn, itemNo, words: task, status, by: directedBy?.name ?? '' });
  return events;
}
