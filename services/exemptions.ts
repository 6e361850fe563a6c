import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import { EXEMPTIBLE, type ExemptionBasis } from '../domain/exemption.js';
import type { StoredFile } from '../domain/message.js';
import { holds, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { campaignOf, contactOf } from './access.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** What can be exempted of an item: all of it, or one of its milestones. */
export interface Exemptible {
  itemId: number;
  itemNo: string;
  title: string;
  unit: string;
  whole: boolean;
  milestones: { id: number; name: string; dueOn: Day }[];
}

/** What is asked for. `milestoneId` null is the whole item. */
export interface ExemptionInput {
  itemId: number;
  milestoneId: number | null;
  basisKind: ExemptionBasis;
  basis: string;
  file: StoredFile | null;
}

const keyOf = (itemId: number, milestoneId: number | null) =>
  milestoneId === null ? `item:${itemId}` : `milestone:${milestoneId}`;

/**
 * Loads an item for one who may ask for its exemption: the head of its lead unit, or a coordinator. Throws
 * UserError('itemUnknown' | 'notYourUnit' | 'exemptionNothing').
 */
export async function loadExemptible(ctx: ChatCtx, itemId: number): Promise<Exemptible> {
  const item = await ctx.db.item.findUnique({
    where: { id: itemId },
    include: {
      leadUnit: true,
      milestones: { orderBy: { position: 'asc' } },
      exemptions: { where: { openKey: { not: null } }, select: { openKey: true } },
    },
  });
  if (!item) throw new UserError('itemUnknown', { query: String(itemId) });
  const mayAsk =
    unitsOf(ctx.actor, ['unitHead'], item.campaignId).includes(item.leadUnitId) ||
    holds(ctx.actor, ['coordinator'], item.campaignId);
  if (!mayAsk) throw new UserError('notYourUnit', { contact: await contactOf(ctx, item.campaignId) });
  const taken = new Set(item.exemptions.map((each) => each.openKey));
  const result: Exemptible = {
    itemId,
    itemNo: item.itemNo,
    title: item.title,
    unit: item.leadUnit.shortName,
    whole: item.status === 'open' && !taken.has(keyOf(itemId, null)),
    milestones:
      item.status === 'exempt'
        ? []
        : item.milestones
            .filter((each) => EXEMPTIBLE.includes(each.status) && !taken.has(keyOf(itemId, each.id)))
            .map(({ id, name, dueOn }) => ({ id, name, dueOn })),
  };
  if (!result.whole && result.milestones.length === 0) throw new UserError('exemptionNothing', { itemNo: item.itemNo });
  return result;
}

/**
 * Open items that the actor may ask an exemption for and that have none asked or given as a whole, soonest due first: those
 * of a head's units, or all for a coordinator. @returns at most `most` of them, and how many more there are
 */
export async function exemptibleItems(
  ctx: ChatCtx,
  most: number,
): Promise<{ items: { id: number; itemNo: string; title: string; dueOn: Day }[]; rest: number }> {
  const campaign = await campaignOf(ctx, ['unitHead', 'coordinator']);
  const where = {
    campaignId: campaign.id,
    status: 'open',
    exemptions: { none: { milestoneId: null, openKey: { not: null } } },
    ...(holds(ctx.actor, ['coordinator'], campaign.id)
      ? {}
      : { leadUnitId: { in: unitsOf(ctx.actor, ['unitHead'], campaign.id) } }),
  };
  const items = await ctx.db.item.findMany({
    where,
    select: { id: true, itemNo: true, title: true, dueOn: true },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    take: most,
  });
  return { items, rest: (await ctx.db.item.count({ where })) - items.length };
}

/** Coordinators and administrators of a campaign who may decide what somebody else asked. */
async function approvers(ctx: Ctx, campaignId: number, except: number) {
  const grants = await ctx.db.roleGrant.findMany({
    where: {
      OR: [
        { role: 'coordinator', campaignId },
        { role: 'administrator', OR: [{ campaignId }, { campaignId: null }] },
      ],
      personId: { not: except },
    },
    include: { person: true },
    orderBy: { id: 'asc' },
  });
  return [...new Map(grants.map((grant) => [grant.personId, grant.person])).values()];
}

/** Asks for an exemption; all who may decide it are told, and named in the answer. Throws UserError like loadExemptible, and 'exemptionNoApprover'. */
export async function askExemption(
  ctx: ChatCtx,
  input: ExemptionInput,
): Promise<{ itemNo: string; approvers: string[] }> {
  const start = await loadExemptible(ctx, input.itemId);
  const milestone = start.milestones.find((each) => each.id === input.milestoneId);
  if (input.milestoneId === null ? !start.whole : !milestone)
    throw new UserError('exemptionNothing', { itemNo: start.itemNo });
  const item = await ctx.db.item.findUniqueOrThrow({ where: { id: input.itemId }, include: { leadUnit: true } });
  const campaign = await loadCampaign(ctx, item.campaignId);
  const people = await approvers(ctx, campaign.id, ctx.actor.personId);
  if (people.length === 0) throw new UserError('exemptionNoApprover');
  const { id } = await ctx.db.exemption.create({
    data: {
      itemId: item.id,
      milestoneId: input.milestoneId,
      openKey: keyOf(item.id, input.milestoneId),
      basisKind: input.basisKind,
      basis: input.basis,
      ...(input.file ? { file: { ...input.file } } : {}),
      applicantId: ctx.actor.personId,
      askedOn: todayIn(ctx, campaign),
      createdAt: ctx.now,
    },
  });
  await audit(ctx, 'askExemption', `exemption:${id}`, { item: item.id, milestone: input.milestoneId });
  for (const person of people) {
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `exemption:${id}:ask:${person.id}`,
      kind: 'notice',
      subject: `exemption:${id}`,
      message: t.exemption.asked(
        {
          itemNo: item.itemNo,
          title: item.title,
          unit: item.leadUnit.shortName,
          name: milestone?.name ?? null,
          applicant: ctx.actor.name,
          basisKind: input.basisKind,
          basis: input.basis,
          file: input.file?.name ?? null,
        },
        [[{ id: buttonId('exemptionCard', id), label: t.approval.open, style: 'primary' }]],
      ),
    });
  }
  return { itemNo: item.itemNo, approvers: people.map(({ name }) => name) };
}

/** An exemption with everything its words need. */
export async function loadExemption(ctx: Ctx, id: number) {
  return ctx.db.exemption.findUnique({
    where: { id },
    include: { item: { include: { leadUnit: true } }, milestone: true, applicant: true, decider: true },
  });
}
export type ExemptionRow = NonNullable<Awaited<ReturnType<typeof loadExemption>>>;

/**
 * Loads an undecided exemption for a second person. Throws UserError('exemptionGone' | 'exemptionDecided' |
 * 'exemptionOwn' | 'notYourApproval').
 */
export async function decidableExemption(ctx: ChatCtx, id: number): Promise<ExemptionRow> {
  const row = await loadExemption(ctx, id);
  if (!row) throw new UserError('exemptionGone');
  if (!holds(ctx.actor, ['coordinator', 'administrator'], row.item.campaignId)) throw new UserError('notYourApproval');
  if (row.status !== 'pending') throw new UserError('exemptionDecided', { itemNo: row.item.itemNo });
  if (row.applicantId === ctx.actor.personId) throw new UserError('exemptionOwn');
  return row;
}
