import { z } from 'zod';
import { addDays, type Correction, type Day, isDay, makeDay, partsOf, type SpecialDay } from '../domain/calendar.js';
import { UserError } from '../domain/userError.js';
import { removeCorrection, saveCorrections } from '../prisma/store/calendarDays.js';
import { peopleHolding } from '../prisma/store/people.js';
import { buttonId } from '../domain/button.js';
import { audit } from './audit.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** How far ahead the calendar is shown, in calendar days. */
const AHEAD_DAYS = 400;
/** From this month on the next year's holidays are missed. The notices came out in October or November of the year before. */
const WARN_FROM_MONTH = 11;
const NAME_MAX = 20;
const IMPORT_MAX = 400;

const HOLIDAY = /^(休|休息|放假|假|holiday)$/i;
const WORKDAY = /^(班|上班|补班|调休上班|workday)$/i;

/** 休 or 班 in people's words; null when it is neither. */
export function readKind(words: string): Correction['kind'] | null {
  if (HOLIDAY.test(words)) return 'holiday';
  return WORKDAY.test(words) ? 'workday' : null;
}

/** '2026-12-31', '2026/12/31', '2026年12月31日' as a day; null for anything else. The year must be there. */
export function readDay(words: string): Day | null {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(words.normalize('NFKC').trim());
  return match ? makeDay(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

const importSchema = z
  .array(
    z.strictObject({
      on: z.string().refine(isDay, 'day'),
      kind: z.string().transform((words, check) => {
        const kind = readKind(words);
        if (kind === null) check.addIssue({ code: 'custom', message: 'kind' });
        return kind ?? 'holiday';
      }),
      name: z.string().max(NAME_MAX, 'name').default(''),
    }),
  )
  .min(1)
  .max(IMPORT_MAX);

/** What is wrong with an import: the entry's place from 1 (0: the whole), and what, as a key of texts. */
export interface ImportProblem {
  row: number;
  what: 'json' | 'form' | 'day' | 'kind' | 'name' | 'twice' | 'count';
}

/** Reads [{on, kind, name}] written as JSON. All problems are found at once. */
export function readImport(text: string): { ok: true; days: Correction[] } | { ok: false; problems: ImportProblem[] } {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problems: [{ row: 0, what: 'json' }] };
  }
  const problems: ImportProblem[] = [];
  const parsed = importSchema.safeParse(raw);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const known = (['day', 'kind', 'name'] as const).find((each) => each === message);
    const row = typeof path[0] === 'number' ? path[0] + 1 : 0;
    problems.push({ row, what: known ?? (row === 0 && Array.isArray(raw) ? 'count' : 'form') });
  }
  const seen = new Set<unknown>();
  if (Array.isArray(raw))
    for (const [index, each] of raw.entries()) {
      const on: unknown = (each as { on?: unknown } | null)?.on;
      if (typeof on === 'string' && seen.has(on)) problems.push({ row: index + 1, what: 'twice' });
      seen.add(on);
    }
  if (!parsed.success || problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.row - b.row) };
  return { ok: true, days: parsed.data };
}

/** The holidays and make-up workdays of the coming year, and whether this year's and the next one's are known. */
export function comingDays(ctx: Ctx, today: Day): { days: SpecialDay[]; missing: number[] } {
  const { year } = partsOf(today);
  return {
    days: ctx.calendar.specialDays(today, addDays(today, AHEAD_DAYS)),
    missing: [year, year + 1].filter((each) => !ctx.calendar.covered(each)),
  };
}

/** Writes local corrections. The same again changes nothing. @returns how many were new or changed */
export async function correctCalendar(ctx: ChatCtx, days: readonly Correction[]): Promise<number> {
  for (const { name = '' } of days) if (name.length > NAME_MAX) throw new UserError('calendarName', { max: NAME_MAX });
  const written = await saveCorrections(ctx.db, days);
  if (written > 0) await audit(ctx, 'calendar', 'calendar:0', { days: days.slice(0, 50), written });
  return written;
}

/** Takes a local correction back. Throws UserError('calendarNone'). */
export async function uncorrectCalendar(ctx: ChatCtx, on: Day): Promise<void> {
  if (!(await removeCorrection(ctx.db, on))) throw new UserError('calendarNone', { on });
  await audit(ctx, 'calendarRemove', 'calendar:0', { on });
}

/** Years whose holidays are missed on a day: this one, and from November on the next. */
export function missedYears(ctx: Pick<Ctx, 'calendar'>, today: Day): number[] {
  const { year, month } = partsOf(today);
  return (month >= WARN_FROM_MONTH ? [year, year + 1] : [year]).filter((each) => !ctx.calendar.covered(each));
}

/** The coordinators to tell on a day that holidays are missing; nobody when none are. */
export async function peopleToWarn(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  if (missedYears(ctx, today).length === 0) return [];
  return (await peopleHolding(ctx.db, 'coordinator', campaignId)).map((person) => person.id);
}

/** Tells a coordinator of each year whose holidays are missing, once for each year whatever the campaign. */
export async function warnOfMissingYears(ctx: Ctx, campaignId: number, personId: number, today: Day): Promise<void> {
  const person = await ctx.db.person.findUniqueOrThrow({ where: { id: personId }, select: { locale: true } });
  const t = textsFor(person.locale);
  for (const year of missedYears(ctx, today))
    await enqueueToPerson(ctx, campaignId, personId, {
      key: `calendar:${year}:${personId}`,
      kind: 'notice',
      message: t.calendar.missing(year, [[{ id: buttonId('calendar', 0), label: t.calendar.open, style: 'primary' }]]),
    });
}
