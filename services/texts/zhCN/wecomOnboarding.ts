import { type Button, type Message, note, text, title } from '../../../domain/message.js';

const PURPOSES: Record<string, string> = {
  work: '通报、红黑榜和播报都发到这个群。',
  board: '只把红黑榜发到这个群。',
  bulletin: '只把通报发到这个群。',
};

/** How people and groups come in on WeCom, where there are no invitation links. */
export const wecomOnboarding = {
  /** To somebody whom no roster knows. `contacts` may be empty; `first`: there is no administrator yet. */
  stranger: (account: string, contacts: string[], first: boolean): Message => ({
    lines: [
      title('您还没有登记，暂时不能办理'),
      text(`您的企业微信账号：${account}`),
      text(
        `请把账号告诉${contacts.length === 0 ? '督查室' : `督查室${contacts.join('、')}`}，登记到名册后，再发一句话就能用，不用另外注册。`,
      ),
      ...(first ? [note('安装人员首次使用：请发送 /claim 加认领码，认领码在服务器日志里。')] : []),
    ],
  }),
  claimed: (name: string): Message => ({
    lines: [
      title(`${name}，您已是系统管理员`),
      text('接下来两步：'),
      text('1. 导入名册：表里要有“姓名”“单位”，再加“企业微信账号”或“手机”。对上的人直接就能用，不用邀请。'),
      text('2. 绑定群：发“群设置”，把通报和榜单要发的群绑上。'),
      note('应用里收不到文件时，把名册私聊发给智能机器人。发“运行状态”可以查看连接和发送情况。'),
    ],
  }),
  /** In place of invitation links: who is in already, and what is missing for the others. */
  people: (d: { bound: number; listed: string[]; missing: string[] }): Message => ({
    lines: [
      title(
        d.listed.length + d.missing.length === 0
          ? '名册里的人都已对上企业微信'
          : `还有 ${d.listed.length + d.missing.length} 人没有对上企业微信`,
      ),
      text(`企业微信不用邀请链接：名册里的账号或手机号对上了就能用。已对上 ${d.bound} 人。`),
      ...(d.listed.length === 0 ? [] : [text(`账号或手机号没有找到：${named(d.listed)}。请核对后重新导入名册。`)]),
      ...(d.missing.length === 0 ? [] : [text(`名册里没有填账号和手机：${named(d.missing)}。请补上后重新导入名册。`)]),
    ],
  }),
  groupBound: (name: string, purpose: string): Message => ({
    lines: [
      title(`本群已绑定：${name}`),
      text(PURPOSES[purpose] ?? ''),
      note('群里的聊天我看不到，只有 @ 我的话才会收到。'),
    ],
  }),
  /** Posted by webhook where nobody has spoken: the group learns what will come. */
  groupTold: (name: string, purpose: string): Message => ({
    lines: [title(`本群已绑定：${name}`), text(PURPOSES[purpose] ?? '')],
  }),
  groupBoundFromAfar: (group: string, name: string, purpose: string): Message => ({
    lines: [
      title(`群“${group}”已绑定：${name}`),
      text(PURPOSES[purpose] ?? ''),
      note('刚才在群里发了一条说明。群里没有看到的，请核对 WECOM_WEBHOOKS 里这个群的 key。'),
    ],
  }),
  unboundGroups: (names: string[]): string => `可以绑定的企业微信群：${names.join('、')}。点下面的按钮绑定。`,
  bind: (name: string) => `绑定${[...name].slice(0, 8).join('')}`,
  askPurpose: (group: string, buttons: Button[][]): Message => ({
    lines: [title(`群“${group}”用来发什么？`), text('绑定后在群里发一条说明。以后可以在“群设置”里改。')],
    buttons,
  }),
  purposes: { work: '全部都发', board: '只发红黑榜', bulletin: '只发通报' } as Record<string, string>,
  unbind: '解除绑定',
  unbound: (group: string): Message => ({
    lines: [text(`群“${group}”已解除绑定，通报和榜单不再发到那里。需要时再发“群设置”绑定。`)],
  }),
  groupLost: (chat: string): Message => ({
    lines: [
      title(`“${chat}”的群机器人已失效`),
      text(
        '通报和榜单不再发到这个群。请在群里重新添加“消息推送”，把新的 key 写进 WECOM_WEBHOOKS 并重新启动，再发“群设置”绑定。',
      ),
    ],
  }),
};

const SHOWN = 10;
const named = (names: string[]): string =>
  names.slice(0, SHOWN).join('、') + (names.length > SHOWN ? ` 等 ${names.length} 人` : '');
