import { type Calendar, type Day, earlierOf } from './calendar.js';
import { parseDue } from './duePhrase.js';
import type { GoodReason } from './goodReason.js';
import { FULL_SCORE, type ScoreFormula } from './scoreFormula.js';
import { judgeRecords } from './scoreRecords.js';

/** Where a request stands: with the unit head, with the coordinators, or decided. `dropped`: it was no longer needed. `withdrawn`: taken back. */
export const EXTENSION_STATUSES = ['pending', 'endorsed', 'approved', 'refused', 'dropped', 'withdrawn'] as const;
export type ExtensionStatus = (typeof EXTENSION_STATUSES)[number];

/** The statuses of a request that nobody has decided yet. */
export const UNDECIDED = ['pending', 'endorsed'] as const;

/** What the new date of a milestone must fit into. */
export interface ExtensionFrame {
  today: Day;
  dueOn: Day;
  /** Due day of the next milestone that is still to be reached; null for the last one. */
  nextDueOn: Day | null;
  campaignEndsOn: Day;
}

/** Why a date cannot be asked for: the code of an error and what fills its phrase. */
export interface ExtensionFault {
  code:
    | 'extensionTooLate'
    | 'extensionNotLater'
    | 'extensionDayOff'
    | 'extensionBeyondNext'
    | 'extensionBeyondEnd'
    | 'extensionUnclear';
  params: Record<string, string>;
}

/**
 * Checks a new date: asked on or before the due day (domain rule B7), later than it, a workday, not after the next
 * milestone, within the campaign. Null when it may be asked for. Days fill the phrase's parameters as 'YYYY-MM-DD'.
 */
export function checkExtension(frame: ExtensionFrame, toOn: Day, calendar: Calendar): ExtensionFault | null {
  const { today, dueOn, nextDueOn, campaignEndsOn } = frame;
  if (today > dueOn) return { code: 'extensionTooLate', params: { dueOn } };
  if (toOn <= dueOn) return { code: 'extensionNotLater', params: { dueOn, toOn } };
  if (toOn > campaignEndsOn) return { code: 'extensionBeyondEnd', params: { toOn, endsOn: campaignEndsOn } };
  if (nextDueOn !== null && toOn > nextDueOn) return { code: 'extensionBeyondNext', params: { toOn, nextDueOn } };
  if (!calendar.isWorkday(toOn)) {
    const [before, after] = [calendar.previousWorkday(toOn), calendar.nextWorkday(toOn)];
    return { code: 'extensionDayOff', params: { toOn, before, after } };
  }
  return null;
}

/** Steps offered as buttons, in workdays after the due day. */
const STEPS = [5, 10, 20] as const;

/** The dates worth a button, with the workdays they add; those that could not be asked for are left out. */
export function extensionChoices(frame: ExtensionFrame, calendar: Calendar): { workdays: number; toOn: Day }[] {
  return STEPS.map((workdays) => ({ workdays, toOn: calendar.addWorkdays(frame.dueOn, workdays) })).filter(
    ({ toOn }) => checkExtension(frame, toOn, calendar) === null,
  );
}

/** 延期到, 再延, 推迟: what people put before the date itself. */
const LEAD = /^(?:申请)?(?:再|需要?|要|请求)*(?:延期|延长|延至|延到|延|推迟|顺延)?[至到]?/;
/** A length of time; in an extension it counts from the due day, since that is what is extended. */
const TERM = /^[\d一二两三四五六七八九十半]+个?(?:工作日|自然日|天|周|星期|月)/;

/**
 * Reads the new date from words such as 9月30日, 下周五, 再延10个工作日. A date without a year means the coming one, unless
 * that lies beyond the campaign: then the past one was meant, and is refused as such.
 */
export function readExtensionDay(
  words: string,
  frame: ExtensionFrame,
  calendar: Calendar,
): { ok: true; toOn: Day } | ({ ok: false } & ExtensionFault) {
  const phrase = words.normalize('NFKC').trim().replace(LEAD, '');
  const from = TERM.test(phrase) ? frame.dueOn : frame.today;
  const read = (forward: boolean): Day | null => {
    const due = parseDue(phrase, from, calendar, { forward });
    return due.kind === 'dueOn' || due.kind === 'workdays' ? due.dueOn : null;
  };
  const [ahead, plain] = [read(true), read(false)];
  if (ahead === null || plain === null)
    return { ok: false, code: 'extensionUnclear', params: { text: words.trim().slice(0, 20) } };
  const toOn = ahead > frame.campaignEndsOn ? earlierOf(ahead, plain) : ahead;
  const fault = checkExtension(frame, toOn, calendar);
  return fault ? { ok: false, ...fault } : { ok: true, toOn };
}

/** What an extension means for a milestone's score. Shares are hundredths of a percent of what it is worth (0–10000). */
export interface ExtensionEffect {
  /** Workdays that the milestone counts as late when it is completed on the new date and nothing is extended. */
  workdaysLate: number;
  /** What is lost then. */
  lostIfKept: number;
  /** What is lost when the extension is granted and the milestone completed on the new date. */
  lostIfExtended: number;
}

/**
 * What the formula makes of a milestone that is completed on `toOn`: judged by its present due day, and by the new one.
 * Asking costs nothing either way.
 */
export function extensionEffect(dueOn: Day, toOn: Day, formula: ScoreFormula, calendar: Calendar): ExtensionEffect {
  const lossWith = (due: Day): number => {
    const milestone = { id: 1, itemNo: '', exempt: false, dueOn: due, completedOn: toOn };
    const nothing = { reportRequests: [], verifications: [], problems: [], appraisal: null, honours: [], faults: [] };
    const facts = { unitId: 0, sortOrder: 0, milestones: [milestone], ...nothing };
    const [judged] = judgeRecords(facts, { asOn: toOn, formula, calendar });
    return Math.min(FULL_SCORE, judged?.loss ?? 0);
  };
  return {
    workdaysLate: Math.max(0, calendar.workdaysBetween(dueOn, toOn)),
    lostIfKept: lossWith(dueOn),
    lostIfExtended: lossWith(toOn),
  };
}

/** The good reason that a request gives: for as long as nobody has decided it, and when granted until the new date. */
export function reasonOfExtension(row: {
  id: number;
  status: string;
  askedOn: Day;
  toOn: Day;
  decidedOn: Day | null;
}): GoodReason | null {
  if (row.status === 'pending' || row.status === 'endorsed')
    return { kind: 'extensionAsked', recordId: row.id, sinceOn: row.askedOn, untilOn: null };
  if (row.status === 'approved')
    return { kind: 'extensionApproved', recordId: row.id, sinceOn: row.decidedOn ?? row.askedOn, untilOn: row.toOn };
  return null;
}

/** One who may decide, and how a request goes on from here. */
export type ExtensionStep = { by: 'unitHead' | 'coordinator'; onYes: ExtensionStatus };

/**
 * Whose word is next: the unit head's, then a coordinator's. When the due day has passed while the head was silent, a
 * coordinator may decide at once, so that nobody waits for ever. Empty when it is decided.
 */
export function nextSteps(status: string, fromOn: Day, today: Day): ExtensionStep[] {
  if (status === 'endorsed') return [{ by: 'coordinator', onYes: 'approved' }];
  if (status !== 'pending') return [];
  const head: ExtensionStep = { by: 'unitHead', onYes: 'endorsed' };
  return today > fromOn ? [head, { by: 'coordinator', onYes: 'approved' }] : [head];
}
