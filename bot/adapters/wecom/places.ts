import type { WecomConfig, WecomGroupConfig } from '../../wecomConfig.js';

/** A chat of ours as WeCom knows it. */
export type Place =
  | { kind: 'member'; userId: string }
  /** A group with a webhook, and the robot's id of it where it is known. */
  | { kind: 'group'; group: WecomGroupConfig }
  /** A group that only the robot is in. */
  | { kind: 'robotGroup'; chatId: string };

const GROUP = 'group:';
const ROBOT = 'robot:';

/** Our address of a configured group. */
export const groupAddress = (name: string): string => GROUP + name;

/** Our address of a group that only the robot is in. */
export const robotAddress = (chatId: string): string => ROBOT + chatId;

/** Reads our addresses: `group:<name>`, `robot:<chat id>`, anything else is a member's user id (which holds no colon). */
export function placeOf(config: WecomConfig, chat: string): Place | null {
  if (chat.startsWith(GROUP)) {
    const group = config.groups.find(({ name }) => groupAddress(name) === chat);
    return group ? { kind: 'group', group } : null;
  }
  if (chat.startsWith(ROBOT)) return { kind: 'robotGroup', chatId: chat.slice(ROBOT.length) };
  return chat === '' || chat.includes(':') ? null : { kind: 'member', userId: chat };
}

/** What people call a group that the robot was spoken to in: its webhook's name; null where it has none. */
export const titleOfChat = (config: WecomConfig, chatId: string): string | null =>
  config.groups.find((each) => each.chatId === chatId)?.name ?? null;

/** Our address of a group that the robot was spoken to in: the configured group with this id, or one of its own. */
export function addressOfChat(config: WecomConfig, chatId: string): string {
  const group = config.groups.find((each) => each.chatId === chatId);
  return group ? groupAddress(group.name) : robotAddress(chatId);
}
