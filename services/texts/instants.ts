import { dayOf, timeOf } from '../../domain/calendar.js';
import type { Phrases } from './index.js';

/** An instant on a campaign's calendar: '9月8日 周二 12:00'. */
export const instantWords = (t: Phrases, at: Date, zone: string): string =>
  `${t.day(dayOf(at, zone))} ${timeOf(at, zone)}`;
