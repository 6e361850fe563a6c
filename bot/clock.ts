import { UserError } from '../domain/userError.js';

/** What time it is, as a UTC instant. Everything that needs "now" gets it from here. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that can be moved forward, for the sandbox and for tests. It runs on from wherever it was moved to. */
export interface MovableClock extends Clock {
  /** Sets where the clock starts, also backwards: only for an empty sandbox, in which nothing has happened yet. */
  startAt(instant: Date): void;
  /** Moves to an instant and runs on from there (stays there while frozen). Throws UserError('clockBackwards') for an earlier one. */
  moveTo(instant: Date): void;
  /** Moves to an instant and stands still there until thaw(). Throws UserError('clockBackwards') for an earlier one. */
  freezeAt(instant: Date): void;
  /** Stands still now until thaw(). @returns the instant at which it stands */
  freeze(): Date;
  /** Runs on from the instant at which it stood. Does nothing while it runs. */
  thaw(): void;
}

export interface MovableClockOptions {
  /** How far it is ahead of the system's clock, in ms; kept by whoever wants a restart to go on from there. */
  offsetMs?: number;
  /** Called after every move, with the new offset in ms. */
  onMove?: (offsetMs: number) => void;
  /** The clock it is ahead of. */
  system?: Clock;
}

/** A clock that shows the system's time plus an offset, which only grows. */
export function movableClock({ offsetMs = 0, onMove, system = systemClock }: MovableClockOptions = {}): MovableClock {
  let offset = offsetMs;
  let frozenAt: Date | null = null;
  const now = () => frozenAt ?? new Date(system.now().getTime() + offset);

  function move(instant: Date): void {
    if (instant.getTime() < now().getTime()) throw new UserError('clockBackwards');
    set(instant);
  }

  function set(instant: Date): void {
    if (frozenAt) frozenAt = instant;
    offset = instant.getTime() - system.now().getTime();
    onMove?.(offset);
  }

  return {
    now,
    startAt: set,
    moveTo: move,
    freezeAt(instant) {
      move(instant);
      frozenAt = instant;
    },
    freeze() {
      frozenAt = now();
      return frozenAt;
    },
    thaw() {
      if (!frozenAt) return;
      offset = frozenAt.getTime() - system.now().getTime();
      frozenAt = null;
      onMove?.(offset);
    },
  };
}
