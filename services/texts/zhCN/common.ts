import { type Message, text, title } from '../../../domain/message.js';
import type { Role } from '../../../domain/roles.js';
import { brief, day, moment } from './dates.js';

const ROLE_NAMES: Record<Role, string> = {
  liaison: '联络员',
  unitHead: '单位负责人',
  leader: '领导',
  coordinator: '协调员',
  inspector: '督导组',
  administrator: '管理员',
};

const USUAL: Record<Role, readonly string[]> = {
  liaison: ['我的事项', '汇报', '红黑榜'],
  unitHead: ['我的事项', '待审批', '红黑榜'],
  leader: ['我的事项', '批示', '红黑榜'],
  coordinator: ['复核', '未报名单', '通报', '红黑榜'],
  inspector: ['登记问题', '问题清单'],
  administrator: ['运行状态', '邀请', '导入'],
};

const INSTEAD: Record<string, string> = {
  chaseReports: '催办',
  warnDeadlines: '未报名单',
  drawSample: '抽查',
  draftBoard: '榜单列表',
  publishBoard: '榜单列表',
  askBoardApproval: '榜单列表',
  publishApprovedBoard: '榜单列表',
  warnCalendar: '日历',
};

export const common = {
  day,
  moment,
  roles: ROLE_NAMES,
  jobs: {
    endDelegations: '结束代办',
    announcePhase: '告知阶段要求',
    openReportRounds: '发起限时报告',
    chaseReports: '催办迟报',
    chaseFilings: '催报清单',
    warnDeadlines: '每日提醒',
    drawSample: '抽查',
    morningDigest: '领导晨报',
    draftBoard: '起草红黑榜',
    publishBoard: '发布红黑榜',
    askBoardApproval: '提请审定红黑榜',
    publishApprovedBoard: '发布审定的红黑榜',
    groupDigest: '群播报',
    warnCalendar: '检查节假日数据',
    sweepOld: '清理旧记录',
  },
  missedSlots: (jobs: { job: string; title: string; count: number }[]): Message => ({
    lines: [
      title('系统停机期间有任务没有执行'),
      ...jobs.map((each) => {
        const command = INSTEAD[each.job];
        return text(`· ${each.title}　${each.count} 次${command ? `（可发“${command}”查看、办理）` : ''}`);
      }),
      text('时间已过，不再补发，下一次照常进行。'),
    ],
  }),
  /** What can be asked for by hand instead of a job that did not run. */
  instead: INSTEAD,
  moves: { back: '上一步', skip: '跳过', later: '稍后', cancel: '取消' },
  stepClosed: '已结束',
  draftDropped: () => text('刚才没有填完的内容没有提交，已不再保留。'),
  stepDone: (): Message => ({
    lines: [text('这一步已经结束（已提交、已取消或已过期），不用再点。需要查看请发“我的事项”。')],
  }),
  stepAnswered: (): Message => ({ lines: [text('请接着填下面这一步。')] }),
  parked: (hours: number): Message => ({
    lines: [
      text(`已为您保留 ${hours} 小时，填过的内容都在。再点一次原来的按钮就能接着填；先开始填另一项，这份就不再保留。`),
    ],
  }),
  cancelled: (): Message => ({ lines: [text('已取消，没有提交任何内容。')] }),
  nothingToCancel: (): Message => ({ lines: [text('现在没有正在填写的内容。需要帮助请发“帮助”。')] }),
  fileNotExpected: (): Message => ({
    lines: [text('文件已收到，但现在没有需要附材料的事项。请先点“填报”，到“佐证材料”一步再发。')],
  }),
  /** What each role asks for most. */
  usual: USUAL,
  notUnderstood: (words: string, roles: readonly Role[]): Message => {
    const usual = [...new Set(roles.flatMap((role) => USUAL[role]))].slice(0, 5);
    return {
      lines: [
        text(
          words === '' ? '没有收到文字。' : `没有认出“${brief(words)}”。`,
          `常用的有：${[...usual, '帮助'].join('、')}。`,
        ),
      ],
    };
  },
  stranger: (): Message => ({
    lines: [title('您还没有绑定身份'), text('请联系本单位管理员或督查室发送邀请，绑定后就能查看和填报事项。')],
  }),
  oops: (incident: string): Message => ({
    lines: [text(`刚才的操作没有成功，是系统的问题，已记录（编号 ${incident}）。您填写的内容都在，请稍后再试一次。`)],
  }),
  /** Examples in words where there are any; else the slash commands. */
  badArguments: (name: string, examples: readonly string[]): Message => {
    const inWords = examples.filter((each) => !each.startsWith('/'));
    return {
      lines: [
        text(`“${name}”后面的内容没有看懂。`),
        ...(inWords.length > 0 ? inWords : examples).map((each) => text(`例：${each}`)),
      ],
    };
  },
};
