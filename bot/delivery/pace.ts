import type { LimitRule } from '../port.js';
import { forget, type Sending, waitMs } from './throttle.js';

/**
 * How fast one platform may be written to: what was sent and what is planned, weighed against its rules. A message counts
 * from its answer on, because the platform had it by then at the latest; while there is none it counts as sent just now.
 * All instants are ms since 1970.
 */
export interface Pace {
  /** Nothing may go before this instant. */
  pausedUntil: number;
  /** Brings the history up to `now`. To be called before weighing. */
  refresh(now: number): void;
  /** How long a message to this chat must wait. */
  wait(target: Pick<Sending, 'chat' | 'group'>, now: number): number;
  /** How long any message must wait because of the rules over all chats. */
  waitForAll(now: number): number;
  /** Sets a place aside for a message that goes at `at`. */
  plan(target: Pick<Sending, 'chat' | 'group'>, at: number): Sending;
  /** How long a planned message must still wait, whatever was planned after it. */
  waitFor(planned: Sending, now: number): number;
  /** The planned message is being sent. */
  begin(planned: Sending, now: number): void;
  /** The answer is here; it took `calls` messages on the platform. */
  answered(planned: Sending, now: number, calls: number): void;
  /** The planned message does not go after all. */
  drop(planned: Sending): void;
}

/** The pace of a platform that nothing was sent to. */
export function createPace(rules: readonly LimitRule[]): Pace {
  const forAll = rules.filter((rule) => rule.scope === 'platform');
  const nobody = { chat: '', group: false };
  const flying = new Set<Sending>();
  let history: Sending[] = [];
  const inOrder = () => history.sort((a, b) => a.at - b.at);

  return {
    pausedUntil: 0,
    refresh(now) {
      for (const sending of flying) sending.at = now;
      history = forget(rules, history, now);
      inOrder();
    },
    wait: (target, now) => waitMs(rules, history, target, now),
    waitForAll: (now) => waitMs(forAll, history, nobody, now),
    plan(target, at) {
      const sending = { ...target, at };
      history.push(sending);
      inOrder();
      return sending;
    },
    waitFor(planned, now) {
      const before = history.filter((each) => each !== planned && each.at <= planned.at);
      return waitMs(rules, before, planned, now);
    },
    begin(planned, now) {
      planned.at = now;
      flying.add(planned);
    },
    answered(planned, now, calls) {
      planned.at = now;
      flying.delete(planned);
      for (let more = 1; more < calls; more++) history.push({ ...planned });
    },
    drop(planned) {
      flying.delete(planned);
      history = history.filter((each) => each !== planned);
    },
  };
}
