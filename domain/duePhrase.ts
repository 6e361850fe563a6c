import { addDays, addMonths, type Calendar, type Day, partsOf } from './calendar.js';
import { scanPoints } from './duePoint.js';
import { nextOccurrence, type Recurrence, readRecurrence } from './dueRecurrence.js';
import type { Point, Span } from './dueSpan.js';
import { normaliseDueText } from './dueText.js';

export { nextOccurrence, type Recurrence } from './dueRecurrence.js';

/** What kind of due date a phrase tells. Days are inclusive; a time of day in the phrase is left aside. */
export type DueMeaning =
  | { kind: 'dueOn'; dueOn: Day }
  | { kind: 'range'; startsOn: Day; endsOn: Day }
  /** `dueOn` is the n-th workday after the reference day, which itself does not count. */
  | { kind: 'workdays'; workdays: number; dueOn: Day }
  /** `nextOn` is the first occurrence on or after the reference day. */
  | { kind: 'recurring'; recurrence: Recurrence; nextOn: Day }
  /** Several due dates, each once, in their order. */
  | { kind: 'multiple'; dueOns: Day[] }
  /** No end: 长期, 持续推进, or only a start (8月1日起). */
  | { kind: 'open'; startsOn: Day | null }
  | { kind: 'unknown' };

/** A due phrase as read. `confirm` when a person must look at it first: past, read with a guess, or not understood. */
export type Due = DueMeaning & {
  /** The phrase as it was given; keep it beside the date. */
  text: string;
  /** All of it lies before the reference day. */
  past: boolean;
  fuzzy: boolean;
  confirm: boolean;
};

export interface DueOptions {
  /** The year of dates without a year; the reference day's year when left out. */
  year?: number;
  /** In chat: a date without a year that is past means the coming one. In imports it stays, and is flagged `past`. */
  forward?: boolean;
  /** In a due-date column: a bare number of five digits is a spreadsheet's day serial (44757 is 2022-07-15). */
  serials?: boolean;
}

type Reading = DueMeaning & { past?: boolean; fuzzy?: boolean };
const UNKNOWN: Reading = { kind: 'unknown' };

const RANGE_JOINT = /^(?:开始|起)?(?:一直|直|持续|延续)?(?:至|到|[-~—–]+)$/;
const CHANGE_JOINT = /延|改|调整|推迟|变更|顺/;
const LIST_JOINT = /^(?:[之以]?前)?(?:完成)?[、,;和及与]$/;
const FROM_NOW = /(?:自|从)?(?:即日|今日|今天|现在)起/;

/**
 * Reads a due-date phrase as Chinese offices write them, in ledger cells and in chat: 7月15日前, 2月24日至3月10日, 下周三,
 * 三季度末, 10个工作日内, 每月25日前, 11月至次年3月, 2022.7.15 … The reference day is the day of writing (today in chat, the
 * notice's date in an import). Never throws; what it does not understand is 'unknown' and wants a person.
 */
export function parseDue(text: string, referenceOn: Day, calendar: Calendar, options: DueOptions = {}): Due {
  const reading = read(normaliseDueText(text), referenceOn, calendar, options);
  const { past = false, fuzzy = false } = reading;
  return { ...reading, text, past, fuzzy, confirm: past || fuzzy || reading.kind === 'unknown' };
}

function read(phrase: string, referenceOn: Day, calendar: Calendar, options: DueOptions): Reading {
  if (/^\d{5}(?:\.\d+)?$/.test(phrase)) return options.serials ? ofSerial(Number(phrase), referenceOn) : UNKNOWN;
  const recurring = readRecurrence(phrase, referenceOn);
  if (recurring) {
    const nextOn = nextOccurrence(recurring.recurrence, referenceOn, calendar);
    return { kind: 'recurring', nextOn, ...recurring };
  }
  const year = options.year ?? partsOf(referenceOn).year;
  const term = ofTerm(phrase, referenceOn, calendar, (rest) => scanPoints(rest, referenceOn, year).length === 0);
  if (term) return term;
  const points = scanPoints(phrase, referenceOn, year);
  if (points.length > 0) return ofPoints(phrase, points, referenceOn, options.forward ?? false);
  if (/^(?:即知即改|立行立改)/.test(phrase)) {
    // Domain rule A6: what is mended at once is due in 3 workdays.
    return { kind: 'workdays', workdays: 3, dueOn: calendar.addWorkdays(referenceOn, 3), fuzzy: true };
  }
  return /长期|持续|常态化|常年|贯穿|始终/.test(phrase) ? { kind: 'open', startsOn: null } : UNKNOWN;
}

/** A spreadsheet's serial: days since 1899-12-30, for the years 2000 to 2099. */
function ofSerial(serial: number, referenceOn: Day): Reading {
  if (serial < 36_526 || serial >= 73_051) return UNKNOWN;
  const dueOn = addDays('1899-12-30', Math.floor(serial));
  return { kind: 'dueOn', dueOn, past: dueOn < referenceOn };
}

