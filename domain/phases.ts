import { addDays, type Calendar, type Day, daysBetween } from './calendar.js';

/** 阶段 of a campaign: both days belong to it. */
export interface PhaseSpan {
  name: string;
  startsOn: Day;
  endsOn: Day;
}

/** What is wrong with a list of phases: the code of a phrase and what it names. */
export interface PhaseFault {
  code: 'phaseBackwards' | 'phaseOutside' | 'phaseOverlap' | 'phaseTwice';
  params: Record<string, string>;
}

/** A campaign shorter than this many calendar days is one phase; twice as long or more, it has the usual three. */
const ONE_PHASE_DAYS = 21;
/** How a campaign's days are shared out between finding faults, mending them and holding what was reached, in percent. */
const SHARES: Record<number, readonly number[]> = { 1: [100], 2: [30, 70], 3: [20, 50, 30] };

/** Sensible phases for a campaign: one, two or three spans without a gap, from its first day to its last. */
export function proposeSpans(startsOn: Day, endsOn: Day): { startsOn: Day; endsOn: Day }[] {
  const days = daysBetween(startsOn, endsOn) + 1;
  const count = days < ONE_PHASE_DAYS ? 1 : days < 2 * ONE_PHASE_DAYS ? 2 : 3;
  const spans: { startsOn: Day; endsOn: Day }[] = [];
  let from = startsOn;
  let share = 0;
  for (const each of SHARES[count] ?? []) {
    share += each;
    const to = share === 100 ? endsOn : addDays(startsOn, Math.round((days * share) / 100) - 1);
    spans.push({ startsOn: from, endsOn: to });
    from = addDays(to, 1);
  }
  return spans;
}

/**
 * What is wrong with phases of a campaign, null when nothing is: each within the campaign, begun before it ends, under a
 * name of its own, and after the one before (the day on which one ends may be the day on which the next begins).
 */
export function phaseFault(phases: readonly PhaseSpan[], startsOn: Day, endsOn: Day): PhaseFault | null {
  const ordered = phases.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  for (const [at, phase] of ordered.entries()) {
    const { name } = phase;
    if (phase.endsOn < phase.startsOn) return { code: 'phaseBackwards', params: { name } };
    if (phase.startsOn < startsOn || phase.endsOn > endsOn)
      return { code: 'phaseOutside', params: { name, startsOn, endsOn } };
    const before = ordered[at - 1];
    if (before && phase.startsOn < before.endsOn)
      return {
        code: 'phaseOverlap',
        params: { name, before: before.name, startsOn: phase.startsOn, beforeEndsOn: before.endsOn },
      };
    if (ordered.slice(0, at).some((other) => other.name === name)) return { code: 'phaseTwice', params: { name } };
  }
  return null;
}

/** The phase that a day belongs to: of those that have begun the last, as long as it has not ended; else null. */
export function phaseOn<P extends PhaseSpan>(phases: readonly P[], on: Day): P | null {
  const begun = phases.filter((phase) => phase.startsOn <= on).toSorted((a, b) => (a.startsOn < b.startsOn ? 1 : -1));
  const [last] = begun;
  return last && last.endsOn >= on ? last : null;
}

/** A phase is still announced this many workdays after its first one, when the morning itself was missed. */
const LATE_WORKDAYS = 2;

/**
 * The phase to announce on a day, null when there is none: the last that has begun, from its first workday on. One that
 * began longer ago is no news any more.
 */
export function phaseToAnnounce<P extends PhaseSpan>(phases: readonly P[], on: Day, calendar: Calendar): P | null {
  const phase = phaseOn(phases, on);
  if (!phase) return null;
  const firstOn = calendar.nextWorkday(phase.startsOn);
  return firstOn <= on && calendar.workdaysBetween(firstOn, on) <= LATE_WORKDAYS ? phase : null;
}
