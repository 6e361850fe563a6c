import { peopleToWarn, warnOfMissingYears } from '../services/calendarDays.js';
import type { Job } from './definition.js';

/** 检查节假日数据: from November on coordinators are told, once a year, that next year's holidays are missing. */
export const warnCalendar: Job = {
  name: 'warnCalendar',
  cron: '20 9 * * *',
  days: 'workdays',
  catchUpHours: 168,
  sweep: (ctx, slot) => peopleToWarn(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, personId) => warnOfMissingYears(ctx, slot.campaignId, personId, slot.today),
};
