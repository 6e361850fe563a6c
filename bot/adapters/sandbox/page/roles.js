const ROLES = [
  {
    key: 'coordinator',
    label: '协调员',
    commands: ['复核', '通报', '红黑榜'],
    hint: '督查室在这里复核和退回进展、发通报、签发红黑榜。没有按时填报的单位，每天早上列在这里。',
  },
  {
    key: 'liaison',
    label: '联络员',
    commands: ['我的事项', '汇报', '红黑榜', '帮助'],
    hint: '每个工作日早上收到一条汇总提醒，点按钮就能填报；没有变化的，一次点完。',
  },
  {
    key: 'unitHead',
    label: '单位负责人',
    commands: ['我的事项', '红黑榜', '帮助'],
    hint: '本单位变红之前，这里先收到告知；承诺和销号在这里点按确认。',
  },
  {
    key: 'leader',
    label: '领导',
    commands: ['批示', '红黑榜', '帮助'],
    hint: '每个工作日早上一屏摘要，先列需要您定的事；直接回复即为批示。',
  },
];

const OTHER = {
  key: 'other',
  label: '尚未绑定',
  commands: ['帮助'],
  hint: '这个人还没有绑定身份，可以在这里试试绑定。',
};
const GROUP = {
  key: 'group',
  label: '群聊',
  // In a group the bot listens to words with a slash only.
  commands: ['/红黑榜', '/帮助'],
  hint: '阶段变化、通报和红黑榜发到群里。在群里发言前，先选以谁的身份。',
};

/** The order in which pickers list the kinds of chats and people. */
export const ROLE_ORDER = ['group', 'leader', 'coordinator', 'liaison', 'unitHead', 'other'];

/** The role behind a Chinese display text such as 联络员 or 联点领导. */
export function roleOf(text) {
  return ROLES.find((role) => text?.includes(role.label)) ?? OTHER;
}

/** The one person of a private chat besides the bot, or null in a group. */
export function personOf(chat) {
  return chat.kind === 'private' ? (chat.members.find((member) => member.id !== 'bot') ?? null) : null;
}

/** What kind of chat this is for chips, hints and grouping. */
export function chatRole(chat) {
  return chat.kind === 'group' ? GROUP : roleOf(personOf(chat)?.role);
}

export function chatName(chat) {
  return personOf(chat)?.name ?? chat.title;
}

/** The grey line under a chat's name: role and unit, or the size of a group. */
export function chatDetail(chat) {
  const person = personOf(chat);
  return person
    ? [person.unit, person.role].filter(Boolean).join('·') || OTHER.label
    : `群聊·${chat.members.length} 人`;
}

/** The ids, as text, of the chats a newcomer sees first: a liaison, the head of the same unit, a leader, a coordinator, the group. */
export function firstChats(chats) {
  const first = (key, fits = () => true) => chats.find((chat) => chatRole(chat).key === key && fits(chat));
  const liaison = first('liaison');
  const unit = liaison && personOf(liaison)?.unit;
  const head = first('unitHead', (chat) => personOf(chat)?.unit === unit) ?? first('unitHead');
  const picked = [liaison, head, first('leader'), first('coordinator'), first('group')].filter(Boolean);
  return (picked.length > 0 ? picked : chats.slice(0, 1)).map((chat) => String(chat.id));
}