/** A length of time from the reference day: 10个工作日内, 15日内, 两周内, 三个月内, 半年内, 48小时内. */
function ofTerm(phrase: string, from: Day, calendar: Calendar, undated: (rest: string) => boolean): Reading | null {
  const match = /(?<![\d上下])(\d{1,3}|半)(个?工作日|个?自然日|日|天|个?小时|周|个?星期|个?月|年)(?:[之以]?内|$)/.exec(
    phrase,
  );
  // 8月内 and 15日 are dates, not lengths; years have one digit, since 22年内 is a year too.
  if (!match || /^\d+月|^\d+[年日]$|^\d{2,}年/.test(match[0])) return null;
  const rest = phrase.replace(match[0], '').replace(FROM_NOW, '');
  // 延期10天 and 每隔10天 are not reckoned from today.
  if (!undated(rest) || /延|推迟|每/.test(rest)) return UNKNOWN;
  const bare = !match[0].endsWith('内');
  const fuzzy = /起|后|提前/.test(rest) || (bare && rest !== '') || match[1] === '半';
  const count = Number(match[1]);
  const half = match[1] === '半';
  switch (match[2]?.replace('个', '')) {
    case '工作日':
      return half ? null : { kind: 'workdays', workdays: count, dueOn: calendar.addWorkdays(from, count), fuzzy };
    case '小时':
      return half ? null : { kind: 'dueOn', dueOn: addDays(from, Math.ceil(count / 24)), fuzzy };
    case '周':
    case '星期':
      return half ? null : { kind: 'dueOn', dueOn: addDays(from, count * 7), fuzzy };
    case '月':
      return { kind: 'dueOn', dueOn: half ? addDays(from, 15) : addMonths(from, count), fuzzy };
    case '年':
      return { kind: 'dueOn', dueOn: addMonths(from, half ? 6 : count * 12), fuzzy };
    default:
      return half ? null : { kind: 'dueOn', dueOn: addDays(from, count), fuzzy };
  }
}

function ofPoints(phrase: string, points: readonly Point[], referenceOn: Day, forward: boolean): Reading {
  const [first, second] = points;
  const last = points.at(-1);
  if (!first || !last || points.some((point) => point.at(0) === null)) return UNKNOWN;
  // A joint with a figure that is no date of its own (2022.7-9) would give a wrong day.
  if (/\d[-~至到—–]+$/.test(phrase.slice(0, first.index)) || /^(?:[-~至到—–]+\d|至今)/.test(phrase.slice(last.end)))
    return UNKNOWN;
  if (!second) return ofPoint(phrase, first, referenceOn, forward);
  const joints = points.slice(1).map((point, index) => phrase.slice(points[index]?.end ?? 0, point.index));
  if (points.length === 2 && RANGE_JOINT.test(joints[0] ?? '')) return ofRange(first, second, referenceOn, forward);
  if (points.length === 2 && CHANGE_JOINT.test(joints[0] ?? '')) return ofPoint(phrase, second, referenceOn, forward);
  if (joints.some((joint) => RANGE_JOINT.test(joint))) return UNKNOWN;
  const readings = points.map((point) => ofPoint(phrase, point, referenceOn, forward));
  const dueOns = readings.flatMap((reading) => (reading.kind === 'dueOn' ? [reading.dueOn] : []));
  if (dueOns.length < points.length) return UNKNOWN;
  const fuzzy = readings.some((reading) => reading.fuzzy) || joints.some((joint) => !LIST_JOINT.test(joint));
  const past = dueOns.every((on) => on < referenceOn);
  return { kind: 'multiple', dueOns: [...new Set(dueOns)].sort(), fuzzy, past };
}

function ofPoint(phrase: string, point: Point, referenceOn: Day, forward: boolean): Reading {
  const after = phrase.slice(point.end);
  const before = /^[之以]?前/.test(after) && point.wide;
  const dueIn = (span: Span) => (before ? addDays(span.startsOn, -1) : span.endsOn);
  const now = point.at(0);
  const next = point.at(1);
  if (!now) return UNKNOWN;
  if (/^(?:起|开始|[之以]?后)/.test(after)) return { kind: 'open', startsOn: now.startsOn };
  const roll = forward && point.rollsBy !== null && next !== null && dueIn(now) < referenceOn;
  const dueOn = dueIn(roll ? next : now);
  return { kind: 'dueOn', dueOn, past: dueOn < referenceOn, fuzzy: point.fuzzy || before };
}

function ofRange(first: Point, second: Point, referenceOn: Day, forward: boolean): Reading {
  let start = first.at(0);
  let end = second.at(0);
  let fuzzy = first.fuzzy || second.fuzzy;
  if (start && end && end.endsOn < start.startsOn) {
    // 11月至3月 runs into the next year, 12月28日至3日 into the next month.
    end = second.at(1);
    fuzzy = true;
  } else if (forward && end && end.endsOn < referenceOn && first.rollsBy && second.rollsBy) {
    start = first.at(1);
    end = second.at(1);
  }
  if (!start || !end || end.endsOn < start.startsOn) return UNKNOWN;
  return { kind: 'range', startsOn: start.startsOn, endsOn: end.endsOn, past: end.endsOn < referenceOn, fuzzy };
}
