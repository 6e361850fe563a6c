import { bold, fold, type Message, note, text, title } from '../../../domain/message.js';

/** What groups can be bound for. */
const PURPOSES: Record<string, string> = { work: '工作群', board: '红黑榜群', bulletin: '通报群' };

const CONNECTION: Record<string, { words: string; next: string }> = {
  starting: { words: '正在连接', next: '稍候片刻再看。' },
  ok: { words: '正常', next: '' },
  conflict: { words: '另有程序在用同一个机器人收消息', next: '请停掉另一个程序，本程序会自动接上。' },
  unauthorized: { words: '令牌被拒绝', next: '请到 BotFather 核对令牌，改好后重新启动。' },
  unreachable: { words: '连接不上', next: '请检查服务器的网络或代理，恢复后会自动接上，消息不会丢。' },
};

/** WeCom's own, where they differ. */
const WECOM_CONNECTION: typeof CONNECTION = {
  conflict: {
    words: '智能机器人的连接被别处的程序占用',
    next: '请停掉另一处的程序。本程序隔 10 分钟以上再试；重新启动会马上再试。',
  },
  unauthorized: {
    words: '智能机器人被拒绝',
    next: '请核对 WECOM_ROBOT_ID 和 WECOM_ROBOT_SECRET，改好后重新启动。',
  },
};

const FAILURES: Record<string, string> = {
  blocked: '已停用机器人，请本人在对话里点“重新启动”',
  deactivated: '账号已注销，请重新发邀请',
  notStarted: '还没有打开过机器人，请本人点开邀请链接',
  removed: '机器人已被移出群，请重新拉入并发 /bindgroup',
  noRights: '机器人在群里不能发言，请在群设置里允许',
  noIdentity: '还没有绑定账号，请发送邀请链接',
  invaliduser: '企业微信里没有这个账号，或不在应用的可见范围内，请核对名册',
  unlicenseduser: '企业微信账号没有许可，请管理员分配',
  processEnded: '发送时程序中断，是否送达不明，请在群里看一眼再决定是否重发',
};

const platformName = (platform: string): string =>
  ({ telegram: 'Telegram', wecom: '企业微信', sandbox: '沙盒' })[platform] ?? platform;
function failure(code: string): string {
  const [why = '', via] = code.split('; sent on ');
  return `${FAILURES[why] ?? why}${via === undefined ? '' : `（已改从${platformName(via)}发出）`}`;
}

