import { absenceErrors } from './errorsAbsence.js';
import { extensionErrors } from './errorsExtension.js';
import { exemplaryErrors } from './exemplary.js';
import { filingErrors } from './filingErrors.js';
import { campaignErrors } from './campaignErrors.js';
import { boardErrors } from './boardErrors.js';
import { commitmentErrors } from './commitment.js';
import { referralErrors } from './referral.js';
import { verificationErrors } from './verificationErrors.js';

type Params = Record<string, string | number>;

const PHRASES: Record<string, (p: Params) => string> = {
  ...boardErrors,
  ...campaignErrors,
  ...filingErrors,
  ...verificationErrors,
  buttonUnknown: () => '这个按钮认不出来，可能是旧消息上的。请发“我的事项”重新打开。',
  nothingChosen: () => '请先在下拉列表里选一项，再点旁边的按钮。',
  buttonDisabled: () => '这个按钮已经用过了。',
  notYourDialog: () => '这是别人正在填写的内容。您要填报请发“汇报”。',
  stepNeedsAnswer: () => '这一步不能跳过。暂时答不了可以点“稍后”。',
  stepNeedsText: () => '这一步请直接打字回复。',
  stepNeedsChoice: () => '请点下面的一个按钮。',
  stepNeedsFile: () => '请发一张照片或一个文件，没有就点“跳过”。',
  onlyPrivate: () => '这件事请私聊办理，群里不显示各单位的具体内容。',
  onlyGroup: () => '这件事要在绑定的群里办理。',
  notYourRole: (p) => `这项功能不在您的职责范围内。如有需要，请联系督查室${p.contact ?? ''}。`,
  notYourUnit: (p) => `这项不由您的单位负责，看不到内容。如有误，请联系督查室${p.contact ?? ''}。`,
  notYourItem: () => '这项不由您填报。填报由牵头单位的联络员办理。',
  noCampaign: () => '您现在没有参加进行中的专项行动。',
  campaignGone: () => '这个专项行动已经不在了。',
  clockBackwards: () => '时钟只能往后拨。',
  itemUnknown: (p) => `没有找到“${p.query}”。请用事项编号，比如 XM-014，或发“我的事项”选一项。`,
  itemClosed: (p) => `${p.itemNo} 已经销号，不用再填报。`,
  unitUnknown: (p) => `没有找到单位“${p.query}”。请写单位名称，比如“省教育厅”。`,
  percentUnclear: (p) => `没有认出“${p.text}”是多少，请回复 0 到 100 之间的数，比如 85。`,
  percentOutOfRange: (p) => `“${p.text}”超出了范围，请回复 0 到 100 之间的数，比如 85。`,
  summaryShort: () => '太短了，请用一句话写清楚做了什么，比如“主体结构封顶，正在做二次结构”。',
  wordsLong: (p) => `写了 ${p.length} 个字，超过 ${p.max} 字。请压缩成要点再发一次。`,
  summaryLong: (p) => `写了 ${p.length} 个字，超过 ${p.max} 字。请压缩成要点再发一次，也可以作为文件附在佐证材料里。`,
  evidenceFull: (p) => `最多附 ${p.max} 份材料，已经够了。`,
  fileTooLarge: (p) => `文件太大（上限 ${p.maxMiB} MB），没有收下。请压缩或分开发。`,
  fileGone: () => '文件没有取到，请重新发一次。',
  reportHandled: (p) =>
    p.by ? `这份进展已经复核过了：${p.by}已${p.verdict === 'accepted' ? '通过' : '退回'}。` : '这份进展已经复核过了。',
  reportCorrected: () => '这份进展已经补充过了，正在等待复核。',
  reportUnknown: () => '这份进展已经不在了。',
  groupUnknown: () => '没有找到这个群。',
  directiveShort: () => '批示太短了，请写清楚要办什么。',
  directiveDueOn: (p) => `完成时限要在今天以后、专项行动结束（${p.endsOn}）之前。`,
  directiveItem: () => '没有认出是哪一项。请点一个编号，或点“不针对具体事项”。',
  dueUnclear: (p) => `没有认出“${p.text}”是哪一天，请写具体日期，例：9月30日、下周五。`,
  reasonShort: () => '请写清楚要补什么，联络员只看这一句就能改。',
  unitWanted: () => '要看哪个单位？例：得分 省教育厅',
  boardNone: () => '还没有发布过红黑榜。每周第一个工作日发布上一周的榜单。',
  boardUnitNotOn: (p) => `${p.unit} 不在最近一期榜单里。`,
  titleLong: (p) => `标题请控制在 ${p.max} 字以内。`,
  bodyLong: (p) => `正文请控制在 ${p.max} 字以内。`,
  bodyShort: () => '正文还没有内容，请写一两句话。',
  audienceEmpty: () => '按这个范围没有找到收件人，请换一个范围。',
  claimUnknown: () => '这个认领码不对，或者已经用过。请看服务器日志里最新的认领码。',
  claimLocked: () => '认领码输错次数太多，已经作废。请重新启动服务，日志里会有新的认领码。',
  inviteUnknown: () => '这条邀请链接认不出来。请让督查室重新发一条。',
  inviteUsed: () => '这条邀请链接已经用过了。如果不是您本人用的，请马上联系督查室。',
  inviteExpired: () => '这条邀请链接已过期或已被新的代替。请让督查室重新发一条。',
  boundToAnother: (p) => `这个账号已经绑定为${p.name}，不能再绑定别人。需要更换，请联系督查室。`,
  platformNotReady: () => '这里的聊天平台还没有连上，暂时不能生成绑定链接。请稍后再试，或发“运行状态”查看。',
  purposeUnknown: () => '没有认出群的用途。可以写：工作、红黑榜、通报。例：绑定本群 红黑榜',
  groupNotBound: () => '本群没有绑定。',
  fileKind: (p) => `不收这种文件（${p.name}）。请发照片、PDF、Word、Excel、WPS 或压缩包。`,
  bulletinDecided: () => '这期通报已经处理过了。',
  approverIsDrafter: () => '批评通报要由另一位同志审批，起草人自己不能审批。',
  noApprover: () => '没有可以审批的人。批评通报需要另一位协调员或领导。',
  tooMuchOften: (p) => `七天内您已经反映过 ${p.max} 次，都会转给协调员。还想补充请直接联系督查室${p.contact ?? ''}。`,
  noteLong: (p) => `请控制在 ${p.max} 字以内，写要点就行。`,
  calendarDay: () => '没有认出是哪一天，请带上年份，比如 2026-12-31。',
  calendarName: (p) => `原因请控制在 ${p.max} 字以内。`,
  calendarNone: (p) => `${p.on} 没有本地调整，不用删除。`,
  quietUnclear: () => '没有认出时间，请写成 20:00-08:00。',
  quietOutOfRange: () =>
    '不打扰的时间要从 16:00 至 22:00 之间开始，到次日 7:00 至 10:00 之间结束。请重新点“改不打扰时间”。',
  capUnclear: () => '请回复 1 到 50 之间的整数，比如 7。',
  offsetsUnclear: () => '请写几个不重复的数，用空格分开，每个在 0 到 20 之间，比如 10 5 2 0。',
  rulesInvalid: () => '这样改不符合规则的范围，没有改动。',
  rulesChanged: () => '规则刚被别人改过，没有改动。请发“规则”看过再改。',
  personUnknown: (p) => `没有找到“${p.name}”。请写姓名，比如 周岚。`,
  sentUnknown: () => '没有找到这条发送记录。',
  sentNotResendable: () => '这条不能重发：只能重发没送达或不确定送达的，每日提醒和晨报只能当天重发。',
  sentNoAddress: () => '对方还没有绑定聊天账号，重发也收不到。请先联系本人绑定。',
  periodUnknown: () => '没有认出是哪个季度。请写成 2026-Q3、三季度、上半年或 2026。',
  periodAhead: () => '这一期还没有开始，没有可以总结的。请换成已经开始的季度、半年或年度。',
  importStale: () => '这次导入已经处理过，或文件重新读过了。请用最新一条消息上的按钮，或再发一次文件。',
  tableBomb: () => '这个文件解开后太大，没有读。请另存为新的 .xlsx，或分成几个文件再发。',
  tableBroken: () => '这个文件打不开，可能已损坏或加了密码。请在 Excel 或 WPS 里打开，取消密码后另存为 .xlsx 再发。',
  tableFormat: () => '这种文件读不了。请另存为 .xlsx 或 CSV 再发。',
  tableTooManyRows: (p) => `超过 ${p.max} 行，没有读。请分成几个文件再发。`,
  tableNoHeader: () =>
    '没有找到表头。台账至少要有“事项名称”“责任单位”“完成时限”，名册至少要有“单位”“姓名”，请检查第一页的列名。',
  csvQuote: (p) => `第 ${p.row} 行附近的引号没有成对，没有读。请另存为 .xlsx 再发。`,
  bulletinUnknown: () => '没有找到这期通报。',
  ...absenceErrors,
  ...extensionErrors,
  ...commitmentErrors,
  ...exemplaryErrors,
  ...referralErrors,
};

export const errors = {
  /** The words of a UserError; an unknown code is our own fault and says so. */
  error: (code: string, params: Params): string => PHRASES[code]?.(params) ?? `没有办成（${code}）。请联系管理员。`,
  /** Codes that have words, for the test that every code thrown has some. */
  errorCodes: Object.keys(PHRASES),
};
