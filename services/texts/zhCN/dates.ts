import { dayOf, timeOf, weekdayOf } from '../../../domain/calendar.js';

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** '2026-09-12' → '9月12日'. */
export const shortDay = (on: string): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`;

/** '2026-09-12' → '2026年9月12日'. */
export const longDay = (on: string): string => `${on.slice(0, 4)}年${shortDay(on)}`;

/** '2026-09-12' → '9月12日 周六'. */
export const day = (on: string): string => `${shortDay(on)} ${WEEKDAYS[weekdayOf(on)]}`;

/** An instant on the wall of a zone: '9月12日 14:05'. */
export const moment = (at: Date, zone: string): string => `${shortDay(dayOf(at, zone))} ${timeOf(at, zone)}`;

/** An instant to come, with its weekday: '9月14日 周一 08:00'. */
export const dayAndTime = (at: Date, zone: string): string => `${day(dayOf(at, zone))} ${timeOf(at, zone)}`;

/** A due day seen from a day: `workdays` is positive before it, negative after, 0 when no workday lies between. */
export interface Due {
  workdays: number;
  dueOn: string;
  today: string;
}

/** How far a due day is. One on days off ahead is not today's, though no workday is left before it. */
export function distance({ workdays, dueOn, today }: Due): string {
  if (workdays > 0) return `还有 ${workdays} 个工作日`;
  if (workdays < 0) return `逾期 ${-workdays} 个工作日`;
  if (dueOn === today) return '今日到期';
  return dueOn > today ? '休息日到期' : '已到期';
}

/** Centi-points as points with one decimal, as boards print them: 7840 → '78.4'. Rounds half up on the second decimal. */
export const points = (centi: number): string => {
  const tenths = Math.round(Math.abs(centi) / 10);
  return `${centi < 0 ? '−' : ''}${Math.floor(tenths / 10)}.${tenths % 10}`;
};

/** Centi-points with two decimals where they are needed, as reasons print them: -600 → '−6', -167 → '−1.67'. */
export const exactPoints = (centi: number): string => {
  const sign = centi < 0 ? '−' : '+';
  const abs = Math.abs(centi);
  const rest = abs % 100;
  return `${sign}${Math.floor(abs / 100)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`}`;
};

/** Cuts people's words for a one-line mention; the ellipsis counts. By code points, so that no character is halved. */
export const brief = (words: string, max = 24): string => {
  const one = [...words.replace(/\s+/g, ' ').trim()];
  return one.length <= max ? one.join('') : `${one.slice(0, max - 1).join('')}…`;
};
