/** Words that only WeCom needs: what stands in place of buttons, and on cards. */
export const wecom = {
  /** Stands under a message whose choices are answered by letter. */
  answerByLetter: '回复选项前的字母即可：',
  choice: (letter: string, label: string) => `${letter}　${label}`,
  /** Title of a card's drop-down, and of its button. */
  more: '更多操作',
  choose: '办理所选',
  /** Title of a card whose message stands above it. */
  above: '请选择',
  /** Stands under words that were sent before, so that WeCom does not take them for the same message. */
  repeated: (times: number) => `（同样内容，第 ${times} 次发送）`,
  menuMore: '更多',
  /** The robot's answer to somebody who asks for the group's number. */
  groupNumber: (chatId: string) => `本群编号：${chatId}`,
  /** A group that has no name in the configuration. */
  groupTitle: (chatId: string) => `企业微信群 ${chatId.slice(-4)}`,
  groupNumberWord: '群编号',
};
