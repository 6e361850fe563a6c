import { shortDay } from './dates.js';
import { quoted } from './quoting.js';

type Params = Record<string, string | number>;

const dated = (on: string | number | undefined): string => {
  const written = String(on ?? '');
  return `${written.slice(0, 4)}年${shortDay(written)}`;
};

/** What can go wrong when a campaign is set up, or when somebody is in several. */
export const campaignErrors: Record<string, (p: Params) => string> = {
  campaignNameShort: () => '名称太短了，请写文件上的全称，比如“县政府系统狠抓落实专项行动”。',
  campaignNameLong: (p) => `名称写了 ${p.length} 个字，超过 ${p.max} 字。请只写名称，背景和要求放到阶段要求里。`,
  campaignNameTaken: (p) => `已经有一个叫${quoted(String(p.name))}的专项行动。请换一个名称，比如加上年份或范围。`,
  campaignDayUnclear: (p) => `没有认出“${p.text}”是哪一天。请写成 9月10日 或 2026-09-10。`,
  dayImpossible: (p) => `没有“${p.text}”这一天，${p.month}月只到 ${p.last} 日。请重新写日期。`,
  campaignBackwards: (p) =>
    `结束日期要在开始日期（${dated(p.startsOn)}）之后。请写一个更晚的日期；开始日期不对就点“上一步”。`,
  campaignTooLong: (p) => `从${dated(p.startsOn)}算起超过三年了。请写三年以内的日期，更长的可以分年度建。`,
  campaignLongPast: () => '开始日期已经过去一年多了。请核对年份，写一年以内的日期。',
  phasesMany: (p) => `写了 ${p.count} 个阶段，最多 ${p.max} 个。请合并相近的阶段。`,
  phaseLine: (p) => `“${p.line}”没有看懂。请按“名称 起止日期 要求”写一行，例：自查自纠 9月10日至9月30日 对照清单自查。`,
  phaseLong: (p) => `“${p.name}”写得太长：名称 20 个字以内，要求 200 个字以内。`,
  phaseBackwards: (p) => `“${p.name}”的结束日期在开始日期之前。请把全部阶段改好再发一次。`,
  phaseOutside: (p) =>
    `“${p.name}”不在专项行动的起止日期（${dated(p.startsOn)}至${dated(p.endsOn)}）之内。请把全部阶段改好再发一次。`,
  phaseOverlap: (p) =>
    `“${p.name}”从${shortDay(String(p.startsOn))}开始，可“${p.before}”到${shortDay(String(p.beforeEndsOn))}才结束，两段重叠了。请把全部阶段改好再发一次。`,
  phaseTwice: (p) => `有两个阶段都叫“${p.name}”。请换一个名称，再发一次全部阶段。`,
  tagsFew: () => '请写两个以上的分类，用顿号隔开，例：慢、推、拖、漂。',
  tagsMany: (p) => `写了 ${p.count} 个分类，最多 ${p.max} 个，每个 12 个字以内。请合并相近的再写一次。`,
  weightsCount: (p) => `请写五个数（现在是 ${p.count} 个），依次是按期完成、及时报告、复核质量、问题见底、群众评议。`,
  weightsSum: (p) => `五项合计是 ${p.sum}，要正好 100。请调整后再写一次，例：40 20 15 15 10。`,
  timesCount: () => '请写三个时间，依次是提醒、晨报、榜单，例：8:40 8:50 16:12。',
  timesQuiet: () => '早上 8:00 以前、晚上 20:00 以后不打扰人。请写 8:00 到 19:59 之间的时间。',
  timesOrder: () => '晨报要在提醒之后，才能带上当天的情况。请把晨报的时间写得晚一些。',
  timesBoard: () => '榜单中午 12:04 起才提请审定，发布要在 12:10 以后。请写一个更晚的时间，例：15:42。',
  groupOfOther: (p) =>
    `本群已绑定${quoted(String(p.campaign))}。要改绑或解除，请由该行动的协调员${p.contact}在群里发“解除绑定”。`,
};
