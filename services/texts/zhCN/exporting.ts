import type { ExportPart } from '../../../domain/document.js';
import { type Message, note, text, title } from '../../../domain/message.js';
import { board as boardTexts, type ReasonLine } from './board.js';
import { points } from './dates.js';
import { CODE_WORDS, LEDGER_HEADERS, type LedgerField, READ_ONLY_MARK, wordOf } from './importWords.js';
import { periodWords } from './periods.js';

const PARTS: Record<ExportPart, string> = {
  ledger: '台账',
  unreported: '未报清单',
  board: '红黑榜',
  burden: '减负统计',
  deliveries: '发送记录',
};

type Tone = 'red' | 'orange' | 'green' | 'grey' | 'plain';
const WIDTHS: Partial<Record<LedgerField, number>> = {
  itemNo: 12,
  title: 36,
  leadUnit: 20,
  supportingUnits: 24,
  due: 13,
  percent: 10,
  status: 12,
  milestones: 36,
  kind: 10,
  supervisionClass: 10,
  source: 12,
  responsiblePerson: 12,
  tag: 12,
};

/** The ledger's columns, in the order of an export. */
export const LEDGER_COLUMNS: readonly LedgerField[] = [
  'itemNo',
  'title',
  'kind',
  'tag',
  'supervisionClass',
  'source',
  'leadUnit',
  'supportingUnits',
  'responsiblePerson',
  'task',
  'measures',
  'target',
  'standard',
  'safeguard',
  'consequence',
  'milestones',
  'due',
  'percent',
  'status',
];

const words = (field: 'kind' | 'supervisionClass' | 'source'): string[] =>
  Object.keys(CODE_WORDS[field]).map((code) => wordOf(field, code));

/** An item's state as a word and its colour. */
function state(item: { status: string; dueOn: string }, today: string, soonOn: string): [string, Tone] {
  if (item.status === 'closed') return ['已销号', 'green'];
  if (item.status === 'exempt') return ['已免责', 'grey'];
  if (item.dueOn < today) return ['逾期', 'red'];
  return item.dueOn <= soonOn ? ['临期', 'orange'] : ['进行中', 'plain'];
}

const DELIVERY_STATES: Record<string, [string, Tone]> = {
  pending: ['等待', 'plain'],
  sending: ['发送中', 'plain'],
  sent: ['已送达', 'green'],
  failed: ['未送达', 'red'],
  expired: ['过期未发', 'orange'],
  cancelled: ['已撤回', 'grey'],
  unknown: ['结果不明', 'orange'],
};
const DELIVERY_KINDS: Record<string, string> = {
  reply: '回复',
  close: '收起按钮',
  notice: '通知',
  warning: '提醒',
  chase: '催办',
  digest: '晨报',
  board: '红黑榜',
  bulletin: '通报',
};
const LISTS: Record<string, [string, Tone]> = {
  red: ['红榜', 'red'],
  black: ['黑榜', 'grey'],
  middle: ['—', 'plain'],
  notRanked: ['不排名', 'plain'],
};
const PLATFORMS: Record<string, string> = { sandbox: '沙盒', telegram: 'Telegram', wecom: '企业微信' };

const readOnly = (name: string, on: string): string => `${name}（${on}，${READ_ONLY_MARK}）`;

