import type { Clearance } from '../../../domain/clearance.js';
import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { type CommitmentLine, commitmentWords } from './commitment.js';
import { day, exactPoints, points, shortDay } from './dates.js';
import { exemption } from './exemption.js';

/** A unit's line on a board. */
export interface BoardLine {
  unit: string;
  place: number | null;
  tie: boolean;
  totalCenti: number | null;
  change: { kind: string; by: number };
  smallSample: boolean;
  cause: string | null;
  light?: string | null;
  grade?: string | null;
  /** 见底清零 when the period ended; null or left out when the unit had no problem. */
  clearance?: Clearance | null;
}

/** One point won or lost, with the record behind it. */
export interface ReasonLine {
  dimension: string;
  centi: number;
  reason: { code: string; params: Record<string, string | number> };
}

const DIMENSIONS: Record<string, string> = {
  completion: '按期完成',
  reporting: '及时报告',
  verification: '复核质量',
  clearance: '问题见底',
  appraisal: '群众评议',
  honour: '表扬加分',
  fault: '确认扣分',
};

const CAUSES: Record<string, string> = {
  nothingDue: '本期没有到期事项',
  allExempt: '本期事项均已容错',
  allExcused: '本期事项均有正当理由，暂不计分',
};

const LIGHTS: Record<string, string> = { red: '红灯', yellow: '黄灯', green: '绿灯' };
/** 等次. */
export const GRADES: Record<string, string> = { excellent: '优秀', good: '较好', fair: '一般' };
const SPARED: Record<string, string> = {
  allTie: '各单位得分相同，不列黑榜',
  red: '已列红榜，不列黑榜',
  perfect: '没有扣分，不列黑榜',
  smallSample: '样本少，不列黑榜',
  singleRecord: '只有一处扣分，不列黑榜',
};

/** A place in words: '3', or '3（并列）'. */
export const place = (line: Pick<BoardLine, 'place' | 'tie'>): string =>
  `${line.place ?? ''}${line.tie ? '（并列）' : ''}`;

/** A rank in a sentence: '第 3 名', or '并列第 3 名'. */
export const rank = (line: Pick<BoardLine, 'place' | 'tie'>): string =>
  `${line.tie ? '并列' : ''}第 ${line.place ?? ''} 名`;

const change = ({ kind, by }: BoardLine['change']): string => {
  if (kind === 'up') return `▲${by}`;
  if (kind === 'down') return `▼${by}`;
  if (kind === 'none') return '';
  return kind === 'new' ? '新' : '—';
};

/** '见底清零率 80%'; '' while no problem has fallen due. */
const cleared = (c: Clearance): string =>
  c.basisPoints === null ? '' : `见底清零率 ${Math.floor(c.basisPoints / 100)}%`;

const scored = (line: BoardLine): string =>
  [
    `${place(line)}. ${line.unit}`,
    `${points(line.totalCenti ?? 0)} 分`,
    change(line.change),
    LIGHTS[line.light ?? ''] ?? '',
    line.clearance ? cleared(line.clearance) : '',
    line.smallSample ? '样本少' : '',
  ]
    .filter((part) => part !== '')
    .join('　');

/** Last places rise by others' ties only: no arrow up beside criticism. */
const criticised = (line: BoardLine): BoardLine =>
  line.change.kind === 'up' ? { ...line, change: { kind: 'none', by: 0 } } : line;

/** '2026-W36' → '第 36 周', '2026-09' → '2026年9月', '2026-Q3' → '2026年第3季度', '2026-H1' → '2026年上半年'. */
export const periodName = (key: string): string => {
  const [, year = key, kind = '', number = ''] = /^(\d{4})(?:-([WQH]?)(\d+))?$/.exec(key) ?? [];
  if (kind === 'W') return `第 ${Number(number)} 周`;
  if (kind === 'Q') return `${year}年第${number}季度`;
  if (kind === 'H') return `${year}年${number === '1' ? '上' : '下'}半年`;
  return number === '' ? `${year}年` : `${year}年${Number(number)}月`;
};

/** Units that were not ranked, by cause: '甲局、乙局（本期没有到期事项）；丙局（本期事项均已容错）'. At most six of a cause are named. */
export function notRankedWords(units: readonly { unit: string; cause: string }[]): string {
  return [...new Set(units.map((each) => each.cause))]
    .map((cause) => {
      const names = units.filter((each) => each.cause === cause).map((each) => each.unit);
      return `${names.slice(0, 6).join('、')}${names.length > 6 ? ' 等' : ''}（${causeWords(cause)}）`;
    })
    .join('；');
}

