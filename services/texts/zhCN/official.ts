import type { Clearance } from '../../../domain/clearance.js';
import { type Button, type Message, note, text, title } from '../../../domain/message.js';
import { points, shortDay } from './dates.js';
import { issuerName, numbered, OFFICE } from './documentNumber.js';
import { periodWords } from './periods.js';

/** Names of the fonts of GB/T 9704—2012. */
const FONTS = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  heading: '黑体',
  subheading: '楷体_GB2312',
  number: '宋体',
};

/** '2026-09-07' → '2026年9月7日'. */
export const fullDay = (on: string): string => `${Number(on.slice(0, 4))}年${shortDay(on)}`;

const percent = (tenths: number | null): string =>
  tenths === null ? '—' : `${Math.floor(tenths / 10)}.${tenths % 10}%`;

/** Title lines of at most 20 characters, cut where words may be cut. */
function titleLines(words: string): string[] {
  const signs = [...words];
  if (signs.length <= 20) return [words];
  const middle = Math.ceil(signs.length / 2);
  const after = signs.findIndex((sign, index) => index >= middle - 5 && index <= middle + 5 && /[的、，：]/.test(sign));
  const cut = after < 0 ? middle : after + 1;
  return [signs.slice(0, cut).join(''), signs.slice(cut).join('')].filter((line) => line !== '');
}

/** A name short enough for a red head: quotes and what stands in them stay, a long name is shortened by the office's own words. */
const headName = (campaign: string): string => ([...campaign].length <= 14 ? `${campaign}督办通报` : '督办工作通报');

const TABLES = {
  late: {
    title: '逾期未办结事项清单',
    columns: [
      { header: '序号', width: 1.2 },
      { header: '单位', width: 3.2, align: 'left' as const },
      { header: '编号', width: 1.9 },
      { header: '事项', width: 5.2, align: 'left' as const },
      { header: '完成时限', width: 2.3 },
      { header: '逾期\n工作日', width: 1.6 },
    ],
  },
  red: {
    title: '红榜单位名单',
    columns: [
      { header: '名次', width: 1.1 },
      { header: '单位', width: 4, align: 'left' as const },
      { header: '得分', width: 1.5 },
      { header: '依据', width: 5, align: 'left' as const },
    ],
  },
  ranking: {
    title: '各单位得分和名次',
    columns: [
      { header: '名次', width: 1.3 },
      { header: '单位', width: 3.6, align: 'left' as const },
      { header: '得分', width: 1.3 },
      { header: '应办', width: 1.2 },
      { header: '按期', width: 1.2 },
      { header: '按期率', width: 1.6 },
      { header: '主要失分', width: 5.8, align: 'left' as const },
    ],
  },
};

export interface SummaryFacts {
  campaign: string;
  periodKey: string;
  startsOn: string;
  endsOn: string;
  on: string;
  units: number;
  items: number;
  open: number;
  closed: number;
  overdue: number;
  due: number;
  onTime: number;
  onTimeRate: number | null;
  rateBefore: number | null;
  clearance: Clearance;
  asked: number;
  reportedInTime: number;
  sentBack: number;
  top: string[];
  bottom: string[];
}

