import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../domain/userError.js';
import { ledgerSpec } from '../../../services/documents/ledgerSheet.js';
import type { ImportReference } from '../../../services/documents/tables/importTypes.js';
import { readImport } from '../../../services/documents/tables/readImport.js';
import { readTable } from '../../../services/documents/tables/readTable.js';
import { writeWorkbook } from '../../../services/documents/workbooks/writeWorkbook.js';
import { changesOf, indexLedger } from '../../../services/imports/compareLedger.js';
import type { KnownItem } from '../../../services/imports/knownLedger.js';
import { merge, workbook } from '../../support/sheets.js';
import { unzip, zip } from '../../support/zip.js';

const UNITS = [
  { id: 1, name: '省教育厅', shortName: '教育厅' },
  { id: 2, name: '省工业和信息化厅', shortName: '工信厅' },
  { id: 3, name: '青岭州', shortName: '青岭' },
];
const REFERENCE: ImportReference = { units: UNITS, referenceOn: '2026-09-07', endsOn: '2026-12-31', corrections: [] };
const read = (bytes: Uint8Array, name = '台账.xlsx') =>
  readImport({ bytes, name, reference: REFERENCE, choices: {}, hidden: false });

/** Texts as people write and as nobody should: Chinese, formulas, line ends, control characters, signs of every plane. */
const cellText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\n',
      '"',
      "'",
      ',',
      '<',
      '&',
      ';',
      '_x000D_',
      '｜',
      '\\',
      '%',
      ' ',
      '　',
      '督',
      '𬭚',
      '9',
    ),
    maxLength: 20,
  }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const day = fc
  .integer({ min: 0, max: 800 })
  .map((n) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));