export const exporting = {
  parts: PARTS,
  /** The part that somebody asks for by a word; null for all, undefined for none. */
  partOf: (wanted: string): ExportPart | null | undefined =>
    wanted === '' || wanted === '全部'
      ? null
      : (Object.entries(PARTS).find(([part, name]) => part === wanted || name === wanted)?.[0] as
          | ExportPart
          | undefined),
  readOnly,
  textSheet: '正文',
  listSheet: '字典',
  font: '等线',
  fileName: (campaign: string, on: string, parts: readonly ExportPart[]) =>
    `${parts.length === 1 ? PARTS[parts[0] ?? 'ledger'] : '督办数据'}-${campaign.replace(/[\\/:*?"<>|“”]/g, '').slice(0, 20)}-${on}.xlsx`,
  message: (parts: readonly ExportPart[], missing: readonly ExportPart[]): Message => ({
    lines: [
      title(`导出：${parts.map((part) => PARTS[part]).join('、')}`),
      ...(parts.includes('ledger') ? [text('台账这一页改好后发回来，就能更新；没有改的行不会变。')] : []),
      ...(missing.length > 0
        ? [note(`${missing.map((part) => PARTS[part]).join('、')}现在还没有数据，这次没有。`)]
        : []),
    ],
  }),
  failed: '文件这次没有生成成功，请稍后再发一次“导出”。',
  ledger: {
    columns: (units: readonly string[]) =>
      LEDGER_COLUMNS.map((field) => ({
        header: LEDGER_HEADERS[field][0],
        width: WIDTHS[field] ?? 28,
        kind: field === 'due' ? ('day' as const) : field === 'percent' ? ('percent' as const) : ('text' as const),
        ...(field === 'kind' || field === 'supervisionClass' || field === 'source' ? { list: words(field) } : {}),
        ...(field === 'leadUnit' ? { list: units } : {}),
      })),
    state,
    word: wordOf,
  },
  unreported: {
    title: (on: string) => readOnly('未报清单', on),
    columns: [
      { header: '单位', width: 22 },
      { header: '编号', width: 12 },
      { header: '事项', width: 36 },
      { header: '报告时限', width: 13, kind: 'day' as const },
      { header: '已逾期（工作日）', width: 12, kind: 'number' as const },
      { header: '联络员', width: 16 },
      { header: '催办到', width: 16 },
    ],
    rungs: ['未催办', '联络员', '单位负责人', '联点领导', '协调员清单', '拟通报', '拟移交'],
  },
  board: {
    title: (d: { campaign: string; periodKey: string; dataAt: string; formulaVersion: string }) =>
      readOnly(
        `${periodWords(d.periodKey)}红黑榜　数据截至 ${d.dataAt}　评分规则 ${d.formulaVersion}`,
        d.campaign.slice(0, 20),
      ),
    columns: [
      { header: '名次', width: 8, kind: 'number' as const },
      { header: '单位', width: 24 },
      { header: '得分', width: 10, kind: 'number' as const },
      { header: '名单', width: 10 },
      { header: '升降', width: 10 },
      { header: '评了几项', width: 10, kind: 'number' as const },
      { header: '得失分依据', width: 80 },
    ],
    list: (code: string): [string, Tone] => LISTS[code] ?? [code, 'plain'],
    change: (change: { kind: string; by: number }) =>
      change.kind === 'up'
        ? `升 ${change.by}`
        : change.kind === 'down'
          ? `降 ${change.by}`
          : change.kind === 'new'
            ? '新'
            : '不变',
    reasons: (lines: ReasonLine[]) => lines.map((line) => boardTexts.reason(line)).join('\n'),
    score: (centi: number) => Number(points(centi).replace('−', '-')),
  },
  burden: {
    title: (startsOn: string, endsOn: string) => readOnly('减负统计', `${startsOn} 至 ${endsOn}`),
    columns: [
      { header: '单位', width: 22 },
      { header: '用时（分钟）', width: 12, kind: 'number' as const },
      { header: '前一周（分钟）', width: 12, kind: 'number' as const },
      { header: '收到消息', width: 11, kind: 'number' as const },
      { header: '要求报告', width: 11, kind: 'number' as const },
      { header: '被催办', width: 11, kind: 'number' as const },
      { header: '已报', width: 11, kind: 'number' as const },
      { header: '其中迟报', width: 11, kind: 'number' as const },
      { header: '休息时间报', width: 12, kind: 'number' as const },
      { header: '反映太频繁', width: 12, kind: 'number' as const },
    ],
  },
  deliveries: {
    title: (on: string) => readOnly('发送记录', on),
    columns: [
      { header: '计划时间', width: 18 },
      { header: '类型', width: 10 },
      { header: '收件', width: 24 },
      { header: '平台', width: 12 },
      { header: '状态', width: 12 },
      { header: '结束时间', width: 18 },
      { header: '尝试次数', width: 10, kind: 'number' as const },
      { header: '原因', width: 30 },
    ],
    state: (code: string): [string, Tone] => DELIVERY_STATES[code] ?? [code, 'plain'],
    kind: (code: string) => DELIVERY_KINDS[code] ?? code,
    platform: (code: string) => PLATFORMS[code] ?? code,
  },
};