export const onboarding = {
  fileNames: { photo: '照片', document: '文件', video: '视频', audio: '音频', voice: '语音' },
  purposes: PURPOSES,
  claimed: (name: string): Message => ({
    lines: [
      title(`${name}，您已是系统管理员`),
      text('接下来两步：'),
      text('1. 发“邀请”，给名册里的每个人生成一条绑定链接。'),
      text('2. 把我拉进工作群，在群里发 /bindgroup。'),
      note('发“运行状态”可以随时查看连接和发送情况。'),
    ],
  }),
  alreadyAdministrator: (): Message => ({ lines: [text('您已经是系统管理员，不用再认领。发“帮助”看能做什么。')] }),
  bound: (name: string, roles: string[], unit: string): Message => ({
    lines: [
      title(`${name}，绑定成功`),
      text(`您的身份：${roles.length === 0 ? '暂无' : roles.join('、')}${unit === '' ? '' : `（${unit}）`}`),
      text('有待办时，工作日早上提醒您一次；晚上和节假日不打扰。'),
      note('发“帮助”看能做什么。如果身份不对，请联系督查室。'),
    ],
  }),
  alreadyBound: (name: string): Message => ({
    lines: [text(`${name}，您已经绑定过了，不用再点。发“帮助”看能做什么。`)],
  }),
  invites: (made: number, bound: number, days: number, account: string): Message => ({
    lines: [
      title(`已生成 ${made} 条邀请链接`),
      text('见附件，每人一条，只能用一次。请单独发给本人，不要发到群里。'),
      text(`${days} 天内有效；再次生成后，旧链接作废。`),
      ...(bound > 0 ? [text(`另有 ${bound} 人已经绑定，没有重复生成。`)] : []),
      note(`机器人：@${account}`),
    ],
  }),
  invite: (name: string, unit: string, link: string, days: number): Message => ({
    lines: [
      title(`${name}${unit === '' ? '' : `（${unit}）`}的邀请链接`),
      text(link),
      note(`只能用一次，${days} 天内有效。请单独发给本人。`),
    ],
  }),
  allBound: (): Message => ({ lines: [text('名册里的人都已绑定，没有要邀请的。')] }),
  inviteSheet: '邀请链接.csv',
  inviteColumns: ['姓名', '单位', '身份', '邀请链接', '有效期至'],
  groupBound: (name: string, purpose: string, topic: boolean, canPost: boolean): Message => ({
    lines: [
      title(`本群已绑定：${name}`),
      text(`用途：${PURPOSES[purpose] ?? purpose}${topic ? '（只发在本话题）' : ''}`),
      ...(canPost ? [] : [text('现在我在群里不能发言，请在群设置里允许，否则通报和榜单发不出来。')]),
      note('我只需要“发送消息、图片和文件”的权限，不需要设为管理员。群里的聊天我不看，只回应 / 命令。'),
    ],
  }),
  groupUnbound: (): Message => ({ lines: [text('本群已解除绑定，不再发送通报和榜单。')] }),
  groupWelcome: (): Message => ({
    lines: [
      title('督办助手已入群，还没有绑定'),
      text(
        '请协调员或管理员在这里发 /bindgroup；只发榜单的群请发 /bindgroup 红黑榜。有话题的群，在哪个话题里发，就绑定到哪个话题。',
      ),
      note('我只需要“发送消息、图片和文件”的权限。'),
    ],
  }),
  groupLost: (chat: string): Message => ({
    lines: [
      title(`机器人已被移出“${chat}”`),
      text('通报和榜单不再发到这个群。需要继续发的，请把机器人重新拉进群，再在群里发 /bindgroup。'),
    ],
  }),
  groupMuted: (chat: string): Message => ({
    lines: [
      title(`机器人在“${chat}”不能发言`),
      text('请群管理员在群设置里允许机器人发送消息。放开以后，新的通报和榜单照常发送。'),
    ],
  }),
  topicGone: (chat: string): Message => ({
    lines: [
      title(`“${chat}”里绑定的话题已删除或关闭`),
      text('这一次已发到群里的默认话题。请在新话题里发 /bindgroup 重新绑定。'),
    ],
  }),
  personLost: (name: string, unit: string, why: string): Message => ({
    lines: [title(`联系不上${name}${unit === '' ? '' : `（${unit}）`}`), text(`${failure(why)}。恢复后会自动继续。`)],
  }),
  fateUnknown: (chat: string): Message => ({
    lines: [
      title(`发往“${chat}”的一条消息不知是否送达`),
      text('发送时连接中断。为避免在群里重复，没有再发。请到群里看一眼，缺了再重发。'),
    ],
  }),
  status: (d: {
    platforms: { platform: string; state: string; detail: string; account: string; since: string }[];
    bound: number;
    people: number;
    waiting: number;
    sentToday: number;
    groups: { title: string; purpose: string; ok: boolean }[];
    lost: { name: string; why: string }[];
    failed: { to: string; why: string }[];
  }): Message => ({
    lines: [
      title('运行状态'),
      ...d.platforms.map((each) => {
        const own = each.platform === 'wecom' ? WECOM_CONNECTION[each.state] : undefined;
        const known = own ?? CONNECTION[each.state] ?? { words: each.state, next: '' };
        return text(
          bold(platformName(each.platform)),
          `　${known.words}（自 ${each.since} 起）${known.next === '' ? '' : `。${known.next}`}`,
        );
      }),
      text(`已绑定 ${d.bound} 人，名册共 ${d.people} 人。`),
      text(`今日已发 ${d.sentToday} 条，等待 ${d.waiting} 条。`),
      ...(d.groups.length === 0
        ? [text('还没有绑定群。把机器人拉进群，在群里发 /bindgroup。')]
        : d.groups.map((each) =>
            text(`· ${each.title}　${PURPOSES[each.purpose] ?? ''}${each.ok ? '' : '　【不能发言】'}`),
          )),
      ...(d.lost.length === 0 ? [] : [text(bold(`联系不上 ${d.lost.length} 人`))]),
      ...d.lost.map((each) => fold(`· ${each.name}　${failure(each.why)}`)),
      ...(d.failed.length === 0 ? [] : [text(bold(`近 7 天未送达 ${d.failed.length} 条`))]),
      ...d.failed.map((each) => fold(`· ${each.to}　${failure(each.why)}`)),
    ],
  }),
};
