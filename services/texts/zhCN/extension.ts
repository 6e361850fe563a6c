import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, distance, shortDay } from './dates.js';

/** What a request says. */
export interface ExtensionWords {
  itemNo: string;
  title: string;
  /** The milestone's. */
  name: string;
  applicant: string;
  /** The absent person whose delegate asked; '' for none. */
  onBehalfOf: string;
  fromOn: string;
  toOn: string;
  reason: string;
  progress: string;
}

/** What an extension means for the score: workdays late without it, and hundredths of a percent lost. */
interface Effect {
  toOn: string;
  workdaysLate: number;
  lostIfKept: number;
  lostIfExtended: number;
}

/** A due date's change, asked or done, for the item's card. */
export interface DueChange {
  name: string;
  fromOn: string;
  toOn: string;
  askedOn: string;
  decidedOn: string | null;
  status: string;
  by: string;
  note: string;
}

const STATES: Record<string, string> = {
  pending: '待单位负责人审批',
  endorsed: '待督查室审批',
  approved: '已批准',
  refused: '未同意',
  dropped: '已不需要',
  withdrawn: '已撤回',
};

const share = (loss: number): string => (loss === 0 ? '不失分' : `失分 ${Math.round(loss / 100)}%`);

const effect = (e: Effect): string =>
  `如 ${shortDay(e.toOn)} 完成：时限不变，按逾期 ${e.workdaysLate} 个工作日计，这个节点${share(e.lostIfKept)}；批准延期，${share(e.lostIfExtended)}。`;

const who = (name: string, onBehalfOf: string): string => (onBehalfOf === '' ? name : `${name}（代${onBehalfOf}）`);

const body = (w: ExtensionWords): Line[] => [
  text(`${brief(w.title)}　“${w.name}”`),
  text(bold('时限：'), `${day(w.fromOn)} → ${day(w.toOn)}`),
  text(bold('理由：')),
  ...quote(w.reason),
  ...(w.progress === '' ? [] : [text(bold('进展：'), brief(w.progress, 120))]),
  ...(w.applicant === '' ? [] : [text(bold('申请人：'), who(w.applicant, w.onBehalfOf))]),
];

const change = (c: DueChange): string => {
  const when = c.decidedOn === null ? `${shortDay(c.askedOn)}申请` : shortDay(c.decidedOn);
  const by = c.by === '' ? '' : `，${c.by}`;
  const why = c.status === 'refused' && c.note !== '' ? `：${brief(c.note, 30)}` : '';
  return `· ${c.name}：${day(c.fromOn)} → ${day(c.toOn)}　${STATES[c.status] ?? c.status}（${when}${by}）${why}`;
};

