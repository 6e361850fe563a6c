import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, shortDay } from './dates.js';
import { quoted } from './quoting.js';

const KINDS: Record<string, string> = { good: '正面', bad: '反面' };
const STATES: Record<string, string> = {
  submitted: '待审',
  approved: '已通过',
  sentBack: '已退回',
  withdrawn: '已撤下',
};
const SOME_UNIT = '某单位';

/** A case as a list shows it; `unit` is '' where the reader is not told. */
export interface CaseRow {
  kind: string;
  title: string;
  unit: string;
  status: string;
  quoted: number;
}

/** A case as its reader may see it. */
export interface CaseWords extends CaseRow {
  what: string;
  result: string;
  reason: string;
  author: string;
  file: string | null;
  namesUnit: boolean;
  on: string;
  /** The reader decides about it, or wrote it. */
  handles: boolean;
}

const row = (each: CaseRow, index: number): Line =>
  text(
    `${index + 1}. 【${each.status === 'approved' ? (KINDS[each.kind] ?? '') : `${STATES[each.status] ?? ''}，${KINDS[each.kind] ?? ''}`}】`,
    `${brief(each.title, 22)}${each.unit === '' ? '' : `（${each.unit}）`}${each.quoted > 0 ? `　已引用 ${each.quoted} 次` : ''}`,
  );

const LABELS: Record<string, { what: string; result: string }> = {
  good: { what: '做法：', result: '成效：' },
  bad: { what: '经过：', result: '处理：' },
};
const labelsOf = (kind: string) => LABELS[kind] ?? { what: '做法：', result: '成效：' };

