/** When a campaign speaks of itself on workdays, 'HH:MM' in its zone. */
export interface CampaignTimes {
  /** The morning bundle. */
  warning: string;
  /** The leaders' digest. */
  digest: string;
  /** Publication of an approved board. */
  board: string;
}

/** The times of jobs that a campaign does not set: not on a full or half hour, when everybody else's messages go out. */
export const DEFAULT_TIMES: CampaignTimes = { warning: '08:40', digest: '08:46', board: '15:42' };

/** People are not spoken to before and after this (the default quiet hours). */
const EARLIEST = '08:00';
const LATEST = '19:59';
/** Approval of a board is asked for from 12:04 on. */
const BOARD_FROM = '12:10';
/** Report rounds are opened, and late reports chased, this many minutes before the bundle that tells of them. */
const ROUNDS_BEFORE = 24;
const CHASES_BEFORE = 14;
const FILINGS_BEFORE = 12;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const cronAt = (minutes: number): string => `${minutes % 60} ${Math.floor(minutes / 60)} * * *`;

/** What is wrong with times; null when nothing is. The digest tells what the bundle told, so it does not come before it. */
export function timesFault({
  warning,
  digest,
  board,
}: CampaignTimes): 'timesQuiet' | 'timesOrder' | 'timesBoard' | null {
  if ([warning, digest, board].some((time) => time < EARLIEST || time > LATEST)) return 'timesQuiet';
  if (digest < warning) return 'timesOrder';
  return board < BOARD_FROM ? 'timesBoard' : null;
}

/** Cron expressions of the jobs whose time differs from the default, by job name. What the bundle tells of moves with it. */
export function schedulesOf(times: CampaignTimes): Record<string, string> {
  const schedules: Record<string, string> = {};
  if (times.warning !== DEFAULT_TIMES.warning) {
    const at = minutesOf(times.warning);
    schedules.openReportRounds = cronAt(at - ROUNDS_BEFORE);
    schedules.chaseReports = cronAt(at - CHASES_BEFORE);
    schedules.chaseFilings = cronAt(at - FILINGS_BEFORE);
    schedules.warnDeadlines = cronAt(at);
  }
  if (times.digest !== DEFAULT_TIMES.digest) schedules.morningDigest = cronAt(minutesOf(times.digest));
  if (times.board !== DEFAULT_TIMES.board) schedules.publishApprovedBoard = cronAt(minutesOf(times.board));
  return schedules;
}
