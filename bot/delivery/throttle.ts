import type { LimitRule } from '../port.js';

/** A message that was handed to a platform: to which chat, and when (ms since 1970). */
export interface Sending {
  chat: string;
  group: boolean;
  at: number;
}

/**
 * How long a message must wait so that no rule of the platform is broken, in ms; 0 when it may go now. A window is open
 * at its end: a rule of 20 in 60,000 ms lets the 21st go 60,000 ms after the first.
 * @param rules the platform's, e.g. 20 per 60,000 ms in one group
 * @param history what was sent to this platform before, in order of time, at least as far back as the longest rule
 * @param now ms since 1970
 */
export function waitMs(
  rules: readonly LimitRule[],
  history: readonly Sending[],
  target: Pick<Sending, 'chat' | 'group'>,
  now: number,
): number {
  let wait = 0;
  for (const rule of rules) {
    if (rule.scope === 'group' && !target.group) continue;
    const oldest = nthNewest(rule, history, target.chat);
    if (oldest) wait = Math.max(wait, oldest.at + rule.perMs - now);
  }
  return wait;
}

/** The sending that must have left the window before another one fits into it. */
function nthNewest(rule: LimitRule, history: readonly Sending[], chat: string): Sending | undefined {
  if (rule.scope === 'platform') return history[history.length - rule.count];
  let left = rule.count;
  for (let index = history.length - 1; index >= 0; index--) {
    const sending = history[index] as Sending;
    if (sending.chat === chat && --left === 0) return sending;
  }
  return undefined;
}

/** How far back a platform's history must reach, in ms. */
export function longestWindowMs(rules: readonly LimitRule[]): number {
  return Math.max(0, ...rules.map((rule) => rule.perMs));
}

/** The part of a history that still matters at `now` (ms since 1970). */
export function forget(rules: readonly LimitRule[], history: readonly Sending[], now: number): Sending[] {
  const from = now - longestWindowMs(rules);
  return history.filter((sending) => sending.at > from);
}
