import { shortDay } from './dates.js';

type Params = Record<string, string | number>;

/** What can go wrong with filing lists. */
export const filingErrors: Record<string, (p: Params) => string> = {
  filingNone: () => '您的单位现在没有要报送的清单。',
  filingFull: (p) =>
    `${p.unit}应报的 ${p.quota} 项已经报齐，不用再报。${Number(p.sentBack) > 0 ? '其中有退回的，请发“报送事项”点“修改”。' : '要更换已报的事项，请联系督查室退回。'}`,
  filingTwice: (p) => `“${p.title}”已经报过了。请换一个事项，或把不同之处写进名称。`,
  filingShort: () => '太短了，请写清楚要办成什么事、办到什么程度，不少于 4 个字。',
  filingDueOut: (p) => `时间要在今天以后、专项行动结束（${shortDay(String(p.endsOn))}）之前。请换一个日期。`,
  filingMissing: () => '还有没填的，请点“继续填”补上再提交。',
  filingHandled: (p) => `“${p.title}”刚刚已经处理过了，不用再办。`,
  filingGone: () => '这个报送的事项看不到，可能已经不在了。请发“报送情况”查看。',
  filingQuotaUnclear: () => '没有认出谁报几项。请写成：市州4项、部门2项，7月15日前。',
  filingQuotaMany: (p) => `每个单位报送的数要在 1 到 ${p.max} 之间。请重新写。`,
  filingWhoUnclear: (p) => `没有认出“${p.who}”是哪类单位。请写市州、部门、县区、乡镇、其他，或参加行动的单位名称。`,
  filingNoUnits: (p) => `这个专项行动里还没有${p.who}类的单位。请先发“导入”导入名册或台账，再来规定。`,
  filingDueWanted: () => '还要写报齐的日期，例：市州4项、部门2项，7月15日前。',
};
