import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { brief, day, moment, shortDay } from './dates.js';

/** A report that is missing, as the list of who has not reported shows it. */
interface Missing {
  itemNo: string;
  title: string;
  unit: string;
  part: string;
  dueOn: string;
  workdays: number;
  rung: string | null;
  reason: { kind: string } | null;
}

const RUNGS: Record<string, string> = {
  liaison: '已催联络员',
  unitHead: '已告知负责人',
  contactLeader: '已报联点领导',
  coordinator: '转督查室跟进',
  bulletinProposal: '建议通报',
  referral: '建议移交',
};
const REASONS: Record<string, string> = {
  extensionAsked: '延期待批',
  extensionApproved: '已批准延期',
  exemption: '已容错',
  waitingForUnit: '等协同单位',
  delegateOnLeave: '联络员外出，代办人未绑定',
};
/** What is done at each rung of the ladder. */
export const RUNG_ACTS: Record<string, string> = {
  liaison: '催联络员',
  unitHead: '告知单位负责人',
  contactLeader: '报联点领导',
  coordinator: '转督查室跟进',
  bulletinProposal: '建议通报',
  referral: '建议移交',
};
const WHY: Record<string, string> = {
  toldToday: '今天已提醒过，一天只提醒一次',
  goodReason: '有正当理由',
  noLiaison: '没有联络员，请联系管理员',
  unreachable: '还没有绑定，收不到',
};
const UNITS_MAX = 8;

const late = (workdays: number): string => {
  if (workdays < 0) return `迟 ${-workdays} 个工作日`;
  return workdays === 0 ? '今日截止' : `还有 ${workdays} 个工作日`;
};

function remark(each: Missing): string {
  const rung = each.rung === null ? '' : (RUNGS[each.rung] ?? '');
  const reason = each.reason === null ? '' : (REASONS[each.reason.kind] ?? '');
  return [each.part === 'supporting' ? '协同' : '', late(each.workdays), reason || rung].filter(Boolean).join('，');
}

/** A rung of the chase ladder on record; `reason` is '' when it was reached. */
export interface ChaseLine {
  on: string;
  rung: string;
  reason: string;
  requestDueOn: string;
}

export const chase = {
  reasons: REASONS,
  /** 催办记录 of an item, newest first. */
  history: (rows: ChaseLine[]): Line[] =>
    rows.length === 0
      ? []
      : [
          text(bold('催办记录')),
          ...rows.slice(0, 6).map((each) => {
            const what = RUNG_ACTS[each.rung] ?? each.rung;
            const about = `${shortDay(each.requestDueOn)} 应报`;
            return text(
              each.reason === ''
                ? `· ${shortDay(each.on)} ${what}（${about}）`
                : `· ${shortDay(each.on)} 未${what}：${REASONS[each.reason] ?? each.reason}（${about}）`,
            );
          }),
        ],
  /** Nothing was ever asked: what there is to do first. `items` is how many open ones there are. */
  nothingAsked: (items: number): Message => ({
    lines: [
      text(
        items === 0
          ? '还没有在办事项，现在没有单位要填报。先发“导入”，把台账和名册发给我。'
          : `还没有发起过进展报告，现在没有单位要填报。在办事项 ${items} 项，到了报告的日子会自动通知联络员填报。`,
      ),
    ],
  }),
  list: (missing: Missing[], buttons: Button[][]): Message => {
    if (missing.length === 0) return { lines: [text('各单位都已填报，没有未报的。')] };
    const units = [...new Set(missing.map(({ unit }) => unit))];
    return {
      lines: [
        title(
          `未报名单　${units.length} 个单位 ${missing.length} 项，其中迟报 ${missing.filter((m) => m.workdays < 0).length} 项`,
        ),
        ...units.slice(0, UNITS_MAX).map((unit) => {
          const own = missing.filter((each) => each.unit === unit);
          const shown = own.slice(0, 4).map((each) => `${each.itemNo}（${remark(each)}）`);
          return text(bold(unit), `　${shown.join('、')}${own.length > 4 ? ` 等 ${own.length} 项` : ''}`);
        }),
        ...(units.length > UNITS_MAX ? [text(`还有 ${units.length - UNITS_MAX} 个单位，发“催办 单位名称”查看。`)] : []),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  start: '催办',
  all: '全部催办',
  plan: (
    p: {
      tell: { name: string; requests: Missing[] }[];
      skipped: { who: string; itemNos: string[]; why: string }[];
      heldUntil: Date | null;
      zone: string;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(p.tell.length === 0 ? '现在没有人可以催办' : `将催办 ${p.tell.length} 人，请核对`),
      ...p.tell
        .slice(0, 6)
        .map((each) =>
          text(
            `· ${each.requests[0]?.unit ?? ''} ${each.name}　${each.requests.map(({ itemNo }) => itemNo).join('、')}`,
          ),
        ),
      ...(p.tell.length > 6 ? [text(`还有 ${p.tell.length - 6} 人。`)] : []),
      ...p.skipped
        .slice(0, 4)
        .map((each) => text(`不催：${each.who} ${each.itemNos.join('、')}（${WHY[each.why] ?? each.why}）`)),
      ...(p.skipped.length > 4 ? [text(`不催的还有 ${p.skipped.length - 4} 个。`)] : []),
      ...(p.tell.length > 0 && p.heldUntil
        ? [note(`现在是非工作时段，${moment(p.heldUntil, p.zone)} 发出；在那之前已填报的不发。`)]
        : []),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  go: (count: number): string => `催办 ${count} 人`,
  done: (count: number, heldUntil: Date | null, zone: string): Message => ({
    lines: [
      text(
        count === 0
          ? '没有新的催办：已经填报，或今天已提醒过。'
          : `已催办 ${count} 人${heldUntil ? `，${moment(heldUntil, zone)} 发出` : ''}。今天不再重复提醒他们。`,
      ),
    ],
  }),
  message: (requests: Missing[], by: string, buttons: Button[][]): Message => ({
    lines: [
      title(`督查室催办：请填报 ${requests.length} 项`),
      ...requests
        .slice(0, 8)
        .map((each) =>
          text(
            `【${late(each.workdays)}】${each.itemNo} ${brief(each.title, 20)}${each.part === 'supporting' ? '（协同情况）' : ''}（${day(each.dueOn)} 前报）`,
          ),
        ),
      ...(requests.length > 8 ? [text(`还有 ${requests.length - 8} 项，发“汇报”查看。`)] : []),
      note(`催办人：${by}。没有进展的，点开后选“无变化”即可。`),
    ],
    buttons,
  }),
};