const item = (id: number): fc.Arbitrary<KnownItem> =>
  fc
    .record({
      title: cellText.filter((text) => text.replace(/[^\P{Cc}\n\t]|[\u200B\uFEFF]/gu, '').trim() !== ''),
      kind: fc.constantFrom('matter', 'problem', 'directive'),
      tag: cellText,
      supervisionClass: fc.constantFrom('major', 'special', 'routine'),
      source: fc.constantFrom('plan', 'meeting', 'directive', 'inspection', 'complaint'),
      leadUnitId: fc.constantFrom(1, 2, 3),
      responsiblePerson: cellText,
      task: cellText,
      measures: cellText,
      target: cellText,
      standard: cellText,
      safeguard: cellText,
      consequence: cellText,
      status: fc.constantFrom('open', 'closed', 'exempt'),
      percent: fc.integer({ min: 0, max: 100 }),
      supporting: fc.subarray([1, 2, 3]),
      milestones: fc.array(
        fc.record({ name: cellText, standard: cellText, dueOn: day, percent: fc.integer({ min: 1, max: 99 }) }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ milestones, ...rest }) => {
      const percents = [...new Set(milestones.slice(1).map((each) => each.percent))].sort((a, b) => a - b);
      const kept = milestones.slice(0, percents.length + 1);
      return {
        ...rest,
        id,
        itemNo: `XM-${String(id).padStart(3, '0')}`,
        supporting: rest.supporting.filter((unit) => unit !== rest.leadUnitId),
        dueOn: kept.at(-1)?.dueOn ?? '',
        milestones: kept.map((each, position) => ({
          ...each,
          id: position,
          position,
          status: 'open',
          percent: percents[position] ?? 100,
        })),
      };
    });

describe('export, then import', () => {
  it('is the identity: every row comes back unchanged, whatever the ledger holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(item(1), item(2), item(3)), async (items) => {
        const sheet = ledgerSpec(items, UNITS, '2026-09-07', '2026-09-14');
        const bytes = await writeWorkbook({ title: 't', font: 'Arial', sheets: [sheet], listSheet: '字典' });
        const reading = await read(bytes);
        expect(reading.rows.flatMap((row) => row.problems)).toEqual([]);
        const index = indexLedger(items);
        const ids = new Map(UNITS.map((unit) => [unit.name, unit.id]));
        const changes = reading.rows.map((row) => {
          if (row.kind !== 'ledger') return 'no ledger row';
          const known = index.find(row, ids.get(row.leadUnit));
          return known ? changesOf(row, known, (name) => ids.get(name)) : 'not found';
        });
        expect(changes).toEqual([[], [], []]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('any cell’s text survives the round trip to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          cellText.filter((text) => text !== '' && !/\p{Cs}/u.test(text)),
          { minLength: 1, maxLength: 30 },
        ),
        async (texts) => {
          const sheet = {
            name: 'S',
            title: null,
            columns: [{ header: 'H', width: 9 }],
            rows: texts.map((text) => [text]),
            toneColumn: -1,
            tones: [],
          };
          const bytes = await writeWorkbook({ title: 't', font: 'Arial', sheets: [sheet], listSheet: 'L' });
          const [raw] = await readTable(bytes, 'x.xlsx');
          expect(raw?.rows.slice(1).map((row) => row[0])).toEqual(texts);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  it('holds no formula, also where a text begins like one', async () => {
    const sheet = {
      name: 'S',
      title: null,
      columns: [{ header: 'H', width: 9 }],
      rows: [['=1+1'], ['+86'], ['-5'], ['@x']],
      toneColumn: -1,
      tones: [],
    };
    const files = unzip(await writeWorkbook({ title: 't', font: 'Arial', sheets: [sheet], listSheet: 'L' }));
    const xml = [...files].filter(([name]) => name.includes('worksheets/')).map(([, data]) => data.toString());
    expect(xml.join('')).not.toMatch(/<f[ >]/);
  });
});

describe('1,000 mutated workbooks', () => {
  it('are read or refused with words, and never crash the importer', async () => {
    const good = await workbook({
      name: '台账',
      rows: [
        ['台账'],
        ['事项', '责任单位', '办结时间'],
        ['甲', '省教育厅', '2026.10.1'],
        ['乙', '青岭州、教育厅', 46300],
        ['注：无'],
      ],
      merges: [merge(0, 0, 0, 2)],
      hiddenRows: [3],
    });
    const files = unzip(good);
    const names = [...files.keys()];
    const spoil = (data: Buffer, [at, what, length]: [number, number, number]): Buffer => {
      const from = at % Math.max(1, data.length);
      const cut = Buffer.from(data);
      if (what < 256) cut[from] = what;
      if (what < 300) return cut;
      if (what < 350) return Buffer.concat([data.subarray(0, from), data.subarray(from + length)]);
      if (what < 400)
        return Buffer.concat([data.subarray(0, from), data.subarray(from, from + length), data.subarray(from)]);
      return data.subarray(0, from);
    };
    const refused: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(420), fc.integer({ min: 1, max: 60 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (inside, damages) => {
          let bytes: Uint8Array = good;
          if (inside) {
            const spoilt = new Map(files);
            for (const damage of damages) {
              const name = names[damage[0] % names.length] ?? '';
              spoilt.set(name, spoil(spoilt.get(name) ?? Buffer.alloc(0), damage));
            }
            bytes = zip(spoilt);
          } else for (const damage of damages) bytes = spoil(Buffer.from(bytes), damage);
          try {
            const reading = await read(bytes);
            expect(reading.rows.length).toBeLessThan(100);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            refused.push(error.code);
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(refused.length).toBeGreaterThan(100);
    expect(refused.length).toBeLessThan(1000);
  }, 120_000);

  it('a bomb is refused before it is unpacked', async () => {
    const bomb = zip(new Map([['xl/worksheets/sheet1.xml', new Uint8Array(1000)]]), 1_000_000_000);
    await expect(read(bomb)).rejects.toThrow(new UserError('tableBomb'));
    await expect(read(new Uint8Array(11 * 1024 * 1024))).rejects.toThrow(new UserError('fileTooLarge', { maxMiB: 10 }));
  });
});
