import { bold, type Button, type Message, note, text, title } from '../../../domain/message.js';
import { brief, day, shortDay } from './dates.js';

/** A leader's morning, most important first. */
export interface DigestFacts {
  on: string;
  decisions: {
    itemId: number;
    itemNo: string;
    title: string;
    unit: string;
    why: 'blocker' | 'unreported';
    words: string;
    workdays: number;
  }[];
  overdue: { unit: string; count: number }[];
  overdueBefore: number;
  changes: { itemNo: string; title: string; unit: string; what: 'closed' | 'reached' | 'overdue'; name: string }[];
  comingUp: number;
}

const CHANGES = { closed: '销号', reached: '完成节点', overdue: '新逾期' } as const;
const SHOWN = { decisions: 3, units: 6, changes: 4 };

export const digest = {
  leader: (f: DigestFacts, buttons: Button[][]): Message => {
    const overdue = f.overdue.reduce((sum, each) => sum + each.count, 0);
    return {
      lines: [
        title(
          f.decisions.length > 0
            ? `${shortDay(f.on)}　需要您定的 ${f.decisions.length} 件`
            : `${shortDay(f.on)}　没有需要您定的事`,
        ),
        ...f.decisions
          .slice(0, SHOWN.decisions)
          .map((each, index) =>
            text(
              `${index + 1}. ${each.itemNo} ${brief(each.title, 18)}（${each.unit}）：`,
              each.why === 'blocker'
                ? brief(each.words, 40)
                : `迟报 ${each.workdays} 个工作日，联络员和单位负责人均已催`,
            ),
          ),
        ...(f.decisions.length > SHOWN.decisions ? [note(`还有 ${f.decisions.length - SHOWN.decisions} 件。`)] : []),
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
          .slice(0, SHOWN.changes)
          .map((each) =>
            text(
              `· ${each.unit}　${each.itemNo} ${CHANGES[each.what]}${each.name === '' ? '' : `“${brief(each.name, 14)}”`}`,
            ),
          ),
        ...(f.changes.length > SHOWN.changes ? [note(`还有 ${f.changes.length - SHOWN.changes} 处变化。`)] : []),
        note(f.comingUp > 0 ? `未来 3 个工作日到期 ${f.comingUp} 项。` : '未来 3 个工作日没有到期事项。'),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  open: (itemNo: string) => `看 ${itemNo}`,
  day,
};
