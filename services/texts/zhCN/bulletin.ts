import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';

const KINDS: Record<string, string> = { praise: '表扬', criticism: '批评', notice: '工作提示' };
const AUDIENCES: Record<string, string> = {
  group: '工作群',
  heads: '各单位负责人',
  liaisons: '各单位联络员',
  everyone: '工作群、负责人和联络员',
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
}

/** (2026, 3) → '〔2026〕3 号'. */
const numbered = (year: number, number: number): string => `〔${year}〕${number} 号`;

/** The bulletin exactly as its readers get it. */
function post(b: BulletinWords): Message {
  return {
    lines: [
      title(`督办通报${b.number === undefined ? '' : numbered(b.year ?? 0, b.number)}　${KINDS[b.kind] ?? ''}`),
      text(bold(b.title)),
      ...quote(b.body).map((line): Line => ({ ...line, kind: 'text' })),
      note(b.issuer),
    ],
  };
}

export const bulletin = {
  kinds: KINDS,
  audienceLabels: { group: '发工作群', heads: '发负责人', liaisons: '发联络员', everyone: '全部都发' } as Record<
    string,
    string
  >,
  numbered,
  issuer: (campaign: string) => `${campaign}督办专班`,
  post,
  askKind: (): Line[] => [title('起草通报（1/4）'), text('这是哪一类？')],
  askTitle: (kind: string): Line[] => [
    title(`起草通报（2/4）　${KINDS[kind] ?? ''}`),
    text('标题写什么？例：关于第二轮进展填报情况的通报'),
  ],
  askBody: (): Line[] => [title('起草通报（3/4）'), text('正文写什么？可以分段，写事实和要求，不点个人。')],
  askAudience: (): Line[] => [title('起草通报（4/4）'), text('发给谁？')],
  preview: (b: BulletinWords, audience: string): Line[] => [
    note('预览：收到的人看到的就是下面这样，编号在发送时生成。'),
    ...post(b).lines,
    text(bold('发给：'), AUDIENCES[audience] ?? audience),
  ],
  send: '发送',
  editTitle: '改标题',
  editBody: '改正文',
  editAudience: '改范围',
  queued: (number: string, total: number, held: boolean, buttons: Button[][]): Message => ({
    lines: [
      title(held ? `通报${number}已排好，共 ${total} 份` : `通报${number}已开始发送，共 ${total} 份`),
      text(held ? '现在是休息时间，下一个工作日 8:00 发出。' : '', '点“发送情况”随时看结果。'),
    ],
    buttons,
  }),
  counts: '发送情况',
  countsOf: (
    number: string,
    c: { sent: number; waiting: number; failed: number; names: string[] },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`通报${number}发送情况`),
      text(`已送达 ${c.sent}　等待 ${c.waiting}　未送达 ${c.failed}`),
      ...(c.names.length === 0 ? [] : [text(`未送达：${c.names.join('、')}`)]),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
};
