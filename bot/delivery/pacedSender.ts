import type { Clock } from '../clock.js';
import type { SendOutcome } from '../port.js';
import type { Sender } from './deliver.js';
import type { Pace } from './pace.js';
import type { Sending } from './throttle.js';

/** Waits in real time, at least a millisecond. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(1, ms)));

/**
 * A platform's sender for one message that has its place in the pace: it waits for that place while the clock runs, and
 * holds the message back when the whole platform was told to pause meanwhile.
 * @param onTrouble called when the message did not simply go: recording that may write more messages
 */
export function pacedSender(
  { port, pace }: { port: Sender; pace: Pace },
  sending: Sending,
  clock: Pick<Clock, 'now'>,
  onTrouble: () => void,
): Sender {
  const nowMs = () => clock.now().getTime();
  return {
    capabilities: port.capabilities,
    async send(outgoing) {
      for (let wait = pace.waitFor(sending, nowMs()); wait > 0; wait = pace.waitFor(sending, nowMs())) {
        const before = nowMs();
        await pause(wait);
        if (nowMs() === before) break;
      }
      // Another chat may have been told meanwhile that everybody must wait.
      const pausedMs = pace.pausedUntil - nowMs();
      if (pausedMs > 0) return { kind: 'retry', afterMs: pausedMs, scope: 'platform', error: 'paused' };
      pace.begin(sending, nowMs());
      let outcome: SendOutcome | null = null;
      try {
        outcome = await port.send(outgoing);
      } finally {
        if (outcome?.kind !== 'sent' || outcome.degraded) onTrouble();
      }
      pace.answered(sending, nowMs(), outcome.kind === 'sent' ? (outcome.calls ?? 1) : 1);
      return outcome;
    },
  };
}