export const official = {
  numbered,
  fonts: FONTS,
  tables: TABLES,
  fullDay,
  percent,
  score: points,
  annexLabel: (number: number | '') => `附件${number}`,
  attachmentLines: (titles: readonly string[]) =>
    titles.map((each, index) =>
      titles.length === 1 ? `附件：${each}` : `${index === 0 ? '附件：' : ''}${index + 1}.${each}`,
    ),
  notRanked: '—',
  bulletin: (d: {
    campaign: string;
    year: number;
    number: number | null;
    title: string;
    body: string;
    on: string;
    kind: string;
  }) => ({
    head: headName(d.campaign),
    number: numbered(d.year, d.number),
    title: titleLines(d.title),
    addressee: '各有关单位：',
    body: d.body
      .split('\n')
      .map((words) => words.trim())
      .filter((words) => words !== '')
      .map((words) => ({
        kind:
          /^[一二三四五六七八九十]+、/.test(words) && words.length <= 30
            ? ('heading' as const)
            : /^（[一二三四五六七八九十]+）/.test(words) && words.length <= 30
              ? ('subheading' as const)
              : ('text' as const),
        words,
      })),
    issuer: issuerName(d.campaign),
    date: fullDay(d.on),
    copyTo: '抄送：各联点领导，各督导组。',
    printedBy: OFFICE,
    printedOn: `${fullDay(d.on)}印发`,
  }),
  bulletinFile: (year: number, number: number | null, form: string) =>
    `${number === null ? `督通〔${year}〕待编号` : numbered(year, number)}.${form}`,
  summary: (d: SummaryFacts) => {
    const name = periodWords(d.periodKey);
    const change =
      d.onTimeRate === null || d.rateBefore === null
        ? ''
        : d.onTimeRate === d.rateBefore
          ? '，与上期持平'
          : `，比上期${d.onTimeRate > d.rateBefore ? '提高' : '下降'} ${percent(Math.abs(d.onTimeRate - d.rateBefore)).replace('%', '')} 个百分点`;
    const text = (words: string) => ({ kind: 'text' as const, words });
    const heading = (words: string) => ({ kind: 'heading' as const, words });
    return {
      head: headName(d.campaign),
      title: titleLines(`关于${name}督办工作情况的通报`),
      addressee: '各有关单位：',
      body: [
        text(`现将${d.campaign}${name}（${shortDay(d.startsOn)}至${shortDay(d.endsOn)}）督办工作情况通报如下。`),
        heading('一、总体情况'),
        text(
          `参加单位 ${d.units} 个，台账事项 ${d.items} 项，其中已销号 ${d.closed} 项、在办 ${d.open} 项、逾期 ${d.overdue} 项。本期应完成时间节点 ${d.due} 个，按期完成 ${d.onTime} 个，按期完成率 ${percent(d.onTimeRate)}${change}。`,
        ),
        heading('二、进展报告和复核'),
        text(`本期发出限时报告请求 ${d.asked} 次，按时报告 ${d.reportedInTime} 次；复核退回 ${d.sentBack} 次。`),
        heading('三、问题清零'),
        text(
          d.clearance.open + d.clearance.cleared === 0
            ? '本期问题台账没有在册问题。'
            : `问题台账累计 ${d.clearance.open + d.clearance.cleared} 个，${
                d.clearance.basisPoints === null
                  ? '都未到时限'
                  : `到期 ${d.clearance.due} 个，已清零 ${d.clearance.cleared} 个，见底清零率 ${Math.floor(d.clearance.basisPoints / 100)}%`
              }。`,
        ),
        heading('四、单位排名'),
        text(
          d.top.length === 0
            ? '本期没有可以排名的单位。'
            : `得分居前的是${d.top.join('、')}${d.bottom.length > 0 ? `；居后的是${d.bottom.join('、')}` : ''}。全部名次和依据见附件。`,
        ),
        heading('五、下一步要求'),
        text(
          d.overdue > 0
            ? `逾期的 ${d.overdue} 项由牵头单位逐项说明原因、重新排定时间，按程序申请延期或限期办结；临近时限的事项提前报告困难，不等到逾期。`
            : '各单位对照时间节点继续推进，临近时限的事项提前报告困难，不等到逾期。',
        ),
      ],
      issuer: issuerName(d.campaign),
      date: fullDay(d.on),
      copyTo: '抄送：各联点领导，各督导组。',
      printedBy: OFFICE,
      printedOn: `${fullDay(d.on)}印发`,
    };
  },
  summaryFile: (periodKey: string, form: string) => `${periodWords(periodKey)}督办情况.${form}`,
  summaryMessage: (
    d: { periodKey: string; number: string; running: boolean },
    form: 'docx' | 'xlsx',
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${periodWords(d.periodKey)}督办情况（${form === 'docx' ? 'Word' : 'Excel'}）`),
      text(
        form === 'docx'
          ? `已按公文格式排好，文号 ${d.number}；再要这一期，文号不变。`
          : `与公文 ${d.number} 附件是同一份数据。`,
      ),
      ...(d.running ? [note('本期还没有结束，数据截至今天；结束后再发一次同样的命令，得到全期数据。')] : []),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  asSheet: '下载 Excel',
  asWord: '下载公文',
  bulletinMessage: (number: string, form: 'docx' | 'xlsx'): Message => ({
    lines: [
      title(`通报${number}${form === 'docx' ? '公文' : '数据'}`),
      note(form === 'docx' ? '按公文格式排好，可在 Word 或 WPS 里打开、打印。' : '与公文附件是同一份数据。'),
    ],
  }),
  failed: '文件这次没有生成成功，请稍后再点一次。',
};
