import type { Command } from '../commands/definition.js';
import { commands } from '../commands/index.js';
import type { ChatKind } from '../domain/roles.js';

/** A command found in what a person wrote: `rest` are the words after it; `slash` tells that it was called by /name. */
export interface FoundCommand {
  command: Command;
  rest: string;
  slash: boolean;
}

/**
 * Finds the command that words call: `/name rest`, `/汇报 rest`, `/name@bot rest`; in a private chat also a bare Chinese
 * word, alone or followed by a space. Null when none is meant.
 */
export function findCommand(words: string, kind: ChatKind): FoundCommand | null {
  const slash = words.startsWith('/') || words.startsWith('／');
  if (!slash && kind === 'group') return null;
  const match = /^(\S+)(?:\s+([\s\S]*))?$/.exec(slash ? words.slice(1) : words);
  if (!match) return null;
  const head = (match[1] as string).split('@')[0] as string;
  const command = commands.find((each) => each.aliases.includes(head) || each.name === head.toLowerCase());
  return command ? { command, rest: (match[2] ?? '').trim(), slash } : null;
}
