/** Words that offices write above the columns of a ledger, by field. The first one is ours: exports use it. */
export const LEDGER_HEADERS = {
  itemNo: ['事项编号', '编号', '项目编号', '任务编号', '督办编号', '事项号'],
  title: [
    '事项名称',
    '事项',
    '工作任务',
    '任务名称',
    '重点任务',
    '重点工作',
    '督办事项',
    '项目名称',
    '主要任务',
    '工作事项',
    '任务',
    '工作内容',
    '问题',
    '问题描述',
    '存在问题',
    '问题清单',
    '重点项目',
    '勇争先事项',
    '议定事项',
  ],
  kind: ['事项类型', '类型'],
  tag: ['问题类别', '问题类型'],
  supervisionClass: ['督办类别', '督办类型', '督办级别', '类别'],
  source: ['来源', '事项来源', '任务来源'],
  leadUnit: [
    '牵头单位',
    '责任单位',
    '主责单位',
    '承办单位',
    '主办单位',
    '牵头部门',
    '责任部门',
    '主管单位',
    '承办部门',
    '落实单位',
    '整改单位',
    '牵头责任单位',
  ],
  supportingUnits: ['协同单位', '配合单位', '协办单位', '参与单位', '配合部门', '协同部门', '参加单位'],
  responsiblePerson: ['责任人', '责任领导', '负责人', '具体责任人', '联系人', '责任人员', '包抓领导', '牵头领导'],
  task: ['做什么', '具体任务', '任务内容', '主要内容', '具体内容', '建设内容', '任务要求', '工作要求'],
  measures: ['怎么做', '工作措施', '具体举措', '推进措施', '整改措施', '主要措施', '措施', '落实措施', '举措'],
  target: ['做到什么程度', '工作目标', '预期目标', '目标任务', '目标要求', '目标', '年度目标', '预期成效'],
  standard: ['标准', '工作标准', '验收标准', '完成标准', '办结标准'],
  safeguard: ['保障', '保障措施', '要素保障'],
  consequence: ['完不成怎么办', '未完成处理', '追责措施'],
  milestones: ['时间节点', '进度安排', '序时进度', '阶段安排', '节点'],
  due: [
    '完成时限',
    '办结时间',
    '完成时间',
    '时限',
    '办结时限',
    '截止时间',
    '整改时限',
    '计划完成时间',
    '完成期限',
    '办理时限',
    '截止日期',
    '完成日期',
    '时限要求',
    '期限',
    '时间要求',
    '限办时间',
  ],
  percent: ['完成进度', '进度', '完成率'],
  status: ['状态', '办理状态', '办理情况', '进展情况', '完成情况'],
  serial: ['序号', '行号'],
  remark: ['备注', '说明', '导入提示'],
} as const;
export type LedgerField = keyof typeof LEDGER_HEADERS;

/** The same for a roster of units and people. */
export const ROSTER_HEADERS = {
  unit: ['单位名称', '单位', '所在单位', '工作单位', '部门', '部门名称'],
  unitShort: ['单位简称', '简称'],
  unitCode: ['单位代码', '单位编码'],
  unitKind: ['单位类别', '单位类型', '单位性质'],
  parent: ['上级单位', '主管部门', '隶属'],
  sortOrder: ['排序', '排序号', '单位排序'],
  quota: ['应报事项数', '任务数', '申报数', '事项数'],
  person: ['姓名', '人员', '人员姓名', '联络员姓名'],
  personCode: ['人员编号', '人员代码', '工号'],
  personTitle: ['职务', '职务职级', '岗位', '职位'],
  role: ['角色', '身份', '督办角色', '人员类别'],
  wecom: [
    '企业微信账号',
    '企业微信',
    '企微账号',
    '企业微信帐号',
    '企业微信userid',
    '企业微信id',
    'userid',
    '账号',
    '帐号',
  ],
  telegram: ['telegram', 'telegramid', 'tg账号'],
  phone: ['手机', '手机号', '手机号码', '移动电话', '联系电话', '联系方式', '电话', '办公电话'],
  serial: ['序号', '行号'],
  remark: ['备注', '说明', '导入提示'],
} as const;
export type RosterField = keyof typeof ROSTER_HEADERS;

/** Words of a cell for a value that the ledger keeps as a code. The first word of a code is ours. */
export const CODE_WORDS = {
  supervisionClass: {
    major: ['重点', '重点督办', '重大'],
    special: ['专项', '专项督办'],
    routine: ['常规', '常规督办', '一般', '日常'],
  },
  kind: { matter: ['任务', '事项', '工作任务'], problem: ['问题'], directive: ['批示', '领导批示'] },
  source: {
    plan: ['方案'],
    meeting: ['会议议定', '会议'],
    directive: ['领导批示', '批示'],
    inspection: ['督导检查', '督查', '检查'],
    complaint: ['投诉举报', '投诉', '信访'],
  },
  unitKind: {
    prefecture: ['市州', '地市'],
    department: ['部门'],
    county: ['县区', '区县'],
    township: ['乡镇', '街道'],
    other: ['其他'],
  },
  role: {
    liaison: ['联络员', '联系人', '经办人', '信息员'],
    unitHead: ['单位负责人', '负责人', '主要负责人', '分管负责人', '一把手'],
    leader: ['领导', '联点领导', '分管领导', '包抓领导'],
    coordinator: ['协调员', '督查室', '督办专员'],
    inspector: ['督导组', '督导员'],
    administrator: ['管理员'],
  },
} as const;
export type CodeField = keyof typeof CODE_WORDS;

/** The code behind a cell's words, or null. */
export function codeOf(field: CodeField, words: string): string | null {
  const wanted = words.normalize('NFKC').replace(/\s/g, '');
  for (const [code, known] of Object.entries(CODE_WORDS[field]))
    if (code === wanted || (known as readonly string[]).includes(wanted)) return code;
  return null;
}

/** Our word for a code. */
export const wordOf = (field: CodeField, code: string): string =>
  ((CODE_WORDS[field] as Record<string, readonly string[]>)[code] ?? [code])[0] ?? code;

/** Begins a line under a table that is no row of it. */
export const NOTE_LINE = /^(?:注|备注|说明|附注|填表|制表|审核|报送|联系(?:人|电话)|合计|总计|小计|单位负责人[:：]|\*)/;
/** Stands in the title of exported sheets that are for looking at only. */
export const READ_ONLY_MARK = '仅供查看';
/** What a unit's part in a cell may be introduced with. */
export const LEAD_LABEL = /^(?:牵头|责任|主责|主办|承办)(?:单位|部门)?[:：]/;
export const SUPPORT_LABEL = /^(?:配合|协同|协办|参与|参加)(?:单位|部门)?[:：]/;
/** Between units of one cell; the second only where the first leaves names that nobody knows. */
export const UNIT_JOINT = /[、,，;；/\n\t]|\s{2,}/;
export const SOFT_UNIT_JOINT = /和|及|与|\s+/;
/** Before a unit's name within its own place: 省教育厅 is 教育厅 there. */
export const PLACE_PREFIX = /^[省市县区州]/;
