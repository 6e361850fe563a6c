import { bold, type Message, note, text, title } from '../../../domain/message.js';

/** What each command does, in a few words. */
const COMMANDS: Record<string, string> = {
  report: '填报进展',
  mine: '我的事项和完成时限',
  item: '看一个事项的全部内容',
  review: '复核进展，通过或退回',
  board: '看最近一期红黑榜',
  why: '看一个单位的得分依据',
  unit: '看一个单位的办理情况和走势',
  bulletin: '起草并发送通报',
  import: '导入台账或名册（Excel、CSV）',
  export: '导出台账、未报清单、红黑榜、发送记录',
  summary: '季度、半年总结（Word、Excel）',
  help: '看能做什么',
  cancel: '取消正在填的内容',
};

export const help = {
  commands: COMMANDS,
  list: (name: string, roles: string[], commands: { name: string; alias: string }[], groupOnly: boolean): Message => ({
    lines: [
      title(groupOnly ? '在群里可以这样用' : `${name}，您好（${roles.join('、')}）`),
      ...commands.map((each) => text(bold(each.alias), `　${COMMANDS[each.name] ?? ''}（/${each.name}）`)),
      note(
        groupOnly
          ? '各单位的具体内容请私聊查看。'
          : '直接发上面的词就可以。每天早上有待办时会提醒您一次，晚上和节假日不打扰。',
      ),
    ],
  }),
};
