import { brief, day } from './dates.js';

type Params = Record<string, string | number>;

const on = (value: string | number | undefined): string => day(String(value));
/** A day of another year than the reader expects names its year. */
const fullDay = (value: string | number | undefined): string => `${String(value).slice(0, 4)}年${on(value)}`;

/** Refusals about extensions, exemptions and approvals. Days come as 'YYYY-MM-DD'. */
export const extensionErrors: Record<string, (p: Params) => string> = {
  itemExempt: (p) => `${p.itemNo} 已容错，不计入评分，不用填报。`,
  milestoneGone: () => '这个时间节点已经不在了。请发“我的事项”重新打开。',
  extensionTooLate: (p) =>
    `延期要在完成时限之前提出。${p.itemNo ?? '这一项'} 已于 ${on(p.dueOn)} 到期，请填报进展并写明逾期原因。`,
  extensionNotLater: (p) => `${on(p.toOn)} 没有晚于现在的完成时限（${on(p.dueOn)}）。请换一个更晚的日期。`,
  extensionDayOff: (p) => `${on(p.toOn)} 是休息日。请改为工作日，比如 ${on(p.before)} 或 ${on(p.after)}。`,
  extensionBeyondNext: (p) =>
    `${on(p.toOn)} 晚于下一个时间节点（${on(p.nextDueOn)}）。请先申请延后那个节点，或换一个更早的日期。`,
  extensionBeyondEnd: (p) => `${fullDay(p.toOn)} 晚于专项行动结束（${fullDay(p.endsOn)}）。请换一个更早的日期。`,
  extensionUnclear: (p) =>
    `没有认出“${brief(String(p.text), 20)}”是哪一天。请回复日期，比如 9月30日，或“再延 10 个工作日”。`,
  extensionPending: (p) => `${p.itemNo} 已经申请延到 ${on(p.toOn)}，正在审批，不用再申请。`,
  extensionDone: (p) => `“${p.name}”已经报完成，不用延期。`,
  extensionGone: () => '这份延期申请已经不在了。',
  extensionDecided: (p) => `${p.itemNo} 的这份延期申请已经有人处理了，不用再批。`,
  extensionNoneWaiting: (p) => `${p.itemNo} 现在没有待审批的延期申请。`,
  extensionOwn: () => '这是您自己提出的申请，要由别人审批。',
  extensionMoot: (p) => `${p.itemNo} 的这个时间节点已经完成或有了变化，不用延期。`,
  notYourApproval: () => '这份申请现在不由您审批。延期先由单位负责人、再由督查室审批，容错由协调员或管理员审批。',
  exemptionNothing: (p) => `${p.itemNo} 现在没有可以申请容错的内容：已报完成的要等复核，已申请或已批准的不用再申请。`,
  exemptionNoApprover: () => '容错要由另一位协调员或管理员审批，现在没有这样的人。请先请管理员增加一位。',
  exemptionGone: () => '这份容错申请已经不在了。',
  exemptionDecided: (p) => `${p.itemNo} 的这份容错申请已经有人处理了。`,
  exemptionOwn: () => '这是您自己提出的申请，要由另一位协调员或管理员审批。',
  exemptionMoot: (p) => `${p.itemNo} 的情况已经变了（已报完成或已销号），不能再批容错。`,
  exemptionOver: (p) => `${p.itemNo} 的这项容错已经不在执行中。`,
  basisShort: () => '依据太短了，请写清文件名称、文号，或者时间、地点、影响，审批的人才能判断。',
  noteShort: () => '请写清楚为什么，对方会原样看到。',
};
