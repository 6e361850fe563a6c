import { buttonId } from '../domain/button.js';
import { type Correction, type Day } from '../domain/calendar.js';
import { checkExtension, type ExtensionFrame, UNDECIDED } from '../domain/extension.js';
import { actsFor, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import { peopleHolding } from '../prisma/store/people.js';
import { contactOf } from './access.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { peopleOnDuty } from './duty.js';
import { tellCoordinators } from './extensionNotices.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** A milestone that a liaison may ask to extend, or the request about it that is still undecided. */
export interface Extensible {
  milestoneId: number;
  itemId: number;
  itemNo: string;
  itemTitle: string;
  name: string;
  dueOn: Day;
  /** Workdays left; negative when overdue. */
  workdays: number;
  today: Day;
  pending: boolean;
}

/** What the dialog of an extension begins with. */
export interface ExtensionStart {
  milestoneId: number;
  itemNo: string;
  itemTitle: string;
  name: string;
  frame: ExtensionFrame;
  corrections: Correction[];
  /** The newest report, for the progress so far; null when there is none. */
  last: { percent: number; summary: string; on: Day } | null;
}

/** What is asked for. */
export interface ExtensionInput {
  milestoneId: number;
  toOn: Day;
  reason: string;
  progress: string;
}

/** Only the campaign that a pressed button is about, if it says so. */
const inPressed = ({ origin }: ChatCtx) => (origin.pressedIn === undefined ? {} : { campaignId: origin.pressedIn });

/** Open milestones of one item, or of all items of the actor's units, soonest first. Overdue ones are in it too. */
export async function extensibleMilestones(ctx: ChatCtx, itemId?: number): Promise<Extensible[]> {
  const units = unitsOf(ctx.actor, ['liaison']);
  const rows = await ctx.db.milestone.findMany({
    where: {
      status: 'open',
      item: {
        status: 'open',
        leadUnitId: { in: units },
        ...(itemId === undefined ? inPressed(ctx) : { id: itemId }),
      },
    },
    include: {
      item: {
        select: {
          id: true,
          itemNo: true,
          title: true,
          leadUnitId: true,
          campaignId: true,
          campaign: { select: { zone: true } },
        },
      },
      extensions: { where: { status: { in: [...UNDECIDED] } }, select: { id: true } },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  const own = rows.filter(({ item }) => unitsOf(ctx.actor, ['liaison'], item.campaignId).includes(item.leadUnitId));
  return own.map(({ id, name, dueOn, item, extensions }) => ({
    milestoneId: id,
    itemId: item.id,
    itemNo: item.itemNo,
    itemTitle: item.title,
    name,
    dueOn,
    today: todayIn(ctx, item.campaign),
    workdays: ctx.calendar.workdaysBetween(todayIn(ctx, item.campaign), dueOn),
    pending: extensions.length > 0,
  }));
}

/** Loads a milestone for the liaison of its lead unit. Throws UserError('milestoneGone' | 'notYourUnit' | 'itemClosed' | …). */
async function ownMilestone(ctx: ChatCtx, milestoneId: number) {
  const row = await ctx.db.milestone.findUnique({
    where: { id: milestoneId },
    include: {
      item: {
        include: {
          milestones: { orderBy: { position: 'asc' } },
          reports: { where: { status: { in: ['accepted', 'submitted'] } }, orderBy: { id: 'desc' }, take: 1 },
        },
      },
      extensions: { where: { status: { in: [...UNDECIDED] } }, take: 1 },
    },
  });
  if (!row) throw new UserError('milestoneGone');
  const { item } = row;
  if (!unitsOf(ctx.actor, ['liaison'], item.campaignId).includes(item.leadUnitId))
    throw new UserError('notYourUnit', { contact: await contactOf(ctx, item.campaignId) });
  if (item.status === 'exempt') throw new UserError('itemExempt', { itemNo: item.itemNo });
  if (item.status !== 'open') throw new UserError('itemClosed', { itemNo: item.itemNo });
  if (row.status !== 'open') throw new UserError('extensionDone', { name: row.name });
  const [pending] = row.extensions;
  if (pending) throw new UserError('extensionPending', { itemNo: item.itemNo, toOn: pending.toOn });
  const campaign = await loadCampaign(ctx, item.campaignId);
  const next = item.milestones.find(
    (each) => each.position > row.position && (each.status === 'open' || each.status === 'claimed'),
  );
  const frame: ExtensionFrame = {
    today: todayIn(ctx, campaign),
    dueOn: row.dueOn,
    nextDueOn: next?.dueOn ?? null,
    campaignEndsOn: campaign.endsOn,
  };
  if (frame.today > frame.dueOn)
    throw new UserError('extensionTooLate', { itemNo: item.itemNo, name: row.name, dueOn: row.dueOn });
  return { row, item, campaign, frame };
}

/** Begins a request, with everything the dialog needs. Throws UserError like askExtension. */
export async function startExtension(ctx: ChatCtx, milestoneId: number): Promise<ExtensionStart> {
  const { row, item, frame } = await ownMilestone(ctx, milestoneId);
  const last = item.reports[0];
  return {
    milestoneId,
    itemNo: item.itemNo,
    itemTitle: item.title,
    name: row.name,
    frame,
    corrections: await calendarCorrections(ctx.db),
    last: last ? { percent: last.percent, summary: last.summary, on: last.reportedOn } : null,
  };
}

/**
 * Asks for a later due date. The unit head hears of it, or the coordinators where the unit has no other head than the
 * one who asks. The milestone's due date stays until the last word. Throws UserError('extensionTooLate' |
 * 'extensionPending' | 'extensionDone' | … ) and those of checkExtension.
 */
export async function askExtension(
  ctx: ChatCtx,
  input: ExtensionInput,
): Promise<{ itemNo: string; toOn: Day; waitsFor: 'unitHead' | 'coordinator'; head: string }> {
  const { row, item, campaign, frame } = await ownMilestone(ctx, input.milestoneId);
  const fault = checkExtension(frame, input.toOn, ctx.calendar);
  if (fault) throw new UserError(fault.code, { itemNo: item.itemNo, ...fault.params });
  const behalf = actsFor(ctx.actor, ['liaison'], item.leadUnitId, campaign.id);
  const applicants = [ctx.actor.personId, behalf?.personId];
  const holders = await peopleHolding(ctx.db, 'unitHead', campaign.id, [item.leadUnitId]);
  const others = holders.filter((person) => !applicants.includes(person.id));
  const byHead = holders.length > 0 && others.length === 0;
  const { id } = await ctx.db.extension.create({
    data: {
      milestoneId: row.id,
      openMilestoneId: row.id,
      unitId: item.leadUnitId,
      applicantId: ctx.actor.personId,
      onBehalfOfId: behalf?.personId ?? null,
      askedOn: frame.today,
      fromOn: row.dueOn,
      toOn: input.toOn,
      reason: input.reason,
      progress: input.progress,
      status: others.length > 0 ? 'pending' : 'endorsed',
      ...(byHead ? { headId: holders[0]?.id ?? null, headOn: frame.today } : {}),
      createdAt: ctx.now,
    },
  });
  await audit(ctx, 'askExtension', `extension:${id}`, {
    item: item.id,
    milestone: row.id,
    fromOn: row.dueOn,
    toOn: input.toOn,
    ...(behalf ? { onBehalfOf: behalf.personId } : {}),
  });
  if (others.length === 0) {
    await tellCoordinators(ctx, campaign, id, [ctx.actor.personId]);
    return { itemNo: item.itemNo, toOn: input.toOn, waitsFor: 'coordinator', head: '' };
  }
  const heads = await peopleOnDuty(ctx, 'unitHead', campaign.id, frame.today, [item.leadUnitId]);
  // A delegate who asked cannot agree to it: then the head hears of it, away or not.
  const told = heads.filter((head) => !applicants.includes(head.id));
  for (const head of told.length > 0 ? told : others)
    await enqueueToPerson(ctx, campaign.id, head.id, {
      key: `extension:${id}:ask:${head.id}`,
      kind: 'notice',
      subject: `extension:${id}`,
      message: textsFor(head.locale).extension.asked(
        {
          itemNo: item.itemNo,
          title: item.title,
          name: row.name,
          applicant: ctx.actor.name,
          onBehalfOf: behalf?.name ?? '',
          fromOn: row.dueOn,
          toOn: input.toOn,
          reason: input.reason,
          progress: input.progress,
        },
        [[{ id: buttonId('extensionCard', id), label: textsFor(head.locale).approval.open, style: 'primary' }]],
      ),
    });
  return { itemNo: item.itemNo, toOn: input.toOn, waitsFor: 'unitHead', head: others[0]?.name ?? '' };
}

/**
 * Takes an undecided request back: any liaison of the unit may. The due date stays, and what it had excused is chased
 * again from where it stood. Throws UserError('milestoneGone' | 'extensionNoneWaiting').
 */
export async function withdrawExtension(ctx: ChatCtx, milestoneId: number): Promise<{ itemNo: string; dueOn: Day }> {
  const row = await ctx.db.milestone.findUnique({
    where: { id: milestoneId },
    include: { item: { select: { id: true, itemNo: true, leadUnitId: true, campaignId: true } } },
  });
  if (!row || !unitsOf(ctx.actor, ['liaison'], row.item.campaignId).includes(row.item.leadUnitId))
    throw new UserError('milestoneGone');
  const { itemNo } = row.item;
  const { count } = await ctx.db.extension.updateMany({
    where: { milestoneId, status: { in: [...UNDECIDED] } },
    data: { status: 'withdrawn', openMilestoneId: null },
  });
  if (count === 0) throw new UserError('extensionNoneWaiting', { itemNo });
  await ctx.db.reportRequest.updateMany({
    where: { itemId: row.item.id, status: 'open', excuse: 'extensionAsked' },
    data: { excuse: null },
  });
  await audit(ctx, 'extension.withdrawn', `milestone:${milestoneId}`, {});
  return { itemNo, dueOn: row.dueOn };
}

/** Closes the undecided requests of an item's milestones that are reached or exempt: they are not needed any more. */
export async function dropMootExtensions(ctx: Ctx, itemId: number): Promise<void> {
  await ctx.db.extension.updateMany({
    where: {
      status: { in: [...UNDECIDED] },
      milestone: {
        itemId,
        OR: [{ status: { in: ['done', 'exempt'] } }, { item: { status: { not: 'open' } } }],
      },
    },
    data: { status: 'dropped', openMilestoneId: null },
  });
}
