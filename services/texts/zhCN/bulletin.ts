import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { dayAndTime } from './dates.js';
import { issuerName, numbered } from './documentNumber.js';
import { quoted } from './quoting.js';

const KINDS: Record<string, string> = { praise: '表扬', criticism: '批评', notice: '工作提示' };
const AUDIENCES: Record<string, string> = {
  group: '工作群',
  heads: '各单位负责人',
  liaisons: '各单位联络员',
  everyone: '工作群、负责人和联络员',
};

const UNIT_KINDS: Record<string, string> = {
  all: '全部单位',
  prefecture: '市州',
  department: '部门',
  county: '县区',
  township: '乡镇',
  other: '其他单位',
};

/** A bulletin's words. */
export interface BulletinWords {
  kind: string;
  /** Numbered when it is sent; a draft has none yet. */
  year?: number;
  number?: number;
  title: string;
  body: string;
  issuer: string;
  /** The number of the bulletin that this one corrects. */
  corrects?: string;
}

/** The bulletin exactly as its readers get it. */
function post(b: BulletinWords): Message {
  return {
    lines: [
      title(
        `${b.number === undefined ? '督办通报' : `督办通报　${numbered(b.year ?? 0, b.number)}`}　${KINDS[b.kind] ?? ''}`,
      ),
      text(bold(b.title)),
      ...(b.corrects ? [text(`本期更正${b.corrects}，以本期为准。`)] : []),
      ...quote(b.body).map((line): Line => ({ ...line, kind: 'text' })),
      note(b.issuer),
    ],
  };
}

/** Messages that cannot be taken back. */
interface Stay {
  inGroups: number;
  tooOld: number;
}

const staysLines = ({ inGroups, tooOld }: Stay): Line[] => [
  ...(inGroups > 0
    ? [text(`企业微信群里的 ${inGroups} 条收不回：群机器人发出的消息不能撤回，原文会留在群里，只能另发说明。`)]
    : []),
  ...(tooOld > 0 ? [text(`另有 ${tooOld} 份发出超过 24 小时，企业微信不能再收回，也只发说明。`)] : []),
];

export const bulletin = {
  kinds: KINDS,
  audienceLabels: { group: '发工作群', heads: '发负责人', liaisons: '发联络员', everyone: '全部都发' } as Record<
    string,
    string
  >,
  numbered,
  issuer: issuerName,
  post,
  askKind: (): Line[] => [title('起草通报（1/4）'), text('这是哪一类？')],
  askTitle: (kind: string): Line[] => [
    title(`起草通报（2/4）　${KINDS[kind] ?? ''}`),
    text('标题写什么？例：关于第二轮进展填报情况的通报'),
  ],
  askBody: (): Line[] => [title('起草通报（3/4）'), text('正文写什么？可以分段，写事实和要求，不点个人。')],
  askAudience: (): Line[] => [title('起草通报（4/4）'), text('发给谁？')],
  unitKinds: UNIT_KINDS,
  askUnitKind: (): Line[] => [title('起草通报　范围'), text('发给哪类单位？')],
  preview: (b: BulletinWords, audience: string, unitKind: string): Line[] => [
    note('预览：收到的人看到的就是下面这样，编号在发送时生成。'),
    ...post(b).lines,
    text(
      bold('发给：'),
      AUDIENCES[audience] ?? audience,
      unitKind === 'all' ? '' : `（${UNIT_KINDS[unitKind] ?? unitKind}）`,
    ),
    ...(b.kind === 'criticism' ? [note('批评通报要由另一位协调员（没有的由领导）同意后才发出。')] : []),
  ],
  send: '发送',
  editTitle: '改标题',
  editBody: '改正文',
  editAudience: '改范围',
  queued: (
    sent: { number: string | null; total: number; heldUntil: Date | null; zone: string },
    buttons: Button[][],
  ): Message => ({
    lines:
      sent.number === null
        ? [title('批评通报已送审'), text('另一位负责人同意后发出，结果会告诉您。')]
        : [
            title(`${sent.number}${sent.heldUntil ? '已排好' : '已开始发送'}，共 ${sent.total} 份`),
            text(
              sent.heldUntil ? `现在是休息时间，${dayAndTime(sent.heldUntil, sent.zone)} 发出。` : '',
              buttons.length > 0 ? '点“发送情况”随时看结果。' : '',
              sent.heldUntil === null && buttons.length === 0 ? '已告诉起草人，结果由起草人跟进。' : '',
            ),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  toApprove: (drafter: string, b: BulletinWords, audience: string, buttons: Button[][]): Message => ({
    lines: [
      title(`请审批批评通报（${drafter}起草）`),
      ...post(b).lines.slice(1),
      text(bold('发给：'), AUDIENCES[audience] ?? audience),
    ],
    buttons,
  }),
  approve: '同意发送',
  refuse: '不同意',
  refuseDone: (): Message => ({ lines: [text('已退回起草人，没有发出。')] }),
  approved: (number: string, by: string): Message => ({ lines: [title(`${number}已由${by}同意发送`)] }),
  refused: (name: string, by: string): Message => ({
    lines: [title(`批评通报${quoted(name)}没有通过`), text(`${by}不同意发送。修改后请重新发“通报”起草。`)],
  }),
  counts: '发送情况',
  refresh: '刷新',
  resend: '重发未送达',
  correct: '更正',
  withdraw: '撤回',
  resent: (count: number, buttons: Button[][]): Message => ({
    lines: [text(count === 0 ? '没有未送达的。' : `已重发 ${count} 份。`)],
    buttons,
  }),
  withdrawAsk: (number: string, stay: Stay, buttons: Button[][]): Message => ({
    lines: [
      title(`确定撤回${number}？`),
      text('没发出的不再发，已发出的收回，并向收到的人发一条撤回说明。撤回后不能恢复。'),
      ...staysLines(stay),
    ],
    buttons,
  }),
  withdrawDone: (d: { number: string; told: number; stopped: number; recalled: number } & Stay): Message => ({
    lines: [
      title(`${d.number}已撤回`),
      text(`停发 ${d.stopped} 份，向 ${d.told} 处发出撤回说明${d.recalled > 0 ? `，收回 ${d.recalled} 份` : ''}。`),
      ...staysLines(d),
    ],
  }),
  /** In the place of the withdrawn words. */
  retracted: (number: string) => `${number}已撤回`,
  withdrawn: (number: string, name: string): Message => ({
    lines: [title(`${number}已撤回`), text(`${quoted(name)}不再有效，请以后续通知为准。`)],
  }),
  countsOf: (
    c: { number: string; withdrawn: boolean; sent: number; waiting: number; failed: number; names: string[] },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${c.number || '通报'}发送情况${c.withdrawn ? '（已撤回）' : ''}`),
      text(`已送达 ${c.sent}　等待 ${c.waiting}　未送达 ${c.failed}`),
      ...(c.names.length === 0 ? [] : [text(`未送达：${c.names.join('、')}`)]),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
};
