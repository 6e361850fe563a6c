/** Where a unit stood: centi-points, place and list; nulls when it was not ranked. */
export interface Standing {
  totalCenti: number | null;
  place: number | null;
  list: string;
}

/** What changed in a unit's line between two reckonings of one board. */
export interface BoardLineChange {
  unitId: number;
  unit: string;
  from: Standing;
  to: Standing;
}

interface Row extends Standing {
  unitId: number;
  unit: string;
}

const NOWHERE: Standing = { totalCenti: null, place: null, list: 'notRanked' };
const standing = ({ totalCenti, place, list }: Standing): Standing => ({ totalCenti, place, list });
const differs = (a: Standing, b: Standing) => a.totalCenti !== b.totalCenti || a.place !== b.place || a.list !== b.list;

/** Lines that changed, those whose points changed first, then by the place they have now. */
export function lineChanges(before: readonly Row[], after: readonly Row[]): BoardLineChange[] {
  const old = new Map(before.map((row) => [row.unitId, row]));
  const now = new Map(after.map((row) => [row.unitId, row]));
  const rows = [...after, ...before.filter((row) => !now.has(row.unitId))];
  return rows
    .map(({ unitId, unit }) => ({
      unitId,
      unit,
      from: standing(old.get(unitId) ?? NOWHERE),
      to: standing(now.get(unitId) ?? NOWHERE),
    }))
    .filter(({ from, to }) => differs(from, to))
    .sort((a, b) => {
      const [first, second] = [a, b].map(({ from, to }) => (from.totalCenti === to.totalCenti ? 1 : 0));
      return (first ?? 0) - (second ?? 0) || (a.to.place ?? 1e9) - (b.to.place ?? 1e9) || a.unitId - b.unitId;
    });
}
