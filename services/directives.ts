import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import { unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { campaignOf, withBelow } from './access.js';
import { ownCampaigns } from './currentCampaign.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** What a leader directs. */
export interface DirectiveInput {
  campaignId: number;
  words: string;
  unitId: number;
  aboutItemId: number | null;
  dueOn: Day;
}

/** Directives are numbered PS-001, PS-002 … within a campaign. */
const PREFIX = 'PS-';

/**
 * Makes a leader's words (批示) an item with an owner and a due date, warned about and reported on like any other. The
 * unit's liaisons and heads are told at once. Throws UserError('directiveDueOn') for a day that is past or after the campaign's end.
 */
export async function issueDirective(ctx: ChatCtx, input: DirectiveInput): Promise<{ itemNo: string; unit: string }> {
  const campaign = await loadCampaign(ctx, input.campaignId);
  const today = todayIn(ctx, campaign);
  if (input.dueOn < today || input.dueOn > campaign.endsOn)
    throw new UserError('directiveDueOn', { endsOn: campaign.endsOn });
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: input.unitId } });
  const itemNo = await nextNumber(ctx, campaign.id);
  const title = [...input.words.replace(/\s+/g, ' ')].slice(0, 40).join('');
  const item = await ctx.db.item.create({
    data: {
      campaignId: campaign.id,
      itemNo,
      kind: 'directive',
      title,
      task: input.words,
      supervisionClass: 'special',
      leadUnitId: unit.id,
      source: 'directive',
      filedOn: today,
      dueOn: input.dueOn,
      directedById: ctx.actor.personId,
      aboutItemId: input.aboutItemId,
      createdAt: ctx.now,
      milestones: {
        create: [{ position: 0, name: title, percent: 100, dueOn: input.dueOn, originalDueOn: input.dueOn }],
      },
    },
  });
  await audit(ctx, 'directive', `item:${item.id}`, { about: input.aboutItemId, dueOn: input.dueOn });
  const receivers = [
    ...(await peopleHolding(ctx.db, 'liaison', campaign.id, [unit.id])),
    ...(await peopleHolding(ctx.db, 'unitHead', campaign.id, [unit.id])),
  ];
  for (const person of receivers) {
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `directive:${item.id}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `item:${item.id}`,
      message: t.directive.received({
        itemNo,
        leader: ctx.actor.name,
        words: input.words,
        dueOn: input.dueOn,
        today,
        workdays: ctx.calendar.workdaysBetween(today, input.dueOn),
        buttons: [[{ id: buttonId('item', item.id), label: t.directive.open }]],
      }),
    });
  }
  return { itemNo, unit: unit.shortName };
}

async function nextNumber(ctx: Ctx, campaignId: number): Promise<string> {
  const rows = await ctx.db.item.findMany({
    where: { campaignId, itemNo: { startsWith: PREFIX } },
    select: { itemNo: true },
  });
  const last = Math.max(0, ...rows.map((row) => Number(row.itemNo.slice(PREFIX.length)) || 0));
  return `${PREFIX}${String(last + 1).padStart(3, '0')}`;
}

/** Tells the leader that their directive is done (件件有回音); does nothing for an item that is none. Call it when an item closes. */
export async function answerDirective(ctx: Ctx, itemId: number): Promise<void> {
  const item = await ctx.db.item.findUniqueOrThrow({
    where: { id: itemId },
    include: {
      directedBy: true,
      leadUnit: true,
      reports: { where: { status: 'accepted' }, orderBy: { id: 'desc' }, take: 1 },
    },
  });
  if (!item.directedBy) return;
  const t = textsFor(item.directedBy.locale);
  await enqueueToPerson(ctx, item.campaignId, item.directedBy.id, {
    key: `directiveDone:${item.id}`,
    kind: 'notice',
    urgent: true,
    subject: `item:${item.id}`,
    message: t.directive.done({
      itemNo: item.itemNo,
      words: item.task,
      unit: item.leadUnit.shortName,
      answer: item.reports[0]?.summary ?? '',
      buttons: [[{ id: buttonId('item', item.id), label: t.directive.open }]],
    }),
  });
}

/** What a directive begins with: the leader's units, the items they may mean, and what their words say already. */
export interface DirectiveStart {
  campaignId: number;
  today: Day;
  words: string;
  items: { id: number; itemNo: string; title: string; unitId: number }[];
  units: { id: number; name: string; shortName: string }[];
  aboutItemId: number | null;
  unitId: number | null;
}

/** Items offered for a choice; any other can be named by its number. */
const ITEMS_OFFERED = 8;

/**
 * The campaign that a leader's words are about: the item's, or that of the digest they got last, to which plain words are
 * an answer; 0 when neither tells.
 */
async function answeredCampaign(ctx: ChatCtx, aboutItemId?: number): Promise<number> {
  const own = (await ownCampaigns(ctx, ['leader'])).map(({ id }) => id);
  if (own.length < 2) return 0;
  const item =
    aboutItemId === undefined
      ? null
      : await ctx.db.item.findUnique({ where: { id: aboutItemId }, select: { campaignId: true } });
  const digest = await ctx.db.delivery.findFirst({
    where: { personId: ctx.actor.personId, kind: 'digest', status: 'sent', campaignId: { in: own } },
    orderBy: { id: 'desc' },
    select: { campaignId: true },
  });
  const id = item?.campaignId ?? digest?.campaignId ?? 0;
  return own.includes(id) ? id : 0;
}

/**
 * Prepares a directive of the acting leader: of their contact units and those below, the items with a reported blocker
 * first, then the soonest due; an item named in the words (or given) and its unit, or a unit named in them, are taken.
 */
export async function startDirective(ctx: ChatCtx, words: string, aboutItemId?: number): Promise<DirectiveStart> {
  const campaign = await campaignOf(ctx, ['leader'], await answeredCampaign(ctx, aboutItemId));
  const unitIds = await withBelow(ctx, unitsOf(ctx.actor, ['leader'], campaign.id));
  const units = await ctx.db.unit.findMany({
    where: { id: { in: unitIds } },
    select: { id: true, name: true, shortName: true },
    orderBy: { sortOrder: 'asc' },
  });
  const rows = await ctx.db.item.findMany({
    where: { campaignId: campaign.id, status: 'open', leadUnitId: { in: unitIds } },
    select: {
      id: true,
      itemNo: true,
      title: true,
      leadUnitId: true,
      reports: { orderBy: { id: 'desc' }, take: 1, select: { blocker: true } },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  const named = rows.find((row) =>
    aboutItemId === undefined ? words.toUpperCase().includes(row.itemNo.toUpperCase()) : row.id === aboutItemId,
  );
  const blocked = (row: (typeof rows)[number]) => (row.reports[0]?.blocker ?? '') !== '';
  const offered = [...rows.filter(blocked), ...rows.filter((row) => !blocked(row))].slice(0, ITEMS_OFFERED);
  const unit = units.find((each) => words.includes(each.shortName));
  return {
    campaignId: campaign.id,
    today: todayIn(ctx, campaign),
    words,
    items: [...new Set(named ? [named, ...offered] : offered)].map(({ id, itemNo, title, leadUnitId }) => ({
      id,
      itemNo,
      title,
      unitId: leadUnitId,
    })),
    units,
    aboutItemId: named?.id ?? null,
    unitId: named?.leadUnitId ?? unit?.id ?? null,
  };
}
