import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOARD_RULES, rankUnits } from '../../domain/board.js';
import type { UnitScore } from '../../domain/score.js';

const scored = (unitId: number, totalCenti: number | null, changes: Partial<UnitScore> = {}): UnitScore => ({
  unitId,
  sortOrder: unitId,
  totalCenti,
  cause: totalCenti === null ? 'nothingDue' : null,
  dimensions: [],
  entries: [],
  sampleSize: 10,
  smallSample: false,
  adverse: 4,
  exempted: [],
  ...changes,
});
/** Units 1, 2, 3 … with these totals. */
const units = (...totals: (number | null)[]) => totals.map((total, index) => scored(index + 1, total));
const listOf = (scores: UnitScore[], list: string) =>
  rankUnits(scores)
    .lines.filter((line) => line.list === list)
    .map((line) => line.unitId);

const TEN = units(10_000, 9900, 9800, 9700, 9600, 9500, 9400, 9300, 9200, 9100);

describe('a board', () => {
  it('praises the first five and criticises the last three', () => {
    expect(listOf(TEN, 'red')).toEqual([1, 2, 3, 4, 5]);
    expect(listOf(TEN, 'middle')).toEqual([6, 7]);
    expect(listOf(TEN, 'black')).toEqual([8, 9, 10]);
  });

  it('gives the same score the same place and leaves the next place out', () => {
    const { lines } = rankUnits(units(9000, 9500, 9500, 9000, 8000));
    expect(lines.map(({ unitId, place, tie }) => [unitId, place, tie])).toEqual([
      [2, 1, true],
      [3, 1, true],
      [1, 3, true],
      [4, 3, true],
      [5, 5, false],
    ]);
  });

  it('takes ties at the edge onto the red list and onto the black list', () => {
    const scores = units(9900, 9800, 9700, 9600, 9500, 9500, 9000, 8000, 8000, 7000, 6000);
    expect(listOf(scores, 'red')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(listOf(scores, 'black')).toEqual([8, 9, 10, 11]);
  });

  it('never criticises a unit that it praises', () => {
    expect(listOf(units(9000, 8500, 8000), 'black')).toEqual([]);
    const six = rankUnits(units(9000, 8800, 8600, 8400, 8200, 4000));
    expect(six.lines.filter(({ list }) => list === 'black').map(({ unitId }) => unitId)).toEqual([6]);
    expect(six.lines.map(({ spared }) => spared)).toEqual([null, null, null, 'red', 'red', null]);
  });

  it('praises nobody below 80 points, however few units there are', () => {
    expect(listOf(units(9000, 0), 'red')).toEqual([1]);
    expect(listOf(units(7900, 7800), 'red')).toEqual([]);
  });

  it('never criticises a unit that lost nothing', () => {
    const scores = [...units(10_200, 10_100, 10_100, 10_100, 10_100), ...[6, 7].map((id) => scored(id, 10_000))];
    expect(listOf(scores, 'black')).toEqual([]);
    expect(rankUnits(scores).lines.at(-1)).toMatchObject({ list: 'middle', spared: 'perfect' });
  });

  it('has no black list when all tie, and a red one only when all are perfect', () => {
    const low = rankUnits(units(...Array(8).fill(6000)));
    expect(new Set(low.lines.map(({ list }) => list))).toEqual(new Set(['middle']));
    expect(low.lines[0]).toMatchObject({ place: 1, tie: true, spared: 'allTie' });
    expect(listOf(units(...Array(8).fill(10_000)), 'red')).toHaveLength(8);
  });

  it('leaves small samples and single records off the black list, and puts nobody in their stead', () => {
    const scores = [...TEN.slice(0, 8), scored(9, 9200, { smallSample: true }), scored(10, 9100, { adverse: 1 })];
    const { lines } = rankUnits(scores);
    expect(lines.filter(({ list }) => list === 'black').map(({ unitId }) => unitId)).toEqual([8]);
    expect(lines.slice(-2).map(({ spared }) => spared)).toEqual(['smallSample', 'singleRecord']);
    expect(lines.at(-2)?.smallSample).toBe(true);
  });

  it('lists units with nothing to judge apart, with the cause', () => {
    const { lines, notRanked } = rankUnits([scored(3, null), scored(1, 9000), scored(2, null, { cause: 'allExempt' })]);
    expect(lines.map(({ unitId, list, tie }) => [unitId, list, tie])).toEqual([[1, 'red', false]]);
    expect(notRanked).toEqual([
      { unitId: 2, cause: 'allExempt' },
      { unitId: 3, cause: 'nothingDue' },
    ]);
    expect(rankUnits([])).toEqual({ lines: [], notRanked: [] });
  });

  it('tells the change against the board before', () => {
    const previous = new Map([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    const { lines } = rankUnits(units(9900, 9800, 9700, 9600), DEFAULT_BOARD_RULES, previous);
    expect(lines.map(({ change }) => change)).toEqual([
      { kind: 'up', by: 2 },
      { kind: 'same', by: 0 },
      { kind: 'down', by: 2 },
      { kind: 'new', by: 0 },
    ]);
  });

  it('counts places among the units that both boards rank: who stays last has not gained', () => {
    const previous = new Map([1, 2, 3, 4, 5].map((unitId) => [unitId, unitId]));
    const changes = (scores: UnitScore[]) =>
      rankUnits(scores, DEFAULT_BOARD_RULES, previous).lines.map(({ unitId, change }) => [
        unitId,
        change.kind,
        change.by,
      ]);
    expect(changes(units(null, null, 9900, null, 9800))).toEqual([
      [3, 'same', 0],
      [5, 'same', 0],
    ]);
    expect(changes([...units(9000, null, 9900, null, 9800), scored(6, 9950)])).toEqual([
      [6, 'new', 0],
      [3, 'up', 1],
      [5, 'up', 1],
      [1, 'down', 2],
    ]);
  });

  it('can have no black list at all', () => {
    expect(rankUnits(TEN, { redSize: 5, blackSize: 0, redFrom: 0 }).lines.some(({ list }) => list === 'black')).toBe(
      false,
    );
  });
});

describe('for all scores', () => {
  const anyScores = fc
    .array(
      fc.record({
        totalCenti: fc.option(fc.oneof(fc.integer({ min: 9990, max: 10_005 }), fc.nat(10_500))),
        smallSample: fc.boolean(),
        adverse: fc.nat(4),
      }),
      { maxLength: 40 },
    )
    .map((list) => list.map(({ totalCenti, ...rest }, index) => scored(index + 1, totalCenti, rest)));

  it('places follow the scores, whatever order they come in', () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        const ranking = rankUnits(scores);
        expect(rankUnits([...scores].reverse())).toEqual(ranking);
        expect(ranking.lines.length + ranking.notRanked.length).toBe(scores.length);
        for (const line of ranking.lines) {
          expect(line.place).toBe(ranking.lines.filter((other) => other.totalCenti > line.totalCenti).length + 1);
          expect(line.tie).toBe(ranking.lines.filter((other) => other.totalCenti === line.totalCenti).length > 1);
        }
      }),
    );
  });

  it('nobody stands on the black list without two records against them, and nobody better than one on it does not', () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        const { lines } = rankUnits(scores);
        const black = lines.filter((line) => line.list === 'black');
        for (const line of black) {
          const own = scores.find(({ unitId }) => unitId === line.unitId);
          expect(own?.smallSample).toBe(false);
          expect(own?.adverse).toBeGreaterThanOrEqual(2);
          expect(line.totalCenti).toBeLessThan(10_000);
          for (const worse of lines.filter((other) => other.totalCenti <= line.totalCenti)) {
            expect(worse.list === 'black' || worse.spared !== null).toBe(true);
          }
        }
        for (const red of lines.filter((line) => line.list === 'red')) {
          for (const better of lines.filter((other) => other.totalCenti >= red.totalCenti))
            expect(better.list).toBe('red');
        }
      }),
    );
  });
});
