import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  type IBorderOptions,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';

/** Names of the fonts that the standard asks for; the reader's machine has them. */
export interface OfficialFonts {
  title: string;
  body: string;
  heading: string;
  subheading: string;
  number: string;
}

/** A table after the text, on pages of its own. Widths are parts of the page's width; a header may hold a line break. */
export interface Annex {
  label: string;
  title: string;
  columns: { header: string; width: number; align?: 'left' | 'center' }[];
  rows: string[][];
}

/** An official document as words. */
export interface OfficialDocument {
  fonts: OfficialFonts;
  /** 红头. */
  head: string;
  /** 发文字号. */
  number: string;
  title: string[];
  /** 主送, with its colon; '' for none. */
  addressee: string;
  body: { kind: 'text' | 'heading' | 'subheading'; words: string }[];
  /** '附件：1.逾期事项清单', a line for each. */
  attachments: string[];
  issuer: string;
  date: string;
  annexes: Annex[];
  /** 版记: 抄送, and who printed it when. */
  copyTo: string;
  printedBy: string;
  printedOn: string;
  properties: { title: string; creator: string };
}

// GB/T 9704—2012: A4, margins 37/35/28/26 mm, a type area of 156 × 225 mm, 22 lines of 28 characters in 3号 (16 pt).
const MARGIN = { top: 37, bottom: 35, left: 28, right: 26 };
const AREA_TWIPS = convertMillimetersToTwip(156);
/** Sizes are half points: 3号 is 16 pt, 2号 22 pt, 4号 14 pt. */
const SIZE_3 = 32;
const SIZE_2 = 44;
const SIZE_4 = 28;
const LINE = { line: 560, lineRule: LineRuleType.EXACT } as const;
/** 28 characters in 156 mm: a quarter point closer than 16 pt each. */
const CLOSER = -5;
const INDENT = { firstLine: 640, firstLineChars: 200 } as const;
const RED = 'FF0000';
/** The head's characters in points: smaller and narrower ones when the name is long, so that it stays on one line. */
const HEAD_POINTS = { largest: 54, smallest: 36 };
/** Narrower than this a character looks squeezed; the size gives way first. */
const HEAD_NARROWEST = 0.72;
const AREA_POINTS = 442;

const fontOf = (name: string) =>
  ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, hint: 'eastAsia' }) as const;

/** Width of words in 3号, in twips: Latin letters and figures take half of a Chinese character. */
const widthOf = (words: string): number => [...words].reduce((sum, sign) => sum + (sign < '\u0100' ? 160 : 315), 0);

/** Control characters and lone surrogates have no place in a document. */
const clean = (words: string): string => words.replace(/[^\P{Cc}\t]|\p{Cs}/gu, '');

/** Writes an official document (红头文件) as .docx in the layout of GB/T 9704—2012. */
export async function officialDocx(d: OfficialDocument): Promise<Uint8Array> {
  const run = (words: string, font: string, size: number, more: object = {}) =>
    new TextRun({ text: clean(words), font: fontOf(font), size, ...more });
  const line = (words: string, options: IParagraphOptions = {}, font = d.fonts.body) =>
    new Paragraph({ spacing: LINE, ...options, children: [run(words, font, SIZE_3, { characterSpacing: CLOSER })] });
  const empty = (count: number) => Array.from({ length: count }, () => new Paragraph({ spacing: LINE, children: [] }));

  const headLength = [...d.head].length;
  const headPoints = Math.max(
    HEAD_POINTS.smallest,
    Math.min(HEAD_POINTS.largest, Math.floor(AREA_POINTS / headLength / HEAD_NARROWEST)),
  );
  const head = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: convertMillimetersToTwip(20) },
    children: [
      run(d.head, d.fonts.title, headPoints * 2, {
        color: RED,
        scale: Math.min(100, Math.floor((AREA_POINTS / (headLength * headPoints)) * 100)),
      }),
    ],
  });
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: LINE,
    border: { bottom: { style: BorderStyle.SINGLE, size: 12, space: 11, color: RED } },
    children: [run(d.number, d.fonts.body, SIZE_3)],
  });
  const title = d.title.map(
    (words) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { line: 660, lineRule: LineRuleType.EXACT },
        children: [run(words, d.fonts.title, SIZE_2)],
      }),
  );
  const bodyFont = { text: d.fonts.body, heading: d.fonts.heading, subheading: d.fonts.subheading };
  const body = d.body.map(({ kind, words }) =>
    line(words, { indent: INDENT, alignment: AlignmentType.BOTH, keepNext: kind !== 'text' }, bodyFont[kind]),
  );
  const attachments = d.attachments.map((words, index) =>
    line(words, { indent: index === 0 ? INDENT : { left: 1600 } }),
  );
  // The date stands four characters from the right, the name centred over it; a long name moves the date in.
  const dateWidth = widthOf(d.date);
  const nameWidth = widthOf(d.issuer);
  const dateRight = Math.max(1280, Math.round((nameWidth - dateWidth) / 2));
  const right = dateRight + Math.round((dateWidth - nameWidth) / 2);
  const signature = [
    line(d.issuer, { alignment: AlignmentType.RIGHT, indent: { right }, keepNext: true }),
    line(d.date, { alignment: AlignmentType.RIGHT, indent: { right: dateRight } }),
  ];
  return Packer.toBuffer(
    new Document({
      title: clean(d.properties.title),
      creator: clean(d.properties.creator),
      evenAndOddHeaderAndFooters: true,
      sections: [
        {
          properties: {
            page: {
              size: { width: 11906, height: 16838 },
              margin: {
                top: convertMillimetersToTwip(MARGIN.top),
                bottom: convertMillimetersToTwip(MARGIN.bottom),
                left: convertMillimetersToTwip(MARGIN.left),
                right: convertMillimetersToTwip(MARGIN.right),
                footer: convertMillimetersToTwip(23),
              },
            },
          },
          footers: {
            default: footer(d.fonts.number, AlignmentType.RIGHT),
            even: footer(d.fonts.number, AlignmentType.LEFT),
          },
          children: [
            head,
            ...empty(2),
            number,
            ...empty(2),
            ...title,
            ...empty(1),
            ...(d.addressee === '' ? [] : [line(d.addressee)]),
            ...body,
            ...(attachments.length === 0 ? [] : [...empty(1), ...attachments]),
            ...empty(2),
            ...signature,
            ...d.annexes.flatMap((annex) => annexPages(annex, d.fonts)),
            ...empty(1),
            colophon(d),
            new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] }),
          ],
        },
      ],
    }),
  );
}

