import { describe, expect, it } from 'vitest';
import type { LedgerRow, RosterRow } from '../../../services/documents/tables/importTypes.js';
import { readImport } from '../../../services/documents/tables/readImport.js';
import { columnLetters, headWords } from '../../../services/documents/tables/columns.js';
import { readMilestones, writeMilestones } from '../../../services/documents/tables/milestoneCell.js';
import { unitReader } from '../../../services/documents/tables/units.js';
import { merge, workbook } from '../../support/sheets.js';

const units = [
  { name: '省教育厅', shortName: '教育厅' },
  { name: '省文化和旅游厅', shortName: '文旅厅' },
  { name: '省财政厅', shortName: '财政厅' },
  { name: '青岭州', shortName: '青岭' },
];
const reference = { units, referenceOn: '2026-09-07', endsOn: '2026-12-31', corrections: [] };
const read = (bytes: Uint8Array, name = '台账.xlsx', choices = {}) =>
  readImport({ bytes, name, reference, choices, hidden: false });
const ledgerRows = async (...input: Parameters<typeof read>) => (await read(...input)).rows as LedgerRow[];

// 编号,事项,责任单位,时限 / A-1,校舍𬭚,教育厅,9月30日前 in GB18030; the rare character takes four bytes.
const gb18030 = Buffer.from(
  'b1e0bac52ccac2cfee2cd4f0c8ceb5a5cebb2ccab1cfde0a412d312cd0a3c9e19933aa342cbdccd3fdccfc2c39d4c23330c8d5c7b00a',
  'hex',
);

describe('a ledger as offices send it', () => {
  it('is read from UTF-8, UTF-16 and GB18030 text alike', async () => {
    const text = '编号,事项,责任单位,时限\nA-1,校舍,教育厅,9月30日前\n';
    const files = [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le'),
    ];
    for (const bytes of files)
      expect((await ledgerRows(bytes, '台账.csv'))[0]).toMatchObject({
        itemNo: 'A-1',
        title: '校舍',
        leadUnit: '省教育厅',
        dueOns: ['2026-09-30'],
      });
    const [row] = await ledgerRows(gb18030, '台账.csv');
    expect(row).toMatchObject({ itemNo: 'A-1', leadUnit: '省教育厅', dueOns: ['2026-09-30'] });
    expect(row?.title).toBe('校舍𬭚');
  });

  it('may use any of the usual words above its columns, in any order', async () => {
    for (const lead of ['责任单位', '牵头单位', '主责单位', '承办单位（盖章）'])
      for (const due of ['完成时限', '办结时间', '时间节点', '完成时限（年/月/日）']) {
        const [row] = await ledgerRows(
          await workbook({
            name: 'S',
            rows: [
              [due, lead, '重点任务'],
              ['2026.12.1', '青岭', '修路'],
            ],
          }),
        );
        expect(row).toMatchObject({ title: '修路', leadUnit: '青岭州', dueOns: ['2026-12-01'], problems: [] });
      }
  });

  it('holds days as serials, real dates and phrases', async () => {
    const cells = [
      46366,
      new Date(Date.UTC(2026, 11, 10)),
      '2026.12.10',
      '12月10日前',
      '2026年12月10日',
      '2026/12/10',
      '20个工作日内',
    ];
    const rows = await ledgerRows(
      await workbook({
        name: 'S',
        rows: [['事项', '责任单位', '完成时限'], ...cells.map((cell, index) => [`事${index}`, '教育厅', cell])],
      }),
    );
    expect(rows.map((row) => row.dueOns.at(-1))).toEqual([...cells.slice(0, 6).map(() => '2026-12-10'), '2026-10-10']);
    const [each] = await ledgerRows(
      await workbook({
        name: 'S',
        rows: [
          ['事项', '责任单位', '完成时限'],
          ['调度', '教育厅', '每季度'],
        ],
      }),
    );
    expect(each).toMatchObject({ dueOns: ['2026-09-30', '2026-12-31'], guessed: true });
  });

  it('gives several rows under one merged title to one item with several milestones', async () => {
    const bytes = await workbook({
      name: 'S',
      rows: [
        ['任务', '责任单位', '办结时间', '措施'],
        ['修路', '青岭', '2026-10-31', '路基'],
        [null, null, '2026-12-20', '路面'],
        ['建校', '教育厅', '2026-11-30', ''],
      ],
      merges: [merge(1, 0, 2, 0), merge(1, 1, 2, 1)],
    });
    const rows = await ledgerRows(bytes);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      title: '修路',
      dueOns: ['2026-10-31', '2026-12-20'],
      texts: { measures: '路基\n路面' },
    });
    expect(rows[1]?.row).toBe(4);
  });

  it('leaves out headings, sums, repeated heads and notes below the table', async () => {
    const head = ['序号', '任务', '责任单位', '办结时间'];
    const rows = [
      ['2026年台账'],
      head,
      ['一、民生'],
      [1, '甲', '教育厅', '2026-10-1'],
      head,
      ['合计', '1 项'],
      [2, '乙', '财政厅', '2026-10-1'],
      ['注：按月调度'],
      ['联系人：张三'],
    ];
    const reading = await read(await workbook({ name: 'S', rows }));
    expect(reading.rows.map((row) => row.row)).toEqual([4, 7]);
    expect(reading.sheets[0]).toMatchObject({ headerRow: 2, noteRows: 5 });
  });

  it('names what is wrong by sheet, row and column', async () => {
    const bytes = await workbook({
      name: '第一批',
      rows: [
        ['任务', '责任单位', '办结时间'],
        ['甲', '省交通厅', '尽快'],
        ['乙', '教育厅', '2026-10-1'],
        ['乙', '省教育厅', '2026-10-1'],
      ],
    });
    const rows = await ledgerRows(bytes);
    expect(rows[0]?.problems).toEqual([
      { column: '责任单位', cell: 'B2', code: 'unitUnknown', params: { words: '省交通厅' } },
      { column: '办结时间', cell: 'C2', code: 'dueUnclear', params: { words: '尽快' } },
    ]);
    expect(rows[2]?.problems).toMatchObject([{ code: 'duplicate', params: { row: 3, sheet: '第一批' } }]);
  });

  it('reads a column as the person says', async () => {
    const bytes = await workbook({
      name: 'S',
      rows: [
        ['任务', '责任单位', '办结时间', '怎么干'],
        ['甲', '教育厅', '2026-10-1', '三步走'],
      ],
    });
    const [guessed] = await ledgerRows(bytes);
    const [chosen] = await ledgerRows(bytes, 'a.xlsx', { S: { '3': 'measures' } });
    expect([guessed?.texts.measures, chosen?.texts.measures]).toEqual(['', '三步走']);
  });

  it('counts no more than 50,000 rows', async () => {
    const lines = `任务,责任单位,办结时间\n${'甲,教育厅,2026-10-1\n'.repeat(50_001)}`;
    await expect(read(Buffer.from(lines), 'a.csv')).rejects.toMatchObject({ code: 'tableTooManyRows' });
  });

  it('says where a quote was not closed instead of swallowing the rest', async () => {
    const lines = `任务,责任单位,办结时间\n"甲,教育厅,2026-10-1\n${'乙,教育厅,2026-10-1\n'.repeat(60)}`;
    await expect(read(Buffer.from(lines), 'a.csv')).rejects.toMatchObject({ code: 'csvQuote' });
  });
});

