import { expect, it } from 'vitest';
import { clearanceOf } from '../../domain/clearance.js';

const TODAY = '2026-09-10';

it('is cleared of all that are due, counting what was cleared ahead of its time', () => {
  const problems = [
    { status: 'closed', dueOn: '2026-09-01' },
    { status: 'closed', dueOn: '2026-09-30' },
    { status: 'open', dueOn: TODAY },
    { status: 'open', dueOn: '2026-09-11' },
    { status: 'exempt', dueOn: '2026-09-01' },
  ];
  expect(clearanceOf(problems, TODAY)).toEqual({ due: 3, cleared: 2, open: 2, basisPoints: 6666 });
});

it('counts what waits for its close-out as not cleared', () => {
  expect(clearanceOf([{ status: 'closeOutRequested', dueOn: '2026-09-01' }], TODAY).basisPoints).toBe(0);
});

it('has no rate while nothing is due', () => {
  expect(clearanceOf([{ status: 'open', dueOn: '2026-12-01' }], TODAY)).toEqual({
    due: 0,
    cleared: 0,
    open: 1,
    basisPoints: null,
  });
});
