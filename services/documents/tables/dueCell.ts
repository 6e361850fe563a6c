import { addDays, type Calendar, type Day, isDay } from '../../../domain/calendar.js';
import { nextOccurrence, parseDue } from '../../../domain/duePhrase.js';
import type { ImportReference } from './importTypes.js';

/** The most due days that a phrase such as 每月 becomes. */
const REPEATS_MAX = 24;

/** Due days of a cell, in order; `guessed` when a person should look; `code` says why there are none. */
export type DueRead =
  | { dueOns: Day[]; guessed: boolean; code?: undefined }
  | { dueOns: []; guessed: false; code: string };

/**
 * Reads a due cell as offices fill it: a day, a spreadsheet's serial, or a phrase. Repeated dues (每季度) become one day
 * for each time until the campaign ends; 长期 is the campaign's last day.
 */
export function readDue(text: string, reference: ImportReference, calendar: Calendar): DueRead {
  if (text === '') return { dueOns: [], guessed: false, code: 'dueMissing' };
  if (isDay(text)) return { dueOns: [text], guessed: false };
  const due = parseDue(text, reference.referenceOn, calendar, { serials: true });
  switch (due.kind) {
    case 'dueOn':
    case 'workdays':
      return { dueOns: [due.dueOn], guessed: due.fuzzy };
    case 'range':
      return { dueOns: [due.endsOn], guessed: due.fuzzy };
    case 'multiple':
      return { dueOns: due.dueOns, guessed: due.fuzzy };
    case 'recurring': {
      const dueOns: Day[] = [];
      for (let on = due.nextOn; on <= reference.endsOn && dueOns.length < REPEATS_MAX; ) {
        dueOns.push(on);
        on = nextOccurrence(due.recurrence, addDays(on, 1), calendar);
      }
      return { dueOns: dueOns.length > 0 ? dueOns : [due.nextOn], guessed: true };
    }
    case 'open':
      return { dueOns: [reference.endsOn], guessed: true };
    default:
      return { dueOns: [], guessed: false, code: 'dueUnclear' };
  }
}
