import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { periodName } from './board.js';
import { brief, day, distance, shortDay } from './dates.js';

/** Something that only this leader can decide, or must know of to act. */
export type DigestDecision =
  | {
      kind: 'item';
      itemId: number;
      itemNo: string;
      title: string;
      unit: string;
      why: 'blocker' | 'unreported';
      words: string;
      workdays: number;
    }
  | {
      kind: 'extension' | 'exemption';
      id: number;
      itemNo: string;
      unit: string;
      late: boolean;
      /** The new date that is asked for; null for an exemption. */
      toOn: string | null;
    }
  | { kind: 'board'; id: number; periodKey: string; objections: number }
  | { kind: 'boardChange'; id: number; periodKey: string; change: string; by: string }
  | { kind: 'bulletin'; id: number; title: string; by: string };

/** A leader's morning, most important first. */
export interface DigestFacts {
  on: string;
  decisions: DigestDecision[];
  overdue: { unit: string; count: number }[];
  overdueBefore: number;
  changes: {
    itemId: number;
    itemNo: string;
    title: string;
    unit: string;
    what: 'closed' | 'reached' | 'overdue';
    name: string;
  }[];
  comingUp: number;
}

/** A page of a list: how many there are, how many stand before it and after it. */
export interface ListPage {
  total: number;
  from: number;
  more: number;
}

/** An item in a list that the digest opens. */
export interface DigestItem {
  itemId: number;
  itemNo: string;
  title: string;
  unit: string;
  dueOn: string;
  today: string;
  workdays: number;
}

const CHANGES = { closed: '销号', reached: '完成节点', overdue: '新逾期' } as const;
const SHOWN = { decisions: 3, units: 6 };

/** Lines of changes that leave the whole on one screen of twelve lines. */
const changesShown = (f: Pick<DigestFacts, 'decisions'>): number => (f.decisions.length > SHOWN.decisions ? 3 : 4);

function decisionWords(each: DigestDecision): string {
  switch (each.kind) {
    case 'item':
      return `${each.itemNo} ${brief(each.title, 18)}（${each.unit}）：${
        each.why === 'blocker' ? brief(each.words, 40) : `迟报 ${each.workdays} 个工作日，联络员和单位负责人均已催`
      }`;
    case 'extension':
    case 'exemption':
      return `${each.itemNo}（${each.unit}）${each.toOn === null ? '申请容错' : `申请延期到 ${shortDay(each.toOn)}`}，等您审批${each.late ? '，时限已过' : ''}`;
    case 'board':
      return `${periodName(each.periodKey)}红黑榜等您审定${each.objections > 0 ? `，还有 ${each.objections} 件异议没有答复` : ''}`;
    case 'boardChange':
      return `${each.change === 'correction' ? '更正' : '撤回'}${periodName(each.periodKey)}红黑榜，等您同意（${each.by}提出）`;
    case 'bulletin':
      return `批评通报“${brief(each.title, 18)}”等您同意（${each.by}起草）`;
  }
}

const decisionLines = (decisions: readonly DigestDecision[], from = 0): Line[] =>
  decisions.map((each, index) => text(`${from + index + 1}. ${decisionWords(each)}`));

export const digest = {
  shown: SHOWN.decisions,
  changesShown,
  leader: (f: DigestFacts, buttons: Button[][]): Message => {
    const overdue = f.overdue.reduce((sum, each) => sum + each.count, 0);
    const changes = changesShown(f);
    return {
      lines: [
        title(
          f.decisions.length > 0
            ? `${shortDay(f.on)}　需要您定的 ${f.decisions.length} 件`
            : `${shortDay(f.on)}　没有需要您定的事`,
        ),
        ...decisionLines(f.decisions.slice(0, SHOWN.decisions)),
        ...(f.decisions.length > SHOWN.decisions
          ? [note(`还有 ${f.decisions.length - SHOWN.decisions} 件，点“全部待定”。`)]
          : []),
        text(
          bold(`逾期 ${overdue} 项`),
          `（上一工作日 ${f.overdueBefore} 项）`,
          f.overdue.length === 0
            ? ''
            : `：${f.overdue
                .slice(0, SHOWN.units)
                .map((each) => `${each.unit} ${each.count}`)
                .join('、')}${f.overdue.length > SHOWN.units ? ' 等' : ''}`,
        ),
        ...(f.changes.length === 0 ? [] : [text(bold('上一工作日以来'))]),
        ...f.changes
          .slice(0, changes)
          .map((each) =>
            text(
              `· ${each.unit}　${each.itemNo} ${CHANGES[each.what]}${each.name === '' ? '' : `“${brief(each.name, 14)}”`}`,
            ),
          ),
        ...(f.changes.length > changes ? [note(`还有 ${f.changes.length - changes} 处变化，点“全部变化”。`)] : []),
        note(f.comingUp > 0 ? `未来 3 个工作日到期 ${f.comingUp} 项。` : '未来 3 个工作日没有到期事项。'),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  open: (itemNo: string) => `看 ${itemNo}`,
  decide: (itemNo: string) => `审 ${itemNo}`,
  seeBoard: '看榜单草案',
  seeChange: '看更正撤回',
  seeBulletin: '看批评通报',
  allDecisions: '全部待定',
  allChanges: '全部变化',
  overdue: '看逾期',
  coming: '看临期',
  nextPage: '下一页',
  decisions: (decisions: readonly DigestDecision[], of: ListPage, buttons: Button[][]): Message => ({
    lines:
      decisions.length === 0
        ? [text('现在没有需要您定的事。')]
        : [
            title(`需要您定的 ${of.total} 件`),
            ...decisionLines(decisions, of.from),
            ...(of.more > 0 ? [note(`还有 ${of.more} 件，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  changes: (changes: DigestFacts['changes'], of: ListPage, buttons: Button[][]): Message => ({
    lines:
      changes.length === 0
        ? [text('上一工作日以来没有变化。')]
        : [
            title(`上一工作日以来的变化 ${of.total} 处`),
            ...changes.map((each) =>
              text(
                `· ${each.unit}　${each.itemNo} ${CHANGES[each.what]}${each.name === '' ? '' : `“${brief(each.name, 14)}”`}`,
              ),
            ),
            ...(of.more > 0 ? [note(`还有 ${of.more} 处，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  items: (what: 'overdue' | 'coming', items: readonly DigestItem[], of: ListPage, buttons: Button[][]): Message => ({
    lines:
      items.length === 0
        ? [text(what === 'overdue' ? '联点单位现在没有逾期事项。' : '联点单位未来 3 个工作日没有到期事项。')]
        : [
            title(what === 'overdue' ? `联点单位逾期 ${of.total} 项` : `联点单位未来 3 个工作日到期 ${of.total} 项`),
            ...items.map((each) =>
              text(`【${distance(each)}】${each.itemNo} ${brief(each.title, 18)}（${each.unit}）`),
            ),
            ...(of.more > 0 ? [note(`还有 ${of.more} 项，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  day,
};
