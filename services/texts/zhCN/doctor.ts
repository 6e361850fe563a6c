type Params = Record<string, string | number>;

const WECOM: Record<string, (p: Params) => string> = {
  off: () => '企业微信未配置。需要时按 docs/wecom.md 设置，三个入口（自建应用、群机器人、智能机器人）可以只开一部分。',
  appMissing: () => '自建应用未配置：不能给个人发提醒。请设置 WECOM_CORP_ID、WECOM_AGENT_ID、WECOM_SECRET。',
  callbackMissing: () =>
    '接收消息未配置：卡片按钮不可用，改为回复字母；应用也收不到回复。顺序：先在 .env 设置 WECOM_CALLBACK_TOKEN 和 WECOM_ENCODING_AES_KEY 并启动本程序，再到管理后台“接收消息”保存地址 https://您的域名/wecom/callback，最后设置企业可信IP。',
  callbackOk: () => '接收消息已配置。管理后台里的地址应为 https://您的域名/wecom/callback。',
  clockOk: (p) => `本机时钟与企业微信相差 ${p.seconds} 秒。`,
  clockWrong: (p) =>
    `本机时钟与企业微信相差 ${p.seconds} 秒，超过 60 秒。请启用系统的时间同步，否则回调会被当作重放拒绝。`,
  unreachable: (p) => `连不上 ${p.host}（${p.reason}）。请检查网络和代理。`,
  tokenOk: () => '凭证有效（已取得 access_token）。',
  tokenRefused: (p) =>
    `凭证被拒绝（${p.errcode}）：请核对 WECOM_CORP_ID 和 WECOM_SECRET。改正前不要反复重启，多次错误会封禁本机地址约 1 小时。`,
  notTrusted: (p) =>
    `本机地址${p.ip === '' ? '' : ` ${p.ip} `}不在企业可信IP里（60020）。请在管理后台该应用的“企业可信IP”里加上；设置前要先保存好“接收消息”的地址。约 1 分钟后生效。`,
  agentOk: (p) => `应用“${p.name}”正常。可见范围：成员 ${p.users} 人、部门 ${p.parties} 个、标签 ${p.tags} 个。`,
  agentClosed: () => '应用已停用。请在管理后台启用。',
  agentWrong: (p) => `读不到应用（${p.errcode}）：请核对 WECOM_AGENT_ID，它要和 WECOM_SECRET 属于同一个应用。`,
  rangeEmpty: () => '可见范围是空的：应用发不出任何消息。请在管理后台设置可见范围。',
  peopleVisible: (p) => `已绑定企业微信的 ${p.count} 人都在可见范围内。`,
  peopleHidden: (p) => `不在可见范围内或已离职 ${p.count} 人：${p.names}。请调整可见范围或换人。`,
  peopleUnmatched: (p) => `名册里有 ${p.count} 人还没有对上企业微信账号。请核对名册中的账号或手机号。`,
  peopleNone: () => '还没有人绑定企业微信。导入名册（含企业微信账号或手机号）后会自动对上。',
  webhooks: (p) =>
    `群机器人 ${p.count} 个：${p.names}。为避免打扰，检查时不发消息。还没有绑定的，请协调员或管理员私聊发“群设置”绑定。`,
  webhooksMissing: () =>
    '群机器人未配置：群里收不到榜单和通报。在群里“消息推送”添加后，把地址里的 key 写进 WECOM_WEBHOOKS（名称=key），重新启动，再由协调员或管理员私聊发“群设置”绑定。',
  unpaired: (p) => `群 ${p.names} 还没有和智能机器人对上：在群里对智能机器人说“群编号”，把编号写成 名称=key@编号。`,
  robotSet: () => '智能机器人已配置。为避免挤掉正在运行的连接，检查时不连接；运行日志里有连接情况。',
  robotHeld: (p) => `智能机器人由正在运行的程序连接（主机和进程：${p.holder}）。同时运行的其他程序会等它结束再接上。`,
  robotTaken: () =>
    '智能机器人的连接被别处的程序占用。一个机器人同时只能有一个连接：请停掉另一处（或为它另建一个机器人）。本程序隔 10 分钟以上再试，一次比一次间隔长；重新启动会马上再试。',
  robotMissing: () =>
    '智能机器人未配置：群里不能用命令，联络员也不能在企业微信里发文件。请设置 WECOM_ROBOT_ID 和 WECOM_ROBOT_SECRET。',
};

/** What the doctor says, line by line. */
export const doctor = {
  wecomTitle: '企业微信',
  marks: { ok: '[正常]', hint: '[提示]', wrong: '[有误]' } as Record<string, string>,
  wecom: (code: string, params: Params): string => WECOM[code]?.(params) ?? code,
  noDatabase: '还没有数据库，人员没有检查。先用 npm start 启动一次。',
  configWrong: '环境变量有误，请改正后再检查（说明见 .env.example）：',
  healthy: '没有发现问题。',
  unhealthy: (count: number) => `有 ${count} 处需要处理，请从上到下依次办理。`,
};
