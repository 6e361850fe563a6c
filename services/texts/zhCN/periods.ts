import { type Period, periodFromKey } from '../../../domain/period.js';

/** '2026-Q3' → '2026年第3季度'. */
export const periodWords = (key: string): string => {
  const [, year = key, kind = '', number = ''] = /^(\d{4})(?:-([WQH]?)(\d+))?$/.exec(key) ?? [];
  if (number === '') return `${year}年`;
  if (kind === 'H') return `${year}年${number === '1' ? '上' : '下'}半年`;
  return `${year}年${kind === '' ? `${Number(number)}月` : `第${Number(number)}${kind === 'W' ? '周' : '季度'}`}`;
};

/** A period as people name it: '2026-Q3', 三季度, 2026年第3季度, 上半年, 2026; null when it is not understood. */
export function readPeriod(words: string, thisYear: number): Period | null {
  const exact = periodFromKey(words.trim().toUpperCase());
  if (exact) return exact;
  const plain = words
    .normalize('NFKC')
    .replace(/[\s年第度-]/g, '')
    .replace(/[一二三四]/g, (sign) => String('一二三四'.indexOf(sign) + 1));
  const [, year = String(thisYear), kind = ''] = /^(\d{4})?(Q?[1-4]季?|[上下]半)?$/i.exec(plain) ?? [];
  const quarter = /[1-4]/.exec(kind)?.[0];
  if (quarter) return periodFromKey(`${year}-Q${quarter}`);
  return kind === '' ? null : periodFromKey(`${year}-H${kind.startsWith('上') ? 1 : 2}`);
}