/** Why a unit is not ranked. */
export const causeWords = (cause: string): string => CAUSES[cause] ?? '本期没有可评的事项';

export const board = {
  dimensions: DIMENSIONS,
  post: (d: {
    campaign: string;
    /** Units that the group is limited to; null for all. */
    only: string[] | null;
    /** Commitments that fell due in the period. */
    commitments: { due: number; kept: number };
    periodKey: string;
    startsOn: string;
    endsOn: string;
    status: string;
    /** Above 0 once the published board was corrected. */
    revision: number;
    lights: { red: number; yellow: number; green: number };
    grades: { grade: string; units: string[] }[];
    red: { line: BoardLine; why: string }[];
    black: { line: BoardLine; why: string }[];
    middle: number;
    notRanked: { unit: string; cause: string }[];
    formulaVersion: string;
    dataAt: string;
    buttons?: Button[][];
  }): Message => ({
    lines: [
      title(`${periodName(d.periodKey)}红黑榜（${shortDay(d.startsOn)}—${shortDay(d.endsOn)}）`),
      text(d.campaign, d.status === 'withdrawn' ? '　【已撤回】' : d.revision > 0 ? '　【已更正】' : ''),
      ...(d.only === null ? [] : [text(`本群只显示${listed(d.only)}的情况，名次是全部单位中的名次。`)]),
      text(bold('红榜')),
      ...(d.red.length === 0 ? [text('本期没有单位列入红榜。')] : []),
      ...d.red.flatMap(({ line, why }) => [text(scored(line)), note(`　${why}`)]),
      text(bold('黑榜')),
      ...(d.black.length === 0 ? [text('本期没有单位列入黑榜。')] : []),
      ...d.black.flatMap(({ line, why }) => [text(scored(criticised(line))), note(`　${why}`)]),
      text(
        `其余 ${d.middle} 个单位未列红黑榜`,
        d.notRanked.length === 0 ? '。' : `；未参与排名 ${d.notRanked.length} 个：${notRankedWords(d.notRanked)}。`,
      ),
      ...gradeLines(d.grades),
      ...(d.commitments.due === 0
        ? []
        : [text(`本期到期的负责人承诺 ${d.commitments.due} 项，兑现 ${d.commitments.kept} 项。`)]),
      ...(d.lights.red + d.lights.yellow + d.lights.green === 0
        ? []
        : [text(`红灯 ${d.lights.red} 个、黄灯 ${d.lights.yellow} 个、绿灯 ${d.lights.green} 个。`)]),
      note(`数据截至 ${d.dataAt}　评分规则 ${d.formulaVersion}`),
      note('各单位可私聊发“得分”查看依据。'),
    ],
    ...(d.buttons ? { buttons: d.buttons } : {}),
  }),
  reason: (line: ReasonLine): string => {
    const words = REASONS[line.reason.code]?.(line.reason.params) ?? line.reason.code;
    return `${words}　${exactPoints(line.centi)}`;
  },
  /** The reasons of a line in one breath, for the board itself. */
  inShort: (lines: ReasonLine[]): string =>
    lines
      .slice(0, 3)
      .map((line) => REASONS[line.reason.code]?.(line.reason.params) ?? line.reason.code)
      .join('；') + (lines.length > 3 ? `；等 ${lines.length} 处` : ''),
  /** The same, a line each, for the poster. */
  inLines: (lines: ReasonLine[]): string[] =>
    lines
      .slice(0, 3)
      .map((line) => REASONS[line.reason.code]?.(line.reason.params) ?? line.reason.code)
      .map((words, index) => (index === 2 && lines.length > 3 ? `${words}；等 ${lines.length} 处` : words)),
  clean: (judged: number) => `本期可评 ${judged} 项，均未扣分`,
  why: (d: {
    unit: string;
    periodKey: string;
    startsOn: string;
    endsOn: string;
    line: BoardLine;
    list: string;
    draft: boolean;
    spared: string | null;
    exempted: number;
    dimensions: { name: string; worth: number; centi: number }[];
    reasons: ReasonLine[];
    formulaVersion: string;
    exemptions: Parameters<typeof exemption.shown>[0];
    clearance: Clearance | null;
    commitments: CommitmentLine[];
    buttons: Button[][];
  }): Message => ({
    lines: [
      title(`${d.unit}　${periodName(d.periodKey)}得分依据（${shortDay(d.startsOn)}—${shortDay(d.endsOn)}）`),
      ...(d.draft ? [note('草案，尚未审定发布。')] : []),
      ...(d.line.totalCenti === null
        ? [text(`本期不参与排名：${causeWords(d.line.cause ?? '')}。`)]
        : [
            text(
              `${points(d.line.totalCenti)} 分，${rank(d.line)}`,
              d.list === 'red' ? '，列入红榜' : d.list === 'black' ? '，列入黑榜' : '',
              d.line.grade ? `，等次${GRADES[d.line.grade]}` : '',
              d.line.light ? `，亮${LIGHTS[d.line.light]}` : '',
              d.line.smallSample ? '（样本少，仅供参考）' : '',
              '。',
            ),
          ]),
      ...(d.spared && SPARED[d.spared] && d.spared !== 'red' ? [text(`${SPARED[d.spared]}。`)] : []),
      ...d.dimensions.map((each) =>
        text(`${DIMENSIONS[each.name] ?? each.name}：${points(each.centi)}（满分 ${points(each.worth)}）`),
      ),
      ...(d.reasons.length === 0 && d.line.totalCenti !== null ? [text('没有扣分。')] : []),
      ...(d.reasons.length === 0 ? [] : [text(bold(`得失分 ${d.reasons.length} 处`))]),
      ...d.reasons.slice(0, 12).map((line) => text(`· ${board.reason(line)}`)),
      ...(d.reasons.length > 12 ? [note(`还有 ${d.reasons.length - 12} 处。`)] : []),
      ...(d.clearance === null ? [] : [text(`问题清零：${clearanceLine(d.clearance)}`)]),
      ...d.commitments.slice(0, 3).map((each) => text(commitmentWords(each))),
      ...exemption.shown(d.exemptions),
      ...(d.exempted > 0 ? [text(`因容错、正当理由或异议成立不计分的记录 ${d.exempted} 条。`)] : []),
      note(`评分规则 ${d.formulaVersion}`),
    ],
    ...(d.buttons.length > 0 ? { buttons: d.buttons } : {}),
  }),
  open: (itemNo: string) => `看 ${itemNo}`,
};

