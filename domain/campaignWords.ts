import { type Calendar, type Day, daysInMonth, partsOf } from './calendar.js';
import { parseDue } from './duePhrase.js';
import type { PhaseSpan } from './phases.js';

/** A campaign may be set up this many days after it began; a date without a year that is longer past means next year's. */
const BEGUN_DAYS = 92;
const DAY_MS = 86_400_000;

/** A day that the calendar does not have ('2月30日', '2026-06-31'), as it was written; null when there is none in the text. */
export function impossibleDay(words: string, referenceOn: Day): { text: string; month: number; last: number } | null {
  for (const match of words.matchAll(/(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?/g)) {
    const [text, year, month, date] = match;
    const [m, d] = [Number(month), Number(date)];
    if (m < 1 || m > 12 || d < 1 || d > 31) continue;
    const last = daysInMonth(year ? Number(year) : partsOf(referenceOn).year, m);
    if (d > last) return { text: text.trim(), month: m, last };
  }
  return null;
}

/**
 * The first day of a campaign, and its last when both were written (2月24日至12月10日); null when no day was recognised.
 * A date without a year is this year's, or next year's when that is long past.
 */
export function readStart(words: string, today: Day, calendar: Calendar): { startsOn: Day; endsOn: Day | null } | null {
  const near = readSpan(words, today, calendar, false);
  const dated = /\d{4}|今|明|本/.test(words);
  const longPast = near && Date.parse(today) - Date.parse(near.startsOn) > BEGUN_DAYS * DAY_MS;
  return longPast && !dated ? readSpan(words, today, calendar, true) : near;
}

/** The last day of something that begins on a day; without a year the next such day. Null when no day was recognised. */
export function readEnd(words: string, startsOn: Day, calendar: Calendar): Day | null {
  const read = readSpan(words, startsOn, calendar, true);
  return read && (read.endsOn ?? read.startsOn);
}

function readSpan(words: string, on: Day, calendar: Calendar, forward: boolean) {
  const due = parseDue(words, on, calendar, { forward });
  if (due.kind === 'range') return { startsOn: due.startsOn, endsOn: due.endsOn };
  if (due.kind === 'open' && due.startsOn !== null) return { startsOn: due.startsOn, endsOn: null };
  return due.kind === 'dueOn' || due.kind === 'workdays' ? { startsOn: due.dueOn, endsOn: null } : null;
}

const DATE = String.raw`(?:\d{4}\s*[年./-]\s*)?\d{1,2}\s*[月./-]\s*(?:\d{1,2}\s*[日号]?|底|末|[上中下]旬)`;
const RANGE = new RegExp(
  String.raw`[（(]?(${DATE}\s*(?:至|到|[-~—–－～]+)\s*(?:${DATE}|\d{1,2}\s*[日号]|年底))[）)]?`,
  'u',
);
const EDGES = /^[\s，,。；;：:、.\-—]+|[\s，,；;：:、]+$/gu;

/** A phase as a person wrote it: what it asks for may be ''. */
export interface WrittenPhase extends PhaseSpan {
  asks: string;
}

/**
 * Reads one line per phase, such as '自查自纠 2月24日至3月10日 对照清单自查': the name before the dates, what it asks for
 * after them. Dates without a year follow the campaign's first day.
 * @returns the phases in the order of their days, or the first line that was not understood (and an impossible day in it)
 */
export function readPhases(
  words: string,
  startsOn: Day,
  calendar: Calendar,
): { ok: true; phases: WrittenPhase[] } | { ok: false; line: string; impossible: ReturnType<typeof impossibleDay> } {
  const phases: WrittenPhase[] = [];
  for (const line of words
    .split(/\r?\n/)
    .map((each) => each.replace(/^\s*(?:\d{1,2}[.、)）]|[一二三四五六七八]、)\s*/u, '').trim())) {
    if (line === '') continue;
    const impossible = impossibleDay(line, startsOn);
    const match = RANGE.exec(line);
    const span = match && !impossible ? readSpan(match[1] ?? '', startsOn, calendar, true) : null;
    const name = match ? line.slice(0, match.index).replace(EDGES, '') : '';
    if (!match || !span || span.endsOn === null || name === '') return { ok: false, line, impossible };
    const asks = line.slice(match.index + match[0].length).replace(EDGES, '');
    phases.push({ name, asks, startsOn: span.startsOn, endsOn: span.endsOn });
  }
  if (phases.length === 0) return { ok: false, line: words.trim(), impossible: null };
  return { ok: true, phases: phases.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1)) };
}

/** A campaign's own 问题分类 as written: '慢、推、拖', or with a name before them ('四风：形式主义、官僚主义'). */
export function readTags(words: string): { name: string; tags: string[] } {
  const [, name = '', list = words] = /^([^：:\n]{1,20})[：:]([\s\S]+)$/u.exec(words.trim()) ?? [];
  const tags = list
    .split(/[、，,；;\s]+/u)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return { name: name.trim(), tags: [...new Set(tags)] };
}

/** Whole numbers in the order in which they were written, full-width ones too. */
export const readNumbers = (words: string): number[] =>
  [...words.normalize('NFKC').matchAll(/\d{1,4}/g)].map(([digits]) => Number(digits));

/** Times of day 'HH:MM' in the order in which they were written (8:40, ８：４０, 8点40, 15点). */
export function readTimes(words: string): string[] {
  return [...words.normalize('NFKC').matchAll(/(\d{1,2})\s*(?::|点|时)\s*(\d{1,2})?/g)].flatMap(
    ([, hour, minute = '0']) => {
      const [h, m] = [Number(hour), Number(minute)];
      return h > 23 || m > 59 ? [] : [`${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`];
    },
  );
}
