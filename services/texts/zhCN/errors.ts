type Params = Record<string, string | number>;

const PHRASES: Record<string, (p: Params) => string> = {
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
  itemUnknown: (p) => `没有找到“${p.query}”。请用事项编号，比如 XM-014，或发“我的事项”选一项。`,
  itemClosed: (p) => `${p.itemNo} 已经销号，不用再填报。`,
  unitUnknown: (p) => `没有找到单位“${p.query}”。请写单位名称，比如“省教育厅”。`,
  percentUnclear: (p) => `没有认出“${p.text}”是多少，请回复 0 到 100 之间的数，比如 85。`,
  percentOutOfRange: (p) => `“${p.text}”超出了范围，请回复 0 到 100 之间的数，比如 85。`,
  summaryShort: () => '太短了，请用一句话写清楚做了什么，比如“主体结构封顶，正在做二次结构”。',
  summaryLong: (p) => `写了 ${p.length} 个字，超过 ${p.max} 字。请压缩成要点再发一次，也可以作为文件附在佐证材料里。`,
  evidenceFull: (p) => `最多附 ${p.max} 份材料，已经够了。`,
  fileTooLarge: (p) => `文件太大（上限 ${p.maxMiB} MB），没有收下。请压缩或分开发。`,
  fileGone: () => '文件没有取到，请重新发一次。',
  reportHandled: () => '这份进展已经复核过了。',
  reportCorrected: () => '这份进展已经补充过了，正在等待复核。',
  reportUnknown: () => '这份进展已经不在了。',
  reasonShort: () => '请写清楚要补什么，联络员只看这一句就能改。',
  unitWanted: () => '要看哪个单位？例：得分 省教育厅',
  boardNone: () => '还没有发布过红黑榜。第一期在下周的第一个工作日发布。',
  boardUnitNotOn: (p) => `${p.unit} 不在最近一期榜单里。`,
  titleLong: (p) => `标题请控制在 ${p.max} 字以内。`,
  bodyLong: (p) => `正文请控制在 ${p.max} 字以内。`,
  bodyShort: () => '正文还没有内容，请写一两句话。',
  audienceEmpty: () => '按这个范围没有找到收件人，请换一个范围。',
  bulletinUnknown: () => '没有找到这期通报。',
};

export const errors = {
  /** The words of a UserError; an unknown code is our own fault and says so. */
  error: (code: string, params: Params): string => PHRASES[code]?.(params) ?? `没有办成（${code}）。请联系管理员。`,
  /** Codes that have words, for the test that every code thrown has some. */
  errorCodes: Object.keys(PHRASES),
};
