import { UNITS_PER_POSTER } from '../boardPosters.js';
import type { BoardPosterData } from './pictures/boardPoster.js';

/** The part of a list that stands on a page: its head is repeated when the list goes on. */
function part<T>(rows: readonly T[], from: number, offset: number): T[] {
  return rows.slice(Math.max(0, from - offset), Math.max(0, from + UNITS_PER_POSTER - offset));
}

/** What a page says of itself. `places` are those of the units on it that stand on neither list, in order. */
export interface PageWords {
  pageOf(page: number, pages: number): string;
  middleHeading(places: readonly string[]): string;
}

/** Cuts a poster into pages of 60 units: red, black, the middle, and who was not ranked. Figures stand on the first. */
export const boardPages = {
  /** How many pages a number of units needs; at least 1. */
  count: (units: number): number => Math.max(1, Math.ceil(units / UNITS_PER_POSTER)),
  /** One page, counted from 1; its number is left out when there is one page only. */
  page(data: BoardPosterData, page: number, { pageOf, middleHeading }: PageWords): BoardPosterData {
    const { red, black, middle, notRanked } = data;
    const sizes = [
      red?.rows.length ?? 0,
      black?.rows.length ?? 0,
      middle?.cells.length ?? 0,
      notRanked?.names.length ?? 0,
    ];
    const pages = boardPages.count(sizes.reduce((a, b) => a + b, 0));
    const offsets = sizes.map((_, index) => sizes.slice(0, index).reduce((a, b) => a + b, 0));
    const from = (page - 1) * UNITS_PER_POSTER;
    const cut = <T>(rows: readonly T[], section: number): T[] => part(rows, from, offsets[section] ?? 0);
    const list = (each: BoardPosterData['red'], section: number): BoardPosterData['red'] => {
      if (!each) return null;
      const rows = cut(each.rows, section);
      return rows.length > 0 || (page === 1 && each.rows.length === 0) ? { ...each, rows } : null;
    };
    const cells = middle ? cut(middle.cells, 2) : [];
    const names = notRanked ? cut(notRanked.names, 3) : [];
    return {
      ...data,
      pageWords: pages > 1 ? pageOf(page, pages) : '',
      total: page === 1 ? data.total : null,
      red: list(red, 0),
      black: list(black, 1),
      middle: middle && cells.length > 0 ? { heading: middleHeading(cells.map((each) => each.place)), cells } : null,
      notRanked: notRanked && names.length > 0 ? { ...notRanked, names } : null,
    };
  },
};
