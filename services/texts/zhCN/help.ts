import { bold, type Message, note, text, title } from '../../../domain/message.js';
import type { Role } from '../../../domain/roles.js';
import { common } from './common.js';

/** What each command does, in a few words. */
const COMMANDS: Record<string, string> = {
  report: '填报进展',
  mine: '事项和完成时限',
  item: '看一个事项的全部内容',
  closeout: '全部完成时申请销号',
  problems: '督导发现的问题和销号率',
  finding: '登记督导发现的问题',
  extend: '在完成时限之前申请延期',
  away: '外出时请人代办',
  back: '销假，收回代办',
  review: '复核进展，通过或退回',
  approvals: '审批延期和容错',
  exempt: '申请容错，经批准的不计入评分',
  board: '看红黑榜，最近一期或指定一期',
  boards: '看有哪些榜单',
  flags: '近 30 天的疑点统计',
  sample: '从通过的进展里抽取的名单，可重抽验证',
  unreported: '看哪些单位没报',
  chase: '提醒没报的单位填报',
  reopen: '已销号的重新办理',
  why: '看一个单位的得分依据',
  objections: '答复各单位对榜单的异议',
  honour: '登记表扬加分',
  fault: '提出扣分，由另一人确认',
  bulletin: '起草并发送通报',
  groups: '看各群收什么、什么时候收',
  directive: '交单位办理，办结后向您报告',
  sent: '发送记录，重发没送达的',
  burden: '给各单位增加了多少负担',
  rules: '提醒、催办、红黑榜的规则',
  calendar: '放假和调休，本地调整',
  invite: '生成绑定链接，看谁还没有绑定',
  bindgroup: '绑定本群',
  unbindgroup: '解除本群绑定',
  status: '运行状态',
  case: '报送正面、反面典型案例',
  cases: '各单位的典型案例，正面的、反面的',
  referrals: '催办到底仍未报的，看全过程、登记移交',
  cards: '三晒：一个单位的目标、问题、成效，发到群',
  commitments: '承诺书，看要签的、签过的',
  unit: '看一个单位的办理情况和走势',
  campaign: '新建一个专项行动',
  campaigns: '看参加了哪些专项行动，换一个来办',
  file: '把本单位的事项报进清单',
  filing: '清单报送情况，确认报来的事项',
  quota: '规定各单位报送几项、何时报齐',
  import: '导入台账或名册（Excel、CSV）',
  export: '导出台账、未报清单、红黑榜、发送记录',
  summary: '季度、半年总结（Word、Excel）',
  help: '看能做什么',
  cancel: '取消正在填的内容',
};

/** What a coordinator does with the same command. */
const COORDINATORS: Record<string, string> = {
  cases: '各单位的典型案例，报来的在这里审核',
  commitments: '承诺书，看谁签了、请负责人签',
};

/** What a command does, said after its own name and without repeating it. */
function beside(alias: string, words: string): string {
  const after = words.startsWith(alias) ? words.slice(alias.length) : null;
  const said = after !== null && /^([，：、]|$)/.test(after) ? after.slice(1) : words;
  return said === '' ? '' : `　${said}`;
}

export const help = {
  commands: COMMANDS,
  /** @param groupOnly in a group; @param wecom on WeCom, where groups are bound in 群设置 */
  list: (
    name: string,
    roles: readonly Role[],
    commands: { name: string; alias: string }[],
    { groupOnly, wecom }: { groupOnly: boolean; wecom: boolean },
  ): Message => {
    const about: Record<string, string> = {
      ...COMMANDS,
      ...(roles.includes('coordinator') ? COORDINATORS : {}),
      ...(wecom ? { groups: '绑定企业微信群，看各群收什么、什么时候收' } : {}),
    };
    const heading = groupOnly
      ? '在群里可以这样用'
      : `${name}，您好（${roles.map((role) => common.roles[role]).join('、')}）`;
    return {
      lines: [
        title(heading),
        ...commands.map((each) =>
          text(bold(each.alias), `${beside(each.alias, about[each.name] ?? '')}（/${each.name}）`),
        ),
        ...(roles.includes('leader') && !groupOnly ? [note('收到晨报直接回复一句话，即为批示。')] : []),
        note(
          groupOnly
            ? '各单位的具体内容请私聊查看。'
            : '直接发上面的词就可以。每天早上有待办时会提醒您一次，晚上和节假日不打扰。',
        ),
      ],
    };
  },
};
