import { type Day, dayOf } from '../../domain/calendar.js';
import { periodFromKey, type Period, previousPeriod } from '../../domain/period.js';
import { FORMULA_2026_1, scoreUnits } from '../../domain/score.js';
import type { ScoreEntry } from '../../domain/score.js';
import { DEFAULT_BOARD_RULES, rankUnits } from '../../domain/board.js';
import { UserError } from '../../domain/userError.js';
import { unitFacts } from '../boardFacts.js';
import { type CampaignView, loadCampaign } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { numberOf, summarySubject } from '../documentNumbers.js';
import { textsFor } from '../texts/index.js';
import { spanStats, unitStats } from '../unitStats.js';
import { type DocumentTask, MIME } from './tasks.js';
import type { Annex, OfficialDocument } from './words/officialLayout.js';
import type { SheetSpec } from './workbooks/writeWorkbook.js';

/** Rows of an annex: more than this nobody reads on paper; the workbook of the ledger has all. */
const ANNEX_ROWS = 200;
/** Units named at the top and the bottom of a summary. */
const NAMED = 3;

type Form = 'docx' | 'xlsx';

/** A document's tables once more as sheets. */
function sheetsOf(annexes: readonly Annex[], readOnly: (title: string) => string): SheetSpec[] {
  return annexes.map((annex) => ({
    name: annex.title.slice(0, 30),
    title: readOnly(annex.title),
    columns: annex.columns.map((column) => ({
      header: column.header.replace('\n', ''),
      width: Math.round(column.width * 8),
    })),
    rows: annex.rows,
    toneColumn: -1,
    tones: [],
  }));
}

/** A document as a file of either form: Word, or its text and tables as a workbook. */
export function taskOf(document: OfficialDocument, form: Form, fileName: string): DocumentTask {
  const t = textsFor(undefined);
  if (form === 'docx') return { name: 'officialDocx', input: document, file: { name: fileName, mime: MIME.docx } };
  const sheets = sheetsOf(document.annexes, (title) => t.exporting.readOnly(title, document.date));
  const text: SheetSpec = {
    name: t.exporting.textSheet,
    title: t.exporting.readOnly(document.title.join(''), document.date),
    columns: [{ header: document.number || document.head, width: 100 }],
    rows: document.body.map((each) => [each.words]),
    toneColumn: -1,
    tones: [],
  };
  return {
    name: 'workbook',
    input: {
      title: document.title.join(''),
      font: t.exporting.font,
      sheets: [text, ...sheets],
      listSheet: t.exporting.listSheet,
    },
    file: { name: fileName, mime: MIME.xlsx },
  };
}

/** Items overdue on a day, as a table; null when none is. */
async function lateAnnex(ctx: Ctx, campaign: CampaignView, on: Day): Promise<Omit<Annex, 'label'> | null> {
  const t = textsFor(undefined).official.tables.late;
  const stats = await unitStats(ctx, campaign.id, null, on, 0);
  if (stats.late.length === 0) return null;
  const units = new Map(
    (await ctx.db.unit.findMany({ select: { id: true, name: true } })).map((unit) => [unit.id, unit.name]),
  );
  return {
    ...t,
    rows: stats.late
      .slice(0, ANNEX_ROWS)
      .map((each, index) => [
        String(index + 1),
        units.get(each.unitId) ?? '',
        each.itemNo,
        each.title,
        each.dueOn,
        String(ctx.calendar.workdaysBetween(each.dueOn, on)),
      ]),
  };
}

/** The red list of the latest board that was published by then, as a table; null when there is none. */
async function redAnnex(ctx: Ctx, campaign: CampaignView, at: Date): Promise<Omit<Annex, 'label'> | null> {
  const t = textsFor(undefined);
  const board = await ctx.db.board.findFirst({
    where: { campaignId: campaign.id, status: 'published', publishedAt: { lte: at } },
    orderBy: [{ endsOn: 'desc' }, { id: 'desc' }],
    include: { entries: { where: { list: 'red' }, include: { unit: true }, orderBy: { place: 'asc' } } },
  });
  if (!board || board.entries.length === 0) return null;
  return {
    ...t.official.tables.red,
    rows: board.entries.map((entry) => [
      String(entry.place ?? ''),
      entry.unit.name,
      t.official.score(entry.totalCenti ?? 0),
      t.board.clean(entry.sampleSize),
    ]),
  };
}

const labelled = (annexes: (Omit<Annex, 'label'> | null)[]): Annex[] => {
  const t = textsFor(undefined).official;
  const there = annexes.filter((annex) => annex !== null);
  return there.map((annex, index) => ({ ...annex, label: t.annexLabel(there.length === 1 ? '' : index + 1) }));
};

/** A sent bulletin as a document: praise with the red list, others with what is overdue. Throws UserError('bulletinUnknown'). */
export async function bulletinTask(ctx: Ctx, request: { bulletinId: number; form: Form }): Promise<DocumentTask> {
  const bulletin = await ctx.db.bulletin.findUnique({ where: { id: request.bulletinId } });
  if (!bulletin) throw new UserError('bulletinUnknown');
  const campaign = await loadCampaign(ctx, bulletin.campaignId);
  const t = textsFor(undefined).official;
  const at = bulletin.sentAt ?? bulletin.createdAt;
  const on = dayOf(at, campaign.zone);
  const annexes = labelled([
    bulletin.kind === 'praise' ? await redAnnex(ctx, campaign, at) : await lateAnnex(ctx, campaign, on),
  ]);
  const document: OfficialDocument = {
    ...t.bulletin({ ...bulletin, campaign: campaign.name, on }),
    fonts: t.fonts,
    annexes,
    attachments: t.attachmentLines(annexes.map((annex) => annex.title)),
    properties: { title: bulletin.title, creator: campaign.name },
  };
  return taskOf(document, request.form, t.bulletinFile(bulletin.year, bulletin.number, request.form));
}