/** '教育局、住建局', cut after six. */
const listed = (names: string[]): string =>
  `${names.slice(0, 6).join('、')}${names.length > 6 ? ` 等 ${names.length} 个单位` : ''}`;

/** '到期 5 个，已清零 4 个，见底清零率 80%'. */
export const clearanceLine = (c: Clearance): string =>
  c.basisPoints === null
    ? `在册 ${c.open} 个，都未到时限`
    : `到期 ${c.due} 个，已清零 ${c.cleared} 个，见底清零率 ${Math.floor(c.basisPoints / 100)}%`;

/** Units of 优秀 and 一般; the rest is 较好 and only counted. */
function gradeLines(grades: { grade: string; units: string[] }[]): Line[] {
  return grades
    .filter(({ units }) => units.length > 0)
    .map(({ grade, units }) =>
      text(
        bold(`${GRADES[grade] ?? grade} ${units.length} 个`),
        grade === 'good' ? '' : `：${units.slice(0, 12).join('、')}${units.length > 12 ? ' 等' : ''}`,
      ),
    );
}

type Params = Record<string, string | number>;

const REASONS: Record<string, (p: Params) => string> = {
  milestoneOverdue: (p) => `${p.itemNo} 逾期 ${p.workdays} 个工作日未完成`,
  milestoneLate: (p) => `${p.itemNo} 逾期 ${p.workdays} 个工作日完成（${day(String(p.completedOn))}）`,
  reportMissing: (p) => (p.part === 'supporting' ? `${p.itemNo} 协同情况未报` : `${p.itemNo} 本轮进展未报`),
  reportLate: (p) => `${p.itemNo} ${p.part === 'supporting' ? '协同情况' : '进展'}迟报 ${p.workdays} 个工作日`,
  reportSentBack: (p) => `${p.itemNo} 进展被退回`,
  problemOpen: (p) => `${p.itemNo} 问题未按期清零`,
  problemLate: (p) => `${p.itemNo} 问题逾期清零`,
  appraisalBelowFull: (p) => `群众评议满意度 ${p.rating}%`,
  honourCredited: (p) => `表扬：${p.name}`,
  faultConfirmed: (p) => `扣分：${p.name}`,
};
