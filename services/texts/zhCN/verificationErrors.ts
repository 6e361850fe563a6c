type Params = Record<string, string | number>;

/** Refusals around verification, close-out, findings, supporting units and chasing by hand. */
export const verificationErrors: Record<string, (p: Params) => string> = {
  reportAwaitsHead: (p) => `${p.itemNo} 正在等单位负责人确认申请销号，确认后再复核。`,
  closeOutHandled: (p) => `${p.itemNo} 的销号申请已经办过了。`,
  closeOutWaits: (p) => `${p.itemNo} 已申请销号，正在等待复核，不用再填报。`,
  itemNotClosed: (p) => `${p.itemNo} 没有销号，不用重新办理。`,
  dueOnPast: () => '完成时限已经过去，请定在今天以后。',
  dueOnUnclear: (p) => `没有认出“${p.text}”是哪一天，请写日期，例：9月30日前、10个工作日内。`,
  alreadyReported: (p) => `${p.itemNo} 已由${p.by}于 ${p.at} 填报，您的这份没有提交。要补充请重新点“填报”。`,
  summarySame: () => '没有变化请点“无变化”，一下就报完。有进展请写一句具体做了什么。',
  unitNotAssigned: (p) => `${p.unit}不在您负责督导的单位里，不能登记问题。如有误，请联系督查室。`,
  unitUnclear: (p) => `没有找到“${p.query}”，请写单位名称里的两个字以上，或点下面的单位。`,
  findingShort: () => '太短了，请用一句话写清楚发现了什么问题。',
  sampleUnknown: () => '没有找到这份抽查。',
  sampleHandled: (p) => `${p.itemNo} 这份抽查已经办过了。`,
  partUnknown: () => '这一项现在没有请您单位填报协同情况。',
  nothingToWaitFor: (p) => `${p.itemNo} 的协同单位都已反馈，不用等了，请直接填报。`,
  chaseTarget: (p) => `没有找到“${p.query}”。可以写单位名称或事项编号，例：催办 省教育厅、催办 XM-014。`,
};