describe('units of one cell', () => {
  const cell = unitReader(units);

  it('are found by name, short name and name without place, also where a name holds 和', () => {
    expect(cell('省文化和旅游厅、青岭').lead).toEqual(['省文化和旅游厅', '青岭州']);
    expect(cell('教育厅和财政厅').lead).toEqual(['省教育厅', '省财政厅']);
    expect(cell('牵头单位：教育厅\n配合单位：财政厅，青岭州')).toEqual({
      lead: ['省教育厅'],
      supporting: ['省财政厅', '青岭州'],
      unknown: [],
    });
    expect(cell('教育厅、住建厅').unknown).toEqual(['住建厅']);
  });

  it('stay unknown where two units have the same short name', () => {
    const two = unitReader([
      { name: '东区教育局', shortName: '教育局' },
      { name: '西区教育局', shortName: '教育局' },
    ]);
    expect(two('教育局').unknown).toEqual(['教育局']);
  });
});

describe('a roster', () => {
  it('gives units, people, roles and accounts', async () => {
    const rows = [
      ['单位名称', '排序', '姓名', '职务', '角色', '企业微信账号'],
      ['省审计厅', 45, '李 明', '处长', '联络员', 'LiMing'],
      ['省审计厅', '', '王强', '厅长', '单位负责人', '有空格 的'],
    ];
    const reading = await read(await workbook({ name: '名册', rows }));
    const [first, second] = reading.rows as RosterRow[];
    expect(first).toMatchObject({
      unit: '省审计厅',
      sortOrder: 45,
      person: '李明',
      role: 'liaison',
      accounts: [{ platform: 'wecom', id: 'liming' }],
    });
    expect(second).toMatchObject({ role: 'unitHead', problems: [{ code: 'accountUnclear' }] });
  });

  it('may bring units that a ledger of the same file names', async () => {
    const reading = await read(
      await workbook(
        {
          name: '台账',
          rows: [
            ['任务', '责任单位', '办结时间'],
            ['查账', '审计厅', '2026-10-1'],
          ],
        },
        {
          name: '名册',
          rows: [
            ['单位', '简称', '姓名'],
            ['省审计厅', '审计厅', '李明'],
          ],
        },
      ),
    );
    expect(reading.rows.flatMap((row) => row.problems)).toEqual([]);
    expect(reading.rows.find((row) => row.kind === 'ledger')).toMatchObject({ leadUnit: '省审计厅' });
  });
});

describe('small parts', () => {
  it('milestones of a cell keep bars, backslashes and line ends in names', () => {
    const milestones = [
      { name: 'a｜b\\c\nd', dueOn: '2026-10-01', percent: 50, standard: '' },
      { name: '办结', dueOn: '2026-12-01', percent: 100, standard: '验收' },
    ];
    expect(readMilestones(writeMilestones(milestones))).toEqual(milestones);
    expect(readMilestones('10月底完成｜一期')).toBeNull();
  });

  it('heads are compared without brackets and signs, columns have letters', () => {
    expect(headWords(' 完成时限（年/月/日） * ')).toBe('完成时限');
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
