import type { Correction, Day } from '../domain/calendar.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import type { CampaignView } from './campaignRules.js';
import { todayIn } from './campaignRules.js';
import type { Ctx } from './context.js';

/** 即知即改: what is mended at once is due in 3 workdays (domain rule A6). */
const IMMEDIATE = 3;
const CHOICES = [IMMEDIATE, 5, 10, 20] as const;

/** What a dialog needs to ask for a due day: today, days worth a button, and the local corrections of the calendar. */
export interface DueChoices {
  today: Day;
  days: { workdays: number; on: Day }[];
  corrections: Correction[];
}

/** Due days reckoned from today of the campaign: 3, 5, 10 and 20 workdays. */
export async function dueChoices(ctx: Ctx, campaign: CampaignView): Promise<DueChoices> {
  const today = todayIn(ctx, campaign);
  return {
    today,
    days: CHOICES.map((workdays) => ({ workdays, on: ctx.calendar.addWorkdays(today, workdays) })),
    corrections: await calendarCorrections(ctx.db),
  };
}
