import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { chase, type ChaseLine } from './chase.js';
import { commitment, type SignedWords } from './commitment.js';
import { brief, day, distance } from './dates.js';
import { exemption, type ExemptionLine } from './exemption.js';
import { type DueChange, extension } from './extension.js';

/** What an item's row in a list shows. */
export interface ItemLine {
  itemId: number;
  itemNo: string;
  title: string;
  percent: number;
  /** The milestone that is worked on; null when none is open. */
  milestone: { name: string; dueOn: string; workdays: number; today: string } | null;
  status: string;
  awaitsReview: boolean;
  /** The person's unit only supports it. */
  supports?: boolean;
}

/** An item's card. */
export interface ItemCard extends ItemLine {
  supervisionClass: string;
  source: string;
  leadUnit: string;
  leadUnitId: number;
  /** 见底清零 of the lead unit's problems; '' when it has none. */
  clearance: string;
  kind: string;
  tag: string;
  /** The newest report, for its history. */
  lastReportId: number | null;
  campaignId: number;
  supportingUnits: string[];
  responsiblePerson: string;
  task: string;
  measures: string;
  target: string;
  standard: string;
  safeguard: string;
  consequence: string;
  milestones: { name: string; dueOn: string; originalDueOn: string; status: string; completedOn: string | null }[];
  commitment: SignedWords | null;
  trail: { changes: DueChange[]; exemptions: (ExemptionLine & { id: number })[]; chases: ChaseLine[] };
  reports: { on: string; percent: number; summary: string; status: string; author: string }[];
}

const CLASSES: Record<string, string> = { major: '重点', special: '专项', routine: '常规' };
const SOURCES: Record<string, string> = {
  plan: '方案',
  meeting: '会议议定',
  directive: '领导批示',
  inspection: '督导检查',
  complaint: '投诉举报',
};
const REPORT_STATES: Record<string, string> = {
  submitted: '待复核',
  accepted: '已复核',
  sentBack: '已退回',
  superseded: '已补充',
  withdrawn: '已撤回',
};

function mark(line: ItemLine): string {
  if (line.status === 'closeOutRequested') return '【待销号】';
  if (line.status === 'closed') return '【已销号】';
  if (line.status === 'exempt') return '【已容错】';
  if (line.awaitsReview) return '【待复核】';
  if (!line.milestone) return '【进行中】';
  const { workdays } = line.milestone;
  return workdays > 10 ? `【${day(line.milestone.dueOn)} 前】` : `【${distance(line.milestone)}】`;
}

const milestoneState = (m: ItemCard['milestones'][number]): string => {
  if (m.status === 'done') return `已完成（${day(m.completedOn ?? m.dueOn)}）`;
  if (m.status === 'claimed') return '已报完成，待复核';
  if (m.status === 'exempt') return '已容错';
  return `完成时限 ${day(m.dueOn)}`;
};

export const item = {
  classes: CLASSES,
  mark,
  mine: (
    name: string,
    lines: ItemLine[],
    { total, rest }: { total: number; rest: number },
    buttons: Button[][],
  ): Message => ({
    lines:
      lines.length === 0
        ? [title(`我的事项（${name}）`), text('现在没有在办的事项。')]
        : [
            title(`我的事项 ${total} 项（${name}）`),
            ...lines.map((line) =>
              text(
                mark(line),
                `${line.itemNo} ${brief(line.title)}　${line.percent}%${line.supports ? '（协同）' : ''}`,
              ),
            ),
            ...(rest > 0 ? [note(`还有 ${rest} 项，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  more: '下一页',
  card: (card: ItemCard, buttons: Button[][]): Message => {
    const field = (label: string, words: string): Line[] => (words === '' ? [] : [text(bold(`${label}：`), words)]);
    return {
      lines: [
        title(`${card.itemNo} ${card.title}`),
        text(
          mark(card),
          `已完成 ${card.percent}%　${CLASSES[card.supervisionClass] ?? ''}督办　来源：${SOURCES[card.source] ?? card.source}`,
        ),
        ...field(
          '牵头单位',
          `${card.leadUnit}${card.responsiblePerson === '' ? '' : `（责任人 ${card.responsiblePerson}）`}`,
        ),
        ...field('问题分类', card.tag),
        ...field('问题清零', card.clearance),
        ...field('协同单位', card.supportingUnits.join('、')),
        ...field('做什么', card.task),
        ...field('怎么做', card.measures),
        ...field('做到什么程度', card.target),
        ...field('标准', card.standard),
        ...field('保障', card.safeguard),
        ...field('完不成怎么办', card.consequence),
        ...commitment.onCard(card.commitment),
        text(bold('时间节点')),
        ...card.milestones.map((each) =>
          text(
            `· ${each.name}：${milestoneState(each)}`,
            each.originalDueOn === each.dueOn ? '' : `（原定 ${day(each.originalDueOn)}）`,
          ),
        ),
        ...extension.history(card.trail.changes),
        ...exemption.onCard(card.trail.exemptions),
        ...(card.reports.length === 0 ? [] : [text(bold('最近进展'))]),
        ...card.reports.map((each) =>
          text(
            `· ${day(each.on)} ${each.percent}% ${brief(each.summary || '无变化', 40)}（${[REPORT_STATES[each.status] ?? each.status, ...(each.author.includes('（代') ? [each.author] : [])].join('，')}）`,
          ),
        ),
        ...chase.history(card.trail.chases),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  report: '填报进展',
  open: (itemNo: string) => itemNo,
};