/** The summary of a quarter, half-year or year. Throws UserError('periodUnknown'). */
export async function summaryTask(
  ctx: Ctx,
  request: { campaignId: number; periodKey: string; form: Form; on: Day },
): Promise<DocumentTask> {
  const period = periodFromKey(request.periodKey);
  if (!period) throw new UserError('periodUnknown');
  const campaign = await loadCampaign(ctx, request.campaignId);
  const t = textsFor(undefined).official;
  const on = request.on < period.endsOn ? request.on : period.endsOn;
  const { ranking, top, bottom } = await rankingAnnex(ctx, campaign, period, on);
  const annexes = labelled([ranking, await lateAnnex(ctx, campaign, on)]);
  const stats = await unitStats(ctx, campaign.id, null, on, 0);
  const now = await spanStats(ctx, campaign.id, null, period.startsOn, on);
  const before = previousPeriod(period);
  const then = await spanStats(ctx, campaign.id, null, before.startsOn, before.endsOn);
  const requests = await ctx.db.reportRequest.findMany({
    where: { item: { campaignId: campaign.id }, dueOn: { gte: period.startsOn, lte: on }, status: { not: 'dropped' } },
    select: { late: true, status: true },
  });
  const sentBack = await ctx.db.verification.count({
    where: {
      verdict: 'sentBack',
      verifiedOn: { gte: period.startsOn, lte: on },
      report: { item: { campaignId: campaign.id } },
    },
  });
  const given = await numberOf(ctx, campaign.id, summarySubject(period.key));
  const document: OfficialDocument = {
    ...t.summary({
      campaign: campaign.name,
      periodKey: period.key,
      startsOn: period.startsOn < campaign.startsOn ? campaign.startsOn : period.startsOn,
      endsOn: on,
      on: request.on,
      units: await ctx.db.campaignUnit.count({ where: { campaignId: campaign.id } }),
      items: stats.open + stats.closed,
      ...stats,
      due: now.due,
      onTime: now.onTime,
      onTimeRate: now.onTimeRate,
      rateBefore: then.onTimeRate,
      asked: requests.length,
      reportedInTime: requests.filter((each) => each.status === 'reported' && !each.late).length,
      sentBack,
      top,
      bottom,
    }),
    number: t.numbered(given?.year ?? Number(request.on.slice(0, 4)), given?.number ?? null),
    fonts: t.fonts,
    annexes,
    attachments: t.attachmentLines(annexes.map((annex) => annex.title)),
    properties: { title: request.periodKey, creator: campaign.name },
  };
  return taskOf(document, request.form, t.summaryFile(period.key, request.form));
}

/** Every unit's score in a period, by the formula of the weekly board. */
async function rankingAnnex(ctx: Ctx, campaign: CampaignView, period: Period, on: Day) {
  const t = textsFor(undefined);
  const facts = (await unitFacts(ctx, campaign.id, { ...period, endsOn: on })).map((each) => each.facts);
  const scores = scoreUnits(facts, on, FORMULA_2026_1, ctx.calendar);
  const { lines, notRanked } = rankUnits(scores, DEFAULT_BOARD_RULES);
  const units = new Map(
    (await ctx.db.unit.findMany({ select: { id: true, name: true } })).map((unit) => [unit.id, unit.name]),
  );
  const name = (id: number) => units.get(id) ?? '';
  const scoreOf = new Map(scores.map((score) => [score.unitId, score]));
  const rows = lines.map((line) => {
    const score = scoreOf.get(line.unitId);
    const due =
      facts
        .find((each) => each.unitId === line.unitId)
        ?.milestones.filter((each) => !each.exempt && each.dueOn >= period.startsOn) ?? [];
    const onTime = due.filter((each) => each.completedOn !== null && each.completedOn <= each.dueOn).length;
    const losses = (score?.entries ?? []).filter((each: ScoreEntry) => each.points < 0);
    const why = losses.map(({ dimension, points, reason }) => ({ dimension, centi: points, reason }));
    return [
      String(line.place),
      name(line.unitId),
      t.official.score(line.totalCenti),
      String(due.length),
      String(onTime),
      t.official.percent(due.length === 0 ? null : Math.round((onTime * 1000) / due.length)),
      why.length > 0 ? t.board.inShort(why) : '',
    ];
  });
  for (const each of notRanked) rows.push([t.official.notRanked, name(each.unitId), '', '', '', '', '']);
  const last = lines.at(-1);
  return {
    ranking: rows.length === 0 ? null : { ...t.official.tables.ranking, rows },
    top: lines.slice(0, NAMED).map((line) => name(line.unitId)),
    bottom:
      last && last.totalCenti < (lines[0]?.totalCenti ?? 0) && lines.length > NAMED * 2
        ? lines.slice(-NAMED).map((line) => name(line.unitId))
        : [],
  };
}
