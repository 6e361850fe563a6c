import { addDays, type Day, weekStart } from './calendar.js';

/** Messages a person gets in a week before what is not urgent waits: one bundle on each workday, and two more. */
export const DEFAULT_WEEKLY_CAP = 7;

/** Kinds that may wait for the next week. A bundle, a chase and a digest tell what is due or late, and never wait. */
const PATIENT_KINDS: readonly string[] = ['notice', 'board', 'bulletin'];

/** What the cap needs to know of a message. */
export interface Capped {
  kind: string;
  /** Somebody waits for it, or it asks for something with a time of its own. */
  urgent: boolean;
}

/** Whether a message is held because its reader got `sentThisWeek` messages already and `cap` is enough. */
export const waitsForNextWeek = ({ kind, urgent }: Capped, sentThisWeek: number, cap: number): boolean =>
  !urgent && PATIENT_KINDS.includes(kind) && sentThisWeek >= cap;

/** The first day of the week after the day's own; weeks begin on Monday. */
export const nextWeekStart = (on: Day): Day => addDays(weekStart(on), 7);
