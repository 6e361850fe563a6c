import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { campaignOf } from '../services/access.js';
import type { ChatCtx } from '../services/context.js';
import { type Group, groupOf, groupsOf, SECTIONS, toggleGroup } from '../services/groups.js';
import { CHAT_PURPOSES } from '../services/groupBinding.js';
import { textsFor } from '../services/texts/index.js';
import { bindWecomGroup, unbindWecomGroup, unboundWecomGroup, unboundWecomGroups } from '../services/wecomGroups.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['administrator', 'coordinator'], chats: ['private'] } as const;
const WORK_WEEK = [1, 2, 3, 4, 5];

const viewOf = ({ title, settings }: Group) => ({
  title,
  days: settings.digestDays,
  sections: settings.sections,
  board: settings.board,
});

/** 群设置: the bound groups, and what each of them gets. */
export const groups: Command<string> = {
  name: 'groups',
  aliases: ['群设置', '工作群'],
  ...GUARD,
  args: z.string(),
  examples: ['/groups', '群设置'],
  async run(ctx) {
    const t = textsFor(ctx.actor.locale).group;
    const campaign = await campaignOf(ctx, GUARD.roles);
    const known = await groupsOf(ctx, campaign.id);
    const unbound = await unboundWecomGroups(ctx);
    const own = textsFor(ctx.actor.locale).wecomOnboarding;
    if (known.length === 0 && unbound.length === 0) return { reply: t.none() };
    const buttons = known.map((each): Button[] => [
      { id: buttonId('group', each.id), label: [...each.title.replace(/[“”]/g, '')].slice(0, 10).join('') },
    ]);
    buttons.push(...unbound.map((each) => [{ id: buttonId('bindWecom', 0, each.token), label: own.bind(each.title) }]));
    const others = unbound.length === 0 ? '' : own.unboundGroups(unbound.map((each) => each.title));
    return { reply: t.list(known.map(viewOf), buttons, others) };
  },
};

function settings(ctx: ChatCtx, group: Group): Message {
  const { group: t, wecomOnboarding: own } = textsFor(ctx.actor.locale);
  const button = (token: string, label: string, on: boolean): Button => ({
    id: buttonId('group', group.id, token),
    label: t.switch(label, on),
  });
  return t.settings(viewOf(group), [
    WORK_WEEK.map((day) => button(`day.${day}`, t.day(day), group.settings.digestDays.includes(day))),
    SECTIONS.map((each) => button(`see.${each}`, t.sections[each] ?? each, group.settings.sections.includes(each))),
    [
      button('board', t.board, group.settings.board),
      ...(group.platform === 'wecom' ? [{ id: buttonId('unbindWecom', group.id), label: own.unbind }] : []),
    ],
  ]);
}

/** A group's settings; the token names what to switch: day.3, see.due, board. */
const openGroup: Action = {
  name: 'group',
  ...GUARD,
  async run(ctx, id, token) {
    const campaign = await campaignOf(ctx, GUARD.roles);
    if (token === '') return { reply: settings(ctx, await groupOf(ctx, campaign.id, id)) };
    const [kind, value = ''] = token.split('.');
    const section = SECTIONS.find((each) => each === value);
    const day = WORK_WEEK.find((each) => `${each}` === value);
    const what =
      kind === 'board' ? 'board' : kind === 'see' && section ? { section } : kind === 'day' && day ? { day } : null;
    if (!what) throw new UserError('buttonUnknown');
    const t = textsFor(ctx.actor.locale).group;
    return { close: t.changed, reply: settings(ctx, await toggleGroup(ctx, campaign.id, id, what)) };
  },
};

/** Binds a WeCom group from afar: first asks what for, then does it. The token is the group's, and then the purpose. */
const bindWecom: Action = {
  name: 'bindWecom',
  ...GUARD,
  async run(ctx, _id, token) {
    const t = textsFor(ctx.actor.locale).wecomOnboarding;
    const [key = '', wanted = ''] = token.split('.');
    const group = await unboundWecomGroup(ctx, key);
    const purpose = CHAT_PURPOSES.find((each) => each === wanted);
    if (!purpose) {
      const choices = CHAT_PURPOSES.map((each) => ({
        id: buttonId('bindWecom', 0, `${key}.${each}`),
        label: t.purposes[each] ?? each,
      }));
      return { reply: t.askPurpose(group.title, [choices]) };
    }
    const campaign = await campaignOf(ctx, GUARD.roles);
    await bindWecomGroup(ctx, campaign, group, purpose);
    return { close: t.purposes[purpose] ?? purpose, reply: t.groupBoundFromAfar(group.title, campaign.name, purpose) };
  },
};

/** Ends the binding of a WeCom group from afar: where only a webhook is, nobody can say it in the group. */
const unbindWecom: Action = {
  name: 'unbindWecom',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale).wecomOnboarding;
    const group = await groupOf(ctx, (await campaignOf(ctx, GUARD.roles)).id, id);
    await unbindWecomGroup(ctx, group);
    return { close: t.unbind, reply: t.unbound(group.title) };
  },
};

export const groupActions: Action[] = [openGroup, bindWecom, unbindWecom];
