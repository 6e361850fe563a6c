import type { Command } from '../../../commands/definition.js';
import { bytesOf } from './split.js';

/** Limits of a menu (doc 90231): 3 buttons of 16 bytes, the last with 5 below it of 40 bytes. */
const TOP = { count: 3, bytes: 16 } as const;
const BELOW = { count: 5, bytes: 40 } as const;

interface MenuButton {
  type: 'click';
  name: string;
  key: string;
}

/** The body of menu/create: a press says a command's first Chinese word. */
export interface Menu {
  button: (MenuButton | { name: string; sub_button: MenuButton[] })[];
}

/**
 * The app's menu from the list of commands: the first two at the top, the next five below "more". Commands that only
 * work in groups or with words after them are left out.
 */
export function menuOf(commands: readonly Command[], more: string): Menu {
  const offered = commands
    .filter((each) => each.chats.includes('private') && each.args.safeParse('').success)
    .flatMap(({ aliases: [alias] }) => (alias === undefined ? [] : [alias]));
  const button = (name: string): MenuButton => ({ type: 'click', name, key: name });
  const top = offered.filter((name) => bytesOf(name) <= TOP.bytes).slice(0, TOP.count - 1);
  const below = offered.filter((name) => !top.includes(name) && bytesOf(name) <= BELOW.bytes).slice(0, BELOW.count);
  return {
    button: [...top.map(button), ...(below.length > 0 ? [{ name: more, sub_button: below.map(button) }] : [])],
  };
}
