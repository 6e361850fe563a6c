import { z } from 'zod';
import { campaignOf, unitNamed } from '../services/access.js';
import { findingFiles, startFinding } from '../services/findings.js';
import { textsFor } from '../services/texts/index.js';
import { UserError } from '../domain/userError.js';
import type { Action, Command } from './definition.js';
import { unitsNamed } from './dialogs/unitStep.js';
import { fileMessages } from './fileMessages.js';

const GUARD = { roles: ['inspector', 'coordinator'], chats: ['private'] } as const;

/** 登记问题: what an inspector found, from the phone; with a unit's name, about that unit at once. */
export const findingCommand: Command<string> = {
  name: 'finding',
  aliases: ['问题', '登记问题', '督导问题'],
  ...GUARD,
  args: z.string().max(100),
  examples: ['/finding', '登记问题', '登记问题 教育局'],
  async run(ctx, query) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    const start = await startFinding(ctx, campaign);
    if (query === '') return { dialog: { name: 'finding', about: 0, data: start } };
    const [unit, second] = unitsNamed(start.units, query);
    if (!unit) {
      const known = await unitNamed(ctx, query);
      throw known
        ? new UserError('unitNotAssigned', { unit: known.shortName })
        : new UserError('unitUnclear', { query: query.slice(0, 20) });
    }
    const data = second
      ? { ...start, matches: unitsNamed(start.units, query).map(({ id }) => id) }
      : { ...start, units: [unit], unit };
    return { dialog: { name: second ? 'finding' : 'findingOn', about: second ? 0 : unit.id, data } };
  },
};

/** 看材料 of a finding; `id` is the item. */
const files: Action = {
  name: 'findingFiles',
  roles: 'everyone',
  chats: ['private'],
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { itemNo, files: found } = await findingFiles(ctx, id);
    return { reply: found.length === 0 ? t.review.noFiles(itemNo) : fileMessages(t, itemNo, found) };
  },
};

/** 登记问题 under the list of problems. */
const logFinding: Action = { name: 'logFinding', ...GUARD, run: (ctx) => findingCommand.run(ctx, '') };

export const findingActions: Action[] = [files, logFinding];
