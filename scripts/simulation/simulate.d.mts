/** Figures of a run; the aims are 0, 0, 1, at most 3, at most 4. */
export interface Figures {
  weeks: number;
  people: number;
  messagesAtNight: number;
  messagesOnDaysOff: number;
  maxBundlesPerPersonPerDay: number;
  medianMessagesPerLiaisonPerWeek: number;
  medianTapsPerReport: number;
  reportsAsked: number;
  reportsOnTime: number;
  /** Wall time of the run. */
  seconds: number;
}

export function simulate(options: {
  dataDir: string;
  weeks: number;
  seed: number;
  plan: string;
  startsOn: string;
  progress?: (line: string) => void;
  databaseUrl?: string;
}): Promise<Figures>;