/** '— 1 —' in 4号 Song, one character in from the outer edge. */
function footer(font: string, alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const style = { font: fontOf(font), size: SIZE_4 };
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: 280, right: 280 },
        children: [
          new TextRun({ text: '— ', ...style }),
          new TextRun({ children: [PageNumber.CURRENT], ...style }),
          new TextRun({ text: ' —', ...style }),
        ],
      }),
    ],
  });
}

function annexPages({ label, title, columns, rows }: Annex, fonts: OfficialFonts): (Paragraph | Table)[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => Math.round((AREA_TWIPS * column.width) / total));
  const cell = (words: string, index: number, head: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: words.split('\n').map(
        (part) =>
          new Paragraph({
            alignment: head || columns[index]?.align !== 'left' ? AlignmentType.CENTER : AlignmentType.LEFT,
            spacing: { line: 340, lineRule: LineRuleType.AT_LEAST },
            children: [new TextRun({ text: clean(part), font: fontOf(head ? fonts.heading : fonts.body), size: 24 })],
          }),
      ),
    });
  return [
    new Paragraph({
      pageBreakBefore: true,
      spacing: LINE,
      children: [new TextRun({ text: clean(label), font: fontOf(fonts.heading), size: SIZE_3 })],
    }),
    new Paragraph({ spacing: LINE, children: [] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 600, lineRule: LineRuleType.AT_LEAST, after: 200 },
      children: [new TextRun({ text: clean(title), font: fontOf(fonts.title), size: 36 })],
    }),
    new Table({
      width: { size: AREA_TWIPS, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: columns.map((column, index) => cell(column.header, index, true)),
        }),
        ...rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: columns.map((_, index) => cell(row[index] ?? '', index, false)),
            }),
        ),
      ],
    }),
  ];
}

/** 版记: outer rules of 1 pt, the inner one of 0.75 pt, in 4号. */
function colophon(d: OfficialDocument): Table {
  const none: IBorderOptions = { style: BorderStyle.NONE, size: 0 };
  const thick: IBorderOptions = { style: BorderStyle.SINGLE, size: 8 };
  const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 6 };
  const words = (text: string, alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT, keepNext: boolean) =>
    new Paragraph({
      alignment,
      keepNext,
      spacing: { line: 480, lineRule: LineRuleType.EXACT },
      indent: { left: 280, right: 280 },
      children: [new TextRun({ text: clean(text), font: fontOf(d.fonts.body), size: SIZE_4 })],
    });
  const half = Math.round(AREA_TWIPS / 2);
  const borders = (top: IBorderOptions, bottom: IBorderOptions) => ({ top, bottom, left: none, right: none });
  return new Table({
    width: { size: AREA_TWIPS, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: [half, AREA_TWIPS - half],
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          new TableCell({
            columnSpan: 2,
            borders: borders(thick, thin),
            children: [words(d.copyTo, AlignmentType.LEFT, true)],
          }),
        ],
      }),
      new TableRow({
        cantSplit: true,
        children: [
          new TableCell({ borders: borders(thin, thick), children: [words(d.printedBy, AlignmentType.LEFT, false)] }),
          new TableCell({ borders: borders(thin, thick), children: [words(d.printedOn, AlignmentType.RIGHT, false)] }),
        ],
      }),
    ],
  });
}