export const exemplary = {
  kinds: KINDS,
  someUnit: SOME_UNIT,
  submit: '报送案例',
  more: '下一页',
  open: (index: number) => `看第 ${index + 1} 个`,
  approve: '通过',
  approveUnnamed: '通过，不点名',
  approveNamed: '通过并点名',
  sendBack: '退回',
  withdraw: '撤下',
  amend: '补充修改',
  files: '看材料',
  list: (d: { waiting: number; approved: number; rows: CaseRow[]; rest: number }, buttons: Button[][]): Message => ({
    lines:
      d.rows.length === 0
        ? [title('典型案例'), text('还没有案例。联络员可以点“报送案例”报送，督查室审核通过后列在这里。')]
        : [
            title(`典型案例 ${d.approved} 个${d.waiting > 0 ? `，待审 ${d.waiting} 个` : ''}`),
            ...d.rows.map(row),
            ...(d.rest > 0 ? [note(`还有 ${d.rest} 个，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  card: (d: CaseWords, buttons: Button[][]): Message => {
    const labels = labelsOf(d.kind);
    return {
      lines: [
        title(`典型案例（${KINDS[d.kind] ?? ''}）${d.status === 'approved' ? '' : `【${STATES[d.status] ?? ''}】`}`),
        text(bold(d.title), d.unit === '' ? '' : `（${d.unit}）`),
        text(bold(labels.what), d.what),
        text(bold(labels.result), d.result),
        ...(d.file === null ? [] : [text(`材料：${d.file}`)]),
        ...(d.reason === '' ? [] : [text(`${d.status === 'withdrawn' ? '撤下' : '退回'}理由：${d.reason}`)]),
        ...(d.handles
          ? [
              note(
                `${d.author} ${shortDay(d.on)} 报送${
                  d.kind === 'good'
                    ? ''
                    : d.status === 'approved'
                      ? `，${d.namesUnit ? '点名' : '不点名'}`
                      : '。不点名的，列出和引用时不显示单位'
                }`,
              ),
            ]
          : []),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  askUnit: (): Line[] => [title('报送典型案例　单位'), text('是哪个单位的案例？')],
  askKind: (): Line[] => [
    title('报送典型案例（1/5）'),
    text('是哪一类？正面的是别的单位学得来的做法，反面的是该避免的做法。'),
  ],
  kindLabels: { good: '正面典型', bad: '反面典型' } as Record<string, string>,
  askTitle: (kind: string): Line[] => [
    title(`报送典型案例（2/5）　${KINDS[kind] ?? ''}`),
    text(`标题写什么？例：${kind === 'good' ? '一窗受理，办证从 5 天减到 1 天' : '验收只看台账，返工三次'}`),
  ],
  askWhat: (kind: string): Line[] => [
    title('报送典型案例（3/5）'),
    text(kind === 'good' ? '做了什么、怎么做的？写事实，不点个人。' : '发生了什么、原因在哪里？写事实，不点个人。'),
  ],
  askResult: (kind: string): Line[] => [
    title('报送典型案例（4/5）'),
    text(kind === 'good' ? '结果怎么样？有数字的写数字。' : '后来怎么处理的、现在怎么样？'),
  ],
  askFile: (): Line[] => [title('报送典型案例（5/5）'), text('有照片或材料请发一份，没有就点“跳过”。')],
  check: (d: {
    kind: string;
    unit: string;
    title: string;
    what: string;
    result: string;
    file: string | null;
  }): Line[] => {
    const labels = labelsOf(d.kind);
    return [
      title(`报送典型案例（${KINDS[d.kind] ?? ''}）　请核对`),
      text(bold(d.title), `（${d.unit}）`),
      text(bold(labels.what), d.what),
      text(bold(labels.result), d.result),
      text(`材料：${d.file ?? '没有'}`),
      note(
        d.kind === 'good'
          ? '报送后由督查室审核，通过后各单位都能看到，通报可能引用。'
          : '报送后由督查室审核。点不点名由督查室定，不点名的，列出和引用时不显示单位。',
      ),
    ];
  },
  change: (kind: string): Record<string, string> =>
    kind === 'bad'
      ? { title: '改标题', what: '改经过', result: '改处理', file: '换材料' }
      : { title: '改标题', what: '改做法', result: '改成效', file: '换材料' },
  send: '报送',
  submitted: (again: boolean): Message => ({
    lines: [
      title(again ? '案例已补充并重新报送' : '案例已报送'),
      text('督查室审核后会告诉您结果：通过，或退回并说明要改什么。'),
    ],
  }),
  toReview: (
    d: { unit: string; kind: string; title: string; author: string; again: boolean },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${d.unit}${d.again ? '补充了' : '报送'}典型案例（${KINDS[d.kind] ?? ''}），请审核`),
      text(d.title),
      note(`${d.author} 报送。`),
    ],
    buttons,
  }),
  review: '去审核',
  approvedDone: (d: { kind: string; named: boolean }): Message => ({
    lines: [
      text(
        d.kind === 'good'
          ? '已通过，列入典型案例。起草通报时可以引用。'
          : d.named
            ? '已通过并点名，列入典型案例。引用它的通报按批评通报办理，要由另一人同意。'
            : '已通过，不点名。列出和引用时不显示单位。',
      ),
    ],
  }),
  decided: (d: { title: string; approved: boolean; reason: string; by: string }, buttons: Button[][]): Message => ({
    lines: [
      title(d.approved ? `案例${quoted(d.title, 20)}已通过` : `案例${quoted(d.title, 20)}被退回，请补充`),
      ...(d.approved ? [text('已列入典型案例，发“典型案例”可以看到。')] : [...quote(d.reason)]),
      note(d.approved ? `${d.by}（督查室）` : `${d.by}（督查室）。点“补充修改”接着改，其他内容不用重填。`),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  askSendBack: (name: string): Line[] => [
    title(`退回案例${quoted(name, 20)}`),
    text('要补什么、改什么？报送人只看这一句就能改。'),
  ],
  askWithdraw: (name: string): Line[] => [
    title(`撤下案例${quoted(name, 20)}`),
    text('为什么撤下？已经引用它的通报不受影响，需要更正请在通报里更正。'),
  ],
  sentBackDone: (): Message => ({ lines: [text('已退回，报送人会收到您的话。')] }),
  withdrawnDone: (): Message => ({ lines: [text('已撤下，不再列出，也不能再引用。')] }),
  /** A case as a bulletin quotes it; short enough to stand under the bulletin's own words on a phone. */
  quoted: (d: { kind: string; title: string; unit: string; what: string; result: string }): string => {
    const labels = labelsOf(d.kind);
    return [
      `典型案例：${brief(d.title, 30)}（${d.unit === '' ? SOME_UNIT : d.unit}）`,
      `${labels.what}${brief(d.what, 90)}`,
      `${labels.result}${brief(d.result, 60)}`,
    ].join('\n');
  },
  askQuote: (rows: { kind: string; title: string; unit: string }[]): Line[] => [
    title('起草通报　引用案例'),
    text('要不要引用一个典型案例？引用的附在正文后面。'),
    ...rows.map((each, index) =>
      text(
        `${index + 1}. 【${KINDS[each.kind] ?? ''}】${brief(each.title, 22)}（${each.unit === '' ? SOME_UNIT : each.unit}）`,
      ),
    ),
  ],
  quoteLabel: (index: number) => `引用第 ${index + 1} 个`,
  noQuote: '不引用',
  changeQuote: '改案例',
};

type Params = Record<string, string | number>;

/** Refusals about cases. */
export const exemplaryErrors: Record<string, (p: Params) => string> = {
  caseGone: () => '没有找到这个案例，可能已经撤下。请发“典型案例”查看。',
  caseHandled: () => '这个案例已经有人审过了。请发“典型案例”查看结果。',
  caseChanged: () => '这个案例刚刚补充过。请重新打开，看过新的内容再审。',
  caseOwn: () => '这是您自己报送的，要由另一位协调员审核。',
  caseNotAmendable: () => '这个案例不在退回状态，不用补充。',
  caseShort: () => '太短了，请用一两句话写清楚。',
  caseNoUnit: () => '案例由各单位联络员或负责人报送，您没有登记在哪个单位。',
  caseNeedsCriticism: () => '点名的反面案例只能在批评通报里引用，请换一个案例，或改发批评通报。',
};
