import type { RungAhead } from '../../../domain/chaseLadder.js';
import { type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { RUNG_ACTS } from './chase.js';
import { commitment, type SignedWords } from './commitment.js';
import { brief, day, distance } from './dates.js';

/** A line of the morning bundle, most urgent first. */
export type BundleLine =
  | {
      kind: 'milestone';
      itemId: number;
      itemNo: string;
      title: string;
      workdays: number;
      dueOn: string;
      today: string;
      /** An extension was asked for in time and waits for a word. */
      extensionAsked: boolean;
      /** Workdays by which the report asked for in this round is late; 0 when none is. */
      reportLate: number;
      /** What the head signed for it; null when nothing was. */
      promise: SignedWords | null;
    }
  | {
      kind: 'request';
      itemId: number;
      itemNo: string;
      title: string;
      dueOn: string;
      workdays: number;
      /** The unit only supports the item and is asked for its part. */
      supports?: true;
    };

/** What happens next with a bundle's lines, for the small print. */
export interface BundleNext {
  /** A report was chased for today: what comes next when it stays out; null when nothing does. */
  ahead: RungAhead | null;
  asked: boolean;
  /** Something is asked for that "no change" can answer. */
  noChange: boolean;
}

/** What the head of a unit is told: what stands late under them. */
export interface HeadLine {
  itemId: number;
  itemNo: string;
  title: string;
  /** dueSoon is told to a head who signed a commitment only. */
  what: 'overdue' | 'dueToday' | 'dueSoon' | 'unreported';
  workdays: number;
  dueOn: string;
  today: string;
  /** Workdays by which the report of an item that is due is late too; 0 when none is. */
  reportLate: number;
  promise: SignedWords | null;
}

/** What a coordinator is told in the morning. */
export interface CoordinatorFacts {
  toReview: number;
  /** Reports drawn for a spot check that nobody has checked. */
  toCheck: number;
  unreported: { unit: string; count: number; rung: string }[];
  proposals: { itemId: number; itemNo: string; unit: string; rung: string; workdays: number }[];
  /** Items on the list for a person to hand over. */
  referrals: number;
  /** Lines there are for units; 8 when not given. */
  room?: number;
}

/** Proposals in a coordinator's bundle; each has a button that opens its item. */
export const PROPOSALS_SHOWN = 3;

const RUNGS: Record<string, string> = {
  liaison: '已催联络员',
  unitHead: '已告知单位负责人',
  contactLeader: '已报联点领导',
  coordinator: '转督查室跟进',
  bulletinProposal: '建议通报',
  referral: '建议移交',
};

function line(each: BundleLine): string {
  const what = `${each.itemNo} ${brief(each.title, 20)}`;
  if (each.kind === 'milestone') {
    const when = each.dueOn > each.today ? `（${day(each.dueOn)}）` : '';
    const late = each.reportLate > 0 ? `，进展迟报 ${each.reportLate} 个工作日` : '';
    return `【${distance(each)}${each.extensionAsked ? '，延期待批' : ''}】${what}${when}${late}`;
  }
  if (each.workdays < 0) return `【催报，迟 ${-each.workdays} 个工作日】${what}`;
  return `【${each.supports ? '协同情况' : '本期进展'}】${what}（${day(each.dueOn)} 前报）`;
}

/** Commitments quoted in one message; the others stand on the items' cards. */
const QUOTED = 2;

/** Lines, and under the first of them what was signed for the item. */
function quoting<L extends HeadLine | BundleLine>(lines: readonly L[], write: (each: L) => Line): Line[] {
  let left = QUOTED;
  return lines.flatMap((each) => {
    const promise = 'promise' in each ? each.promise : null;
    return promise && left-- > 0 ? [write(each), note(commitment.quoted(promise))] : [write(each)];
  });
}

/** '下一个工作日将报联点领导'. */
const willBe = ({ rung, inWorkdays }: RungAhead): string =>
  `${inWorkdays === 1 ? '下一个工作日' : `${inWorkdays} 个工作日后`}将${RUNG_ACTS[rung] ?? rung}`;

export const bundle = {
  rungs: RUNGS,
  liaison: (unit: string, lines: BundleLine[], rest: number, next: BundleNext, buttons: Button[][]): Message => ({
    lines: [
      title(`今日待办 ${lines.length + rest} 项（${unit}）`),
      ...quoting(lines, (each) => text(line(each))),
      ...(rest > 0 ? [text(`还有 ${rest} 项，点“全部待办”查看。`)] : []),
      note(
        next.ahead
          ? `进展今天仍未填报的，${willBe(next.ahead)}。`
          : next.asked
            ? `填报后本轮不再催报。${next.noChange ? '没有进展的，点“全部无变化”一次报完。' : ''}`
            : '到了时间节点的，填报相应进度即可；全部完成填 100%，复核通过就销号。',
      ),
    ],
    buttons,
  }),
  fill: (itemNo: string) => `填 ${itemNo}`,
  eachInTurn: '逐项填报',
  allNoChange: '全部无变化',
  all: '全部待办',
  tooMuch: '太频繁',
  head: (unit: string, lines: HeadLine[], rest: number, ahead: RungAhead | null, buttons: Button[][]): Message => ({
    lines: [
      title(`请关注 ${lines.length + rest} 项（${unit}）`),
      ...quoting(lines, (each) => {
        const words = `${each.itemNo} ${brief(each.title, 20)}`;
        if (each.what === 'unreported') return text(`【未填报，迟 ${-each.workdays} 个工作日】${words}`);
        const late = each.reportLate > 0 ? `，进展未填报，迟 ${each.reportLate} 个工作日` : '';
        return text(`【${distance(each)}】${words}${late}`);
      }),
      ...(rest > 0 ? [text(`还有 ${rest} 项，发“我的事项”查看。`)] : []),
      note(
        lines.some((each) => each.what === 'unreported' || each.reportLate > 0)
          ? `联络员填报后不再提醒您。${ahead ? `仍未填报的，${willBe(ahead)}。` : ''}`
          : '完成并经复核后不再提醒。逾期计入本周红黑榜。',
      ),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  coordinator: (facts: CoordinatorFacts, buttons: Button[][]): Message => ({
    lines: [
      title(
        `督办情况　待复核 ${facts.toReview} 份，未填报 ${facts.unreported.reduce((sum, each) => sum + each.count, 0)} 项`,
      ),
      ...(facts.toCheck > 0 ? [text(`· 抽查 ${facts.toCheck} 份待核实`)] : []),
      ...facts.unreported
        .slice(0, facts.room ?? 8)
        .map((each) => text(`· ${each.unit}　未填报 ${each.count} 项（${RUNGS[each.rung] ?? '待催'}）`)),
      ...(facts.unreported.length > (facts.room ?? 8)
        ? [text(`还有 ${facts.unreported.length - (facts.room ?? 8)} 个单位。`)]
        : []),
      ...facts.proposals
        .slice(0, PROPOSALS_SHOWN)
        .map((each) =>
          text(
            `· ${each.itemNo}（${each.unit}）${RUNGS[each.rung] ?? ''}，请定。`,
            each.rung === 'bulletinProposal' ? '要通报的，发“通报”起草。' : '',
          ),
        ),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  review: '开始复核',
  check: '看抽查',
  unreported: '未报名单',
};
