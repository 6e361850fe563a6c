import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day } from './dates.js';

const BASES: Record<string, string> = {
  document: '文件依据',
  forceMajeure: '不可抗力',
  policyChange: '上级调整',
  other: '其他情况',
};

/** What a request for an exemption says. `name` is the milestone's, null for the whole item. */
export interface ExemptionWords {
  itemNo: string;
  title: string;
  unit: string;
  name: string | null;
  applicant: string;
  basisKind: string;
  basis: string;
  /** The document's file name. */
  file: string | null;
}

/** An exemption on the item's card. */
export interface ExemptionLine {
  name: string | null;
  status: string;
  basisKind: string;
  basis: string;
  by: string;
  on: string;
  revoked: string;
}

const scope = (name: string | null): string => (name === null ? '整个事项' : `“${name}”`);

const body = (w: ExemptionWords): Line[] => [
  text(`${brief(w.title)}（${w.unit}）`),
  text(bold('范围：'), scope(w.name)),
  text(bold('依据：'), BASES[w.basisKind] ?? w.basisKind),
  ...quote(w.basis),
  text(bold('材料：'), w.file ?? '没有'),
  // Who is still asking knows who they are.
  ...(w.applicant === '' ? [] : [text(bold('申请人：'), w.applicant)]),
];

const EFFECT = '同意后不计入评分，不再提醒和催办，在得分依据里列明；以后可以撤销。';

const cardLine = (e: ExemptionLine): string => {
  const what = `· ${scope(e.name)}：${BASES[e.basisKind] ?? e.basisKind}，${brief(e.basis, 30)}`;
  if (e.status === 'pending') return `${what}　待审批`;
  if (e.status === 'refused') return `${what}　未同意（${day(e.on)}，${e.by}）`;
  if (e.status === 'revoked') return `${what}　已撤销：${brief(e.revoked, 30)}`;
  return `${what}　已批准（${day(e.on)}，${e.by}）`;
};

export const exemption = {
  bases: BASES,
  body,
  effect: EFFECT,
  ask: '申请容错',
  scopeWhole: '整个事项',
  askScope: (itemNo: string, name: string): Line[] => [
    title(`${itemNo} 申请容错（1/4）`),
    text(brief(name)),
    text('哪一部分不计入评分？'),
  ],
  askBasisKind: (itemNo: string): Line[] => [title(`${itemNo} 申请容错（2/4）`), text('依据是哪一类？')],
  askBasis: (itemNo: string, kind: string): Line[] => [
    title(`${itemNo} 申请容错（3/4）　${BASES[kind] ?? ''}`),
    text('具体依据是什么？请写清文件名称、文号，或者时间、地点、影响。'),
  ],
  askFile: (itemNo: string): Line[] => [
    title(`${itemNo} 申请容错（4/4）`),
    text('有依据材料可以现在发（文件或照片），没有就跳过。'),
  ],
  confirm: (w: ExemptionWords): Line[] => [
    title(`${w.itemNo} 申请容错　请核对`),
    ...body(w),
    note(`提交后由另一位协调员或管理员审批。${EFFECT}`),
  ],
  submit: '提交申请',
  change: { scope: '改范围', basisKind: '改依据', file: '补材料' },
  choose: (rows: { itemNo: string; title: string; dueOn: string }[], rest: number, buttons: Button[][]): Message => ({
    lines:
      rows.length === 0
        ? [text('现在没有可以申请容错的事项。')]
        : [
            title('申请容错：请选事项'),
            ...rows.map((each) => text(`· ${each.itemNo} ${brief(each.title, 18)}　完成时限 ${day(each.dueOn)}`)),
            ...(rest > 0 ? [note(`还有 ${rest} 项没有列出，可以发“容错 事项编号”。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  askFor: (itemNo: string) => brief(`容错 ${itemNo}`, 10),
  done: (itemNo: string, approvers: readonly string[]): Message => ({
    lines: [
      title(`${itemNo} 的容错申请已提交`),
      text(
        approvers.length === 1
          ? `由${approvers[0]}审批`
          : `已请督查室审批（${approvers.slice(0, 3).join('、')}${approvers.length > 3 ? '等' : ''}，其中一位同意即可）`,
        '，结果会告诉您。批准之前照常计分和提醒。',
      ),
    ],
  }),
  asked: (w: ExemptionWords, buttons: Button[][]): Message => ({
    lines: [title(`${w.itemNo} 申请容错，请审批`), ...body(w), note(EFFECT)],
    buttons,
  }),
  approvedDone: (itemNo: string): Message => ({
    lines: [text(`${itemNo} 的容错已批准，不计入评分，不再提醒和催办。已告诉申请人和单位。`)],
  }),
  refusedDone: (itemNo: string): Message => ({
    lines: [text(`${itemNo} 的容错申请已答复“不同意”，申请人会看到您写的理由。`)],
  }),
  askWhyNot: (itemNo: string): Line[] => [
    title(`${itemNo} 不同意容错`),
    text('为什么不同意？请写一句，申请人会原样看到。'),
  ],
  revoke: '撤销容错',
  askRevoke: (itemNo: string): Line[] => [
    title(`撤销 ${itemNo} 的容错`),
    text('为什么撤销？请写一句，单位和申请人会原样看到。撤销后恢复计分和提醒。'),
  ],
  revokedDone: (itemNo: string): Message => ({
    lines: [text(`${itemNo} 的容错已撤销，恢复计分和提醒。已告诉单位和申请人。`)],
  }),
  told: (
    step: 'approved' | 'refused' | 'revoked',
    d: { itemNo: string; title: string; name: string | null; by: string; note: string },
  ): Message => {
    const what = `${d.itemNo} ${brief(d.title)}　${scope(d.name)}`;
    if (step === 'approved')
      return {
        lines: [
          title(`${d.itemNo} 的容错已批准`),
          text(what),
          text(`${d.by}批准。不计入评分，不再提醒和催办，得分依据里会列明。`),
        ],
      };
    return {
      lines: [
        title(step === 'refused' ? `${d.itemNo} 的容错申请没有同意` : `${d.itemNo} 的容错已撤销`),
        text(what),
        ...quote(`${d.note}（${d.by}）`),
        text(step === 'refused' ? '照常计分和提醒。' : '恢复计分和提醒，完成时限不变。'),
      ],
    };
  },
  /** Beside a unit's score: what was taken out of it. */
  shown: (rows: { itemNo: string; name: string | null; basisKind: string; basis: string }[]): Line[] =>
    rows.length === 0
      ? []
      : [
          text(bold(`已容错 ${rows.length} 项，不计入评分`)),
          ...rows
            .slice(0, 6)
            .map((each) =>
              text(`· ${each.itemNo} ${scope(each.name)}　${BASES[each.basisKind] ?? ''}：${brief(each.basis, 30)}`),
            ),
          ...(rows.length > 6 ? [note(`还有 ${rows.length - 6} 项，在事项卡上可查。`)] : []),
        ],
  onCard: (rows: ExemptionLine[]): Line[] =>
    rows.length === 0 ? [] : [text(bold('容错')), ...rows.map((each) => text(cardLine(each)))],
};
