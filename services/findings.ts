import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import type { Button, StoredFile } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { nextItemNo } from '../prisma/store/items.js';
import { peopleHolding } from '../prisma/store/people.js';
import { mustSeeUnit, withBelow } from './access.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { type DueChoices, dueChoices } from './dueChoices.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** A unit that a finding may be about. */
export interface FindingUnit {
  id: number;
  name: string;
  shortName: string;
}

/**
 * Units on which somebody may log a finding: all of the campaign for coordinators and for inspectors of the whole
 * campaign (a grant without a unit); for other inspectors the units assigned to them and everything below. Official order.
 */
export async function findingUnits(ctx: ChatCtx, campaignId: number): Promise<FindingUnit[]> {
  const grants = ctx.actor.grants.filter(
    (grant) => grant.role === 'inspector' && (grant.campaignId === campaignId || grant.campaignId === null),
  );
  const all = holds(ctx.actor, ['coordinator'], campaignId) || grants.some((grant) => grant.unitId === null);
  const assigned = grants.flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  return ctx.db.unit.findMany({
    where: {
      ...(all ? {} : { id: { in: await withBelow(ctx, assigned) } }),
      OR: [{ campaigns: { some: { campaignId } } }, { leadItems: { some: { campaignId } } }],
    },
    orderBy: { sortOrder: 'asc' },
    select: { id: true, name: true, shortName: true },
  });
}

/** What the dialog of a finding begins with. */
export interface FindingStart {
  campaignId: number;
  units: FindingUnit[];
  tags: string[];
  taxonomy: string;
  due: DueChoices;
}

/** Begins a finding in a campaign. */
export async function startFinding(ctx: ChatCtx, campaign: CampaignView): Promise<FindingStart> {
  return {
    campaignId: campaign.id,
    units: await findingUnits(ctx, campaign.id),
    tags: [...campaign.taxonomy.tags],
    taxonomy: campaign.taxonomy.name,
    due: await dueChoices(ctx, campaign),
  };
}

/** A finding as handed in. */
export interface FindingInput {
  campaignId: number;
  unitId: number;
  what: string;
  tag: string;
  dueOn: Day;
  evidence: StoredFile[];
}

/**
 * 登记问题: makes a finding an item of kind problem with one milestone, so that it is warned about, asked for and chased
 * like any other; the unit's liaison and head are told. Throws UserError('unitNotAssigned' | 'dueOnPast').
 */
export async function logFinding(
  ctx: ChatCtx,
  { campaignId, unitId, what, tag, dueOn, evidence }: FindingInput,
): Promise<{ itemId: number; itemNo: string; unit: string; told: string[] }> {
  const campaign = await loadCampaign(ctx, campaignId);
  const today = todayIn(ctx, campaign);
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  if (!(await findingUnits(ctx, campaignId)).some(({ id }) => id === unitId))
    throw new UserError('unitNotAssigned', { unit: unit.shortName });
  if (dueOn < today) throw new UserError('dueOnPast');
  const itemNo = await nextItemNo(ctx.db, campaignId, 'WT');
  const { id: itemId } = await ctx.db.item.create({
    data: {
      campaignId,
      itemNo,
      kind: 'problem',
      tag,
      title: what,
      supervisionClass: 'special',
      leadUnitId: unitId,
      source: 'inspection',
      filedOn: today,
      dueOn,
      createdAt: ctx.now,
      milestones: { create: [{ position: 0, name: what, percent: 100, dueOn, originalDueOn: dueOn }] },
      findings: { create: evidence.map((file) => ({ ...file, createdAt: ctx.now })) },
    },
  });
  await audit(ctx, 'finding', `item:${itemId}`, { unit: unitId, tag, dueOn });
  const told: string[] = [];
  for (const role of ['liaison', 'unitHead'] as const)
    for (const person of await peopleHolding(ctx.db, role, campaignId, [unitId])) {
      const t = textsFor(person.locale);
      const row: Button[] =
        role === 'liaison'
          ? [{ id: buttonId('report', itemId), label: t.item.report, style: 'primary' }]
          : [{ id: buttonId('item', itemId), label: t.closeOut.look }];
      if (evidence.length > 0) row.push({ id: buttonId('findingFiles', itemId), label: t.review.evidence });
      const fresh = await enqueueToPerson(ctx, campaignId, person.id, {
        key: `finding:${itemId}:${person.id}`,
        kind: 'notice',
        urgent: true,
        subject: `item:${itemId}`,
        message: t.finding.told(
          {
            itemNo,
            what,
            tag,
            dueOn,
            today,
            workdays: ctx.calendar.workdaysBetween(today, dueOn),
            by: ctx.actor.name,
            role,
          },
          [row, [{ id: buttonId('tooMuch', itemId, 'finding'), label: t.bundle.tooMuch }]],
        ),
      });
      if (fresh) told.push(person.name);
    }
  return { itemId, itemNo, unit: unit.shortName, told };
}

/** Photos and files of a finding, for those who may see its unit. */
export async function findingFiles(ctx: ChatCtx, itemId: number): Promise<{ itemNo: string; files: StoredFile[] }> {
  const item = await ctx.db.item.findUnique({
    where: { id: itemId },
    include: { findings: { orderBy: { id: 'asc' } } },
  });
  if (!item) throw new UserError('itemUnknown', { query: String(itemId) });
  await mustSeeUnit(ctx, item.campaignId, item.leadUnitId);
  return {
    itemNo: item.itemNo,
    files: item.findings.map(({ sha256, name, mime, bytes }) => ({ sha256, name, mime, bytes })),
  };
}
