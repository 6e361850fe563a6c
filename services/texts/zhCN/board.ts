import { bold, type Button, type Message, note, text, title } from '../../../domain/message.js';
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
};

const place = (line: BoardLine): string => `${line.place ?? ''}${line.tie ? '（并列）' : ''}`;

const change = ({ kind, by }: BoardLine['change']): string => {
  if (kind === 'up') return `▲${by}`;
  if (kind === 'down') return `▼${by}`;
  if (kind === 'none') return '';
  return kind === 'new' ? '新' : '—';
};

const scored = (line: BoardLine): string =>
  `${place(line)}. ${line.unit}　${points(line.totalCenti ?? 0)} 分　${change(line.change)}${line.smallSample ? '　样本少' : ''}`;

/** '2026-W36' → '第 36 周'. */
const periodName = (key: string): string => {
  const week = /W(\d+)$/.exec(key);
  return week ? `第 ${Number(week[1])} 周` : key;
};

export const board = {
  dimensions: DIMENSIONS,
  post: (d: {
    campaign: string;
    periodKey: string;
    startsOn: string;
    endsOn: string;
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
      text(d.campaign),
      text(bold('红榜')),
      ...(d.red.length === 0 ? [text('本期没有单位列入红榜。')] : []),
      ...d.red.flatMap(({ line, why }) => [text(scored(line)), note(`　${why}`)]),
      text(bold('黑榜')),
      ...(d.black.length === 0 ? [text('本期没有单位列入黑榜。')] : []),
      ...d.black.flatMap(({ line, why }) => [text(scored(line)), note(`　${why}`)]),
      text(
        `其余 ${d.middle} 个单位居中`,
        d.notRanked.length === 0
          ? '。'
          : `；未参与排名 ${d.notRanked.length} 个：${d.notRanked
              .slice(0, 6)
              .map((each) => each.unit)
              .join('、')}${d.notRanked.length > 6 ? ' 等' : ''}（本期没有到期事项）。`,
      ),
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
  clean: (judged: number) => `到期 ${judged} 项均按时办结、按时报告`,
  why: (d: {
    unit: string;
    periodKey: string;
    startsOn: string;
    endsOn: string;
    line: BoardLine;
    list: string;
    dimensions: { name: string; worth: number; centi: number }[];
    reasons: ReasonLine[];
    formulaVersion: string;
    exemptions: Parameters<typeof exemption.shown>[0];
    buttons: Button[][];
  }): Message => ({
    lines: [
      title(`${d.unit}　${periodName(d.periodKey)}得分依据（${shortDay(d.startsOn)}—${shortDay(d.endsOn)}）`),
      ...(d.line.totalCenti === null
        ? [text(`本期不参与排名：${CAUSES[d.line.cause ?? ''] ?? '没有可评的事项'}。`)]
        : [
            text(
              `${points(d.line.totalCenti)} 分，第 ${place(d.line)} 名`,
              d.list === 'red' ? '，列入红榜' : d.list === 'black' ? '，列入黑榜' : '',
              d.line.smallSample ? '（样本少，仅供参考）' : '',
              '。',
            ),
          ]),
      ...d.dimensions.map((each) =>
        text(`${DIMENSIONS[each.name] ?? each.name}：${points(each.centi)}（满分 ${points(each.worth)}）`),
      ),
      ...(d.reasons.length === 0 && d.line.totalCenti !== null ? [text('没有扣分。')] : []),
      ...(d.reasons.length === 0 ? [] : [text(bold(`得失分 ${d.reasons.length} 处`))]),
      ...d.reasons.slice(0, 12).map((line) => text(`· ${board.reason(line)}`)),
      ...(d.reasons.length > 12 ? [note(`还有 ${d.reasons.length - 12} 处。`)] : []),
      ...exemption.shown(d.exemptions),
      note(`评分规则 ${d.formulaVersion}`),
    ],
    ...(d.buttons.length > 0 ? { buttons: d.buttons } : {}),
  }),
  open: (itemNo: string) => `看 ${itemNo}`,
};

type Params = Record<string, string | number>;

const REASONS: Record<string, (p: Params) => string> = {
  milestoneOverdue: (p) => `${p.itemNo} 逾期 ${p.workdays} 个工作日未完成`,
  milestoneLate: (p) => `${p.itemNo} 逾期 ${p.workdays} 个工作日完成（${day(String(p.completedOn))}）`,
  reportMissing: (p) => `${p.itemNo} 本轮进展未报`,
  reportLate: (p) => `${p.itemNo} 进展迟报 ${p.workdays} 个工作日`,
  reportSentBack: (p) => `${p.itemNo} 进展被退回`,
  problemOpen: (p) => `${p.itemNo} 问题未按期清零`,
  problemLate: (p) => `${p.itemNo} 问题逾期清零`,
  appraisalBelowFull: (p) => `群众评议满意度 ${p.rating}%`,
  honourCredited: (p) => `${p.name}`,
  faultConfirmed: (p) => `${p.name}`,
};
