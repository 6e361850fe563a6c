import { brief, day } from './dates.js';

type Params = Record<string, string | number>;

const on = (value: string | number | undefined): string => day(String(value));

/** Refusals about delegations. Days come as 'YYYY-MM-DD'. */
export const absenceErrors: Record<string, (p: Params) => string> = {
  awayUnclear: (p) => `没有认出“${brief(String(p.text), 20)}”是哪一天。请回复日期，比如 周五、9月18日，或“3天”。`,
  awayPast: (p) => `${on(p.endsOn)} 已经过去了。请回复今天或以后的日期。`,
  awayTooLong: (p) => `外出代办最长到 ${on(p.lastOn)}。时间更长的，请联系督查室更换联络员。`,
  awayAlready: (p) => `您已登记外出到 ${on(p.endsOn)}，由${p.name}代办。要改，请先发“销假”再重新登记。`,
  awayNobody: () => '没有可以代办的人。请联系督查室。',
  awayNone: () => '您现在没有登记外出。',
  awayCoverSelf: () => '代办人不能是自己。请选另一个人，或发“取消”。',
  awayCoverUnknown: (p) => `没有找到“${p.name}”。代办人须是本专项行动的联络员或单位负责人，请回复姓名全称。`,
  awayCoverAway: (p) => `${p.name}外出到 ${on(p.until)}，不能代办。请选另一个人。`,
  delegationOver: (p) => `您代${p.name}办理已经结束，这一项由本人填报，这次没有提交。`,
};