export const extension = {
  states: STATES,
  effect,
  body,
  who,
  ask: '申请延期',
  askFor: (itemNo: string) => `延 ${itemNo}`,
  choose: (
    lines: { itemNo: string; name: string; dueOn: string; workdays: number; today: string; pending: boolean }[],
    rest: number,
    buttons: Button[][],
  ): Message => ({
    lines: [
      title('申请延期：请选时间节点'),
      ...lines.map((each) =>
        text(
          `· ${each.itemNo} ${brief(each.name, 16)}　${day(each.dueOn)}（`,
          each.pending ? '已申请，待审批' : each.workdays < 0 ? '已逾期，不能再申请' : distance(each),
          '）',
        ),
      ),
      ...(rest > 0 ? [note(`还有 ${rest} 项没有列出，可以发“延期 事项编号”。`)] : []),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  /** By the item's number; by the milestone's name where several of an item wait. */
  withdraw: (what: string) => `撤回 ${brief(what, 10)}`,
  withdrawn: (itemNo: string, dueOn: string): Message => ({
    lines: [text(`${itemNo} 的延期申请已撤回，完成时限仍是 ${day(dueOn)}。到期之前可以再申请。`)],
  }),
  nothing: (): Message => ({ lines: [text('现在没有可以申请延期的时间节点。')] }),
  tooLate: (itemNo: string, dueOn: string, buttons: Button[][]): Message => ({
    lines: [text(`延期要在完成时限之前提出。${itemNo} 已于 ${day(dueOn)} 到期，请填报进展并写明逾期原因。`)],
    buttons,
  }),
  fillReason: '填写原因',
  /** A milestone's name on a button. */
  milestone: (name: string) => brief(name, 10),
  choice: (toOn: string, workdays: number) => `${shortDay(toOn)} +${workdays}`,
  askDate: (itemNo: string, name: string, dueOn: string, offered: boolean): Line[] => [
    title(`${itemNo} 申请延期（1/3）`),
    text(`“${name}”的完成时限是 ${day(dueOn)}。要延到哪一天？`),
    note(
      offered
        ? '点下面的日期（加号后是增加的工作日），或直接回复，例：9月30日、再延 10 个工作日'
        : '请直接回复日期，例：9月30日、再延 10 个工作日',
    ),
  ],
  askReason: (itemNo: string, e: Effect): Line[] => [
    title(`${itemNo} 申请延期（2/3）`),
    text(`延到 ${day(e.toOn)}，增加 ${e.workdaysLate} 个工作日。`),
    text(effect(e), '申请本身不扣分。'),
    text('为什么要延？请写一句，单位负责人和督查室会看到原话。'),
  ],
  progressOf: (last: { percent: number; summary: string; on: string }): string =>
    `已完成 ${last.percent}%（${shortDay(last.on)}填报）${last.summary === '' ? '' : `：${last.summary}`}`,
  askProgress: (itemNo: string, prefilled: string): Line[] => [
    title(`${itemNo} 申请延期（3/3）`),
    text('目前进展到哪一步？'),
    ...(prefilled === '' ? [] : [...quote(prefilled), note('没有变化就点“就用这句”，有变化请直接回复。')]),
  ],
  keep: '就用这句',
  confirm: (w: ExtensionWords, e: Effect): Line[] => [
    title(`${w.itemNo} 申请延期　请核对`),
    ...body(w),
    text(effect(e)),
    note('提交后先由单位负责人审批，再由督查室审批。批准之前完成时限不变。'),
  ],
  submit: '提交申请',
  change: { date: '改日期', reason: '改理由', progress: '改进展' },
  done: (d: { itemNo: string; fromOn: string; waitsFor: string; head: string }, buttons: Button[][]): Message => ({
    lines: [
      title(`${d.itemNo} 的延期申请已提交`),
      text(
        d.waitsFor === 'unitHead' ? `先由${d.head}审批，再由督查室审批。` : '已转督查室审批。',
        '每一步都会告诉您。',
      ),
      text(`批准之前完成时限仍是 ${day(d.fromOn)}。待批期间不升级催办。`),
      note(`批准之前可以撤回：点下面的按钮，或发“延期 ${d.itemNo}”。`),
    ],
    buttons,
  }),
  asked: (w: ExtensionWords, buttons: Button[][]): Message => ({
    lines: [title(`${w.itemNo} 申请延期，请您审批`), ...body(w), note('您同意后转督查室审批。批准之前完成时限不变。')],
    buttons,
  }),
  toCoordinator: (w: ExtensionWords & { unit: string; head: string }, buttons: Button[][]): Message => ({
    lines: [
      title(`${w.itemNo} 申请延期，请审批（${w.unit}）`),
      ...body(w),
      text(w.head === '' ? '该单位没有另外的负责人，由督查室直接审批。' : `单位负责人${w.head}已同意。`),
    ],
    buttons,
  }),
  told: (
    step: 'endorsed' | 'approved' | 'refused',
    d: ExtensionWords & { by: string; note: string; mayAskAgain: boolean },
    buttons: Button[][],
  ): Message => {
    if (step === 'endorsed')
      return {
        lines: [
          title(`${d.itemNo} 的延期申请，单位负责人已同意`),
          text(`${d.by}同意延到 ${day(d.toOn)}，已转督查室审批。批准之前完成时限仍是 ${day(d.fromOn)}。`),
        ],
        buttons,
      };
    if (step === 'approved')
      return {
        lines: [
          title(`${d.itemNo} 的延期已批准`),
          text(`“${d.name}”的完成时限由 ${day(d.fromOn)} 改为 ${day(d.toOn)}（${d.by}批准）。`),
          note('今后按新时限提醒，原时限和这次变更在事项卡上可查。'),
        ],
        buttons,
      };
    return {
      lines: [
        title(`${d.itemNo} 的延期申请没有同意`),
        ...quote(`${d.note}（${d.by}）`),
        text(
          `完成时限仍是 ${day(d.fromOn)}。`,
          d.mayAskAgain ? '有新的情况，可以在这一天之前再次申请。' : '时限已过，请尽快完成并填报。',
        ),
      ],
      buttons,
    };
  },
  approvedDone: (itemNo: string, toOn: string, step: 'endorsed' | 'approved'): Message => ({
    lines: [
      text(
        step === 'endorsed'
          ? `${itemNo} 延到 ${day(toOn)}，您已同意，转督查室审批。`
          : `${itemNo} 的完成时限已改为 ${day(toOn)}，已告诉申请人。`,
      ),
    ],
  }),
  refusedDone: (itemNo: string): Message => ({
    lines: [text(`${itemNo} 的延期申请已答复“不同意”，申请人会看到您写的理由。完成时限不变。`)],
  }),
  askWhyNot: (itemNo: string): Line[] => [
    title(`${itemNo} 不同意延期`),
    text('为什么不同意？请写一句，申请人会原样看到。'),
  ],
  history: (changes: DueChange[]): Line[] =>
    changes.length === 0 ? [] : [text(bold('时限变更')), ...changes.map((each) => text(change(each)))],
};
