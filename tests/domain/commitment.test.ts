import { describe, expect, it } from 'vitest';
import { standingOf } from '../../domain/commitment.js';

describe('a commitment', () => {
  it.each([
    ['closed', '2026-09-03', '2026-09-03', '2026-09-06', 'kept'],
    ['closed', '2026-09-03', '2026-09-04', '2026-09-06', 'late'],
    ['closed', '2026-09-03', '2026-09-08', '2026-09-06', 'missed'],
    ['open', '2026-09-03', null, '2026-09-06', 'missed'],
    ['open', '2026-09-06', null, '2026-09-06', 'open'],
    ['exempt', '2026-09-03', null, '2026-09-06', 'exempt'],
  ])('to an item that is %s, due %s and done %s, is on %s: %s', (status, dueOn, doneOn, on, standing) => {
    expect(standingOf({ status, dueOn, doneOn }, on)).toBe(standing);
  });
});
