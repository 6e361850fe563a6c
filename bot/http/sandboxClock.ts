import { ApiError } from './sandboxErrors.js';

/** The next slot of a scheduled job: its name, what people call it, and when. */
export interface NextJob {
  name: string;
  title: string;
  at: Date;
}

/** The clock as the API answers it: the zone that days are counted in, and whether today is a workday there. */
export interface ClockView {
  now: Date;
  zone: string;
  workday: boolean;
  nextJob: NextJob | null;
}

/** The process's clock where it can be moved. */
export interface SandboxClock {
  now(): Date;
  describe(): Promise<ClockView>;
  /** Moves forward, running every job that falls due on the way; resolves when they are done. */
  advanceTo(to: Date): Promise<void>;
  nextJob(): Promise<NextJob | null>;
  /** The next workday at 08:00 in the zone, always after now. */
  nextWorkdayMorning(): Promise<Date>;
}

/** How a client asks the clock to move. */
export type ClockMove = { by: '1d' | '1w' | 'next-job' | 'next-workday' } | { to: Date };

const DAY_MS = 24 * 60 * 60 * 1000;
/** A longer way would run more jobs than one answer can wait for. */
const MAX_DAYS = 366;

async function target(clock: SandboxClock, move: ClockMove): Promise<Date> {
  if ('to' in move) return move.to;
  if (move.by === '1d') return new Date(clock.now().getTime() + DAY_MS);
  if (move.by === '1w') return new Date(clock.now().getTime() + 7 * DAY_MS);
  if (move.by === 'next-workday') return clock.nextWorkdayMorning();
  const job = await clock.nextJob();
  if (!job) throw new ApiError('noNextJob');
  return job.at;
}

/** Moves the clock forward. Throws ApiError('noNextJob' | 'clockBackwards' | 'clockTooFar'). */
export async function moveClock(clock: SandboxClock, move: ClockMove): Promise<void> {
  const to = await target(clock, move);
  const ahead = to.getTime() - clock.now().getTime();
  // A job may have fallen due while it was looked up: that is no way back.
  if (ahead < 0 && 'to' in move) throw new ApiError('clockBackwards');
  if (ahead > MAX_DAYS * DAY_MS) throw new ApiError('clockTooFar');
  await clock.advanceTo(to);
}
