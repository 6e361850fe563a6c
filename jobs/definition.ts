import type { Day } from '../domain/calendar.js';
import type { Ctx } from '../services/context.js';

/** The slot that a run stands for. Rules use `today`, never the clock, so that a late run gives the same result. */
export interface Slot {
  scheduledFor: Date;
  /** The day of the slot in the campaign's zone. */
  today: Day;
  campaignId: number;
  zone: string;
}

/** A scheduled job, run once per active campaign and slot. It only writes: messages go out through the outbox. */
export interface Job {
  name: string;
  /** Default cron expression (5 fields) in the campaign's zone; a campaign may set its own. */
  cron: string;
  /** On which days a slot counts. */
  days: 'workdays' | 'firstWorkdayOfWeek' | 'all';
  /** Slots missed while the process was down: only the newest is run, and none older than this many hours. */
  catchUpHours: number;
  /** Finds what is due, ids in order. Only reads: it runs outside transactions, before the slot is claimed. */
  sweep(ctx: Ctx, slot: Slot): Promise<number[]>;
  /** Does one id in its own transaction; re-checks its condition, so that a second run changes nothing. */
  task(ctx: Ctx, slot: Slot, id: number): Promise<void>;
}
