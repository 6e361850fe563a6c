import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forget, type Sending, waitMs } from '../../bot/delivery/throttle.js';
import type { LimitRule } from '../../bot/port.js';

const perChat: LimitRule = { scope: 'chat', count: 1, perMs: 1_000 };
const perGroup: LimitRule = { scope: 'group', count: 3, perMs: 60_000 };
const overall: LimitRule = { scope: 'platform', count: 5, perMs: 1_000 };
const person = { chat: 'p', group: false };
const group = { chat: 'g', group: true };
const sent = (target: { chat: string; group: boolean }, ...at: number[]): Sending[] =>
  at.map((ms) => ({ ...target, at: ms }));

describe('the throttle', () => {
  test('lets the first message go at once', () => {
    expect(waitMs([perChat, perGroup, overall], [], group, 0)).toBe(0);
  });

  test('makes the next one to the same chat wait for the rest of the window, and no other chat', () => {
    const history = sent(person, 10_000);
    expect(waitMs([perChat], history, person, 10_300)).toBe(700);
    expect(waitMs([perChat], history, person, 11_000)).toBe(0);
    expect(waitMs([perChat], history, group, 10_300)).toBe(0);
  });

  test('counts a group’s rule in groups only', () => {
    expect(waitMs([perGroup], sent(group, 0, 10, 20), group, 50)).toBe(59_950);
    expect(waitMs([perGroup], sent(person, 0, 10, 20), person, 50)).toBe(0);
  });

  test('counts the platform’s rule over all chats', () => {
    const history = [0, 100, 200, 300, 400].flatMap((at, index) => sent({ chat: `c${index}`, group: false }, at));
    expect(waitMs([overall], history, person, 500)).toBe(500);
    expect(waitMs([overall], history.slice(1), person, 500)).toBe(0);
  });

  test('obeys the strictest of several rules', () => {
    expect(waitMs([perChat, perGroup], sent(group, 0, 10, 20), group, 900)).toBe(59_100);
  });

  test('whoever waits as told never breaks a rule, and what is forgotten changes nothing', () => {
    const rules = [perChat, perGroup, overall];
    const targets = fc.array(fc.constantFrom(person, group, { chat: 'q', group: false }, { chat: 'h', group: true }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(targets, (queue) => {
        let now = 0;
        let history: Sending[] = [];
        const all: Sending[] = [];
        for (const target of queue) {
          expect(waitMs(rules, forget(rules, history, now), target, now)).toBe(waitMs(rules, all, target, now));
          now += waitMs(rules, history, target, now);
          history = [...forget(rules, history, now), { ...target, at: now }];
          all.push({ ...target, at: now });
        }
        for (const rule of rules)
          for (const { at, chat } of all) {
            const window = all.filter((each) => each.at > at - rule.perMs && each.at <= at);
            const counted = window.filter(
              (each) => rule.scope === 'platform' || (each.chat === chat && (rule.scope === 'chat' || each.group)),
            );
            expect(counted.length).toBeLessThanOrEqual(rule.count);
          }
      }),
    );
  });
});
