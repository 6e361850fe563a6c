import type { Command } from '../commands/definition.js';
import { commands } from '../commands/index.js';
import { item } from '../commands/item.js';
import type { ChatKind } from '../domain/roles.js';

/** A command found in what a person wrote: `rest` are the words after it; `slash` tells that it was called by /name. */
export interface FoundCommand {
  command: Command;
  rest: string;
  slash: boolean;
  /** The words after it begin with an item's number. */
  named: boolean;
}

/** An item's number as plans write it: XM-001, PS-014. */
const BEGINS_WITH_ITEM = /^[A-Za-z]{1,6}-\d{1,5}(?!\d)/;
const ITEM_NO = /^[A-Za-z]{1,6}-\d{1,5}$/;

/**
 * Finds the command that words call: `/name rest`, `/汇报 rest`, `/name@bot rest`; in a private chat also a bare Chinese
 * word, alone or followed by a space. An item's number alone asks for its card. Null when none is meant.
 */
export function findCommand(words: string, kind: ChatKind): FoundCommand | null {
  const slash = words.startsWith('/') || words.startsWith('／');
  if (!slash && kind === 'group') return null;
  const match = /^(\S+)(?:\s+([\s\S]*))?$/.exec(slash ? words.slice(1) : words);
  if (!match) return null;
  const head = (match[1] as string).split('@')[0] as string;
  const command = commands.find((each) => each.aliases.includes(head) || each.name === head.toLowerCase());
  const rest = (match[2] ?? '').trim();
  if (command) return { command, rest, slash, named: BEGINS_WITH_ITEM.test(rest) };
  return ITEM_NO.test(words) ? { command: item, rest: words, slash, named: false } : null;
}
