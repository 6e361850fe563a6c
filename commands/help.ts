import { z } from 'zod';
import { holds } from '../domain/roles.js';
import { textsFor } from '../services/texts/index.js';
import type { Command } from './definition.js';

/** 帮助: what this person can do here, of a list of commands (asked for when it is used: help is on the list itself). */
export const helpOn = (commands: () => readonly Command[]): Command<string> => ({
  name: 'help',
  aliases: ['帮助', '怎么用', 'start'],
  roles: 'everyone',
  chats: ['private', 'group'],
  args: z.string(),
  examples: ['/help', '帮助'],
  async run(ctx) {
    const t = textsFor(ctx.actor.locale);
    const mine = commands().filter(
      (each) => each.chats.includes(ctx.origin.kind) && (each.roles === 'everyone' || holds(ctx.actor, each.roles)),
    );
    const roles = [...new Set(ctx.actor.grants.map((grant) => grant.role))];
    return {
      reply: t.help.list(
        ctx.actor.name,
        roles,
        mine.map((each) => ({ name: each.name, alias: each.aliases[0] ?? each.name })),
        { groupOnly: ctx.origin.kind === 'group', wecom: ctx.origin.platform === 'wecom' },
      ),
    };
  },
});
