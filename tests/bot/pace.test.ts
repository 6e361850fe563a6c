import { describe, expect, test } from 'vitest';
import { createPace } from '../../bot/delivery/pace.js';

const rules = [
  { scope: 'platform', count: 2, perMs: 1_000 },
  { scope: 'chat', count: 1, perMs: 3_000 },
] as const;
const chat = (name: string) => ({ chat: name, group: false });

describe('the pace of a platform', () => {
  test('counts a message from its answer on, however long the way was', () => {
    const pace = createPace(rules);
    const slow = pace.plan(chat('a'), 0);
    pace.begin(slow, 0);
    pace.begin(pace.plan(chat('b'), 0), 0);
    pace.refresh(700);
    expect(pace.waitForAll(700)).toBe(1_000);
    pace.answered(slow, 800, 1);
    pace.refresh(900);
    expect(pace.wait(chat('a'), 900)).toBe(2_900);
    expect(pace.waitForAll(900)).toBe(900);
  });

  test('a planned message waits for those before it, not for those that were planned after it', () => {
    const pace = createPace(rules);
    for (const name of ['a', 'b']) pace.plan(chat(name), 0);
    const third = pace.plan(chat('c'), 1_000);
    pace.plan(chat('d'), 1_000.5);
    expect(pace.waitFor(third, 600)).toBe(400);
    expect(pace.waitFor(third, 1_000)).toBe(0);
  });

  test('a message that does not go after all leaves its place, and one of several parts takes several', () => {
    const pace = createPace(rules);
    const first = pace.plan(chat('a'), 0);
    pace.drop(first);
    expect(pace.wait(chat('a'), 0)).toBe(0);
    const long = pace.plan(chat('a'), 0);
    pace.begin(long, 0);
    pace.answered(long, 10, 2);
    expect(pace.waitForAll(10)).toBe(1_000);
  });
});
