import { type Day, dayOf } from '../domain/calendar.js';
import type { Role } from '../domain/roles.js';
import { namesOf, signedCommitments } from '../prisma/store/commitments.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import { rungOf } from './chase.js';
import type { ReferralHead } from './texts/zhCN/referral.js';
import type { Ctx } from './context.js';
import { chainReports } from './referralReports.js';
import { type Told, toldOf } from './referralTold.js';
import type { ChainEvent } from './texts/zhCN/referral.js';

/** What is known of the item itself. */
export interface ChainHead extends ReferralHead {
  campaignId: number;
  itemId: number;
}

/** The role that a rung speaks to. */
const ROLE_OF: Record<string, Role> = {
  liaison: 'liaison',
  unitHead: 'unitHead',
  contactLeader: 'leader',
  coordinator: 'coordinator',
  bulletinProposal: 'coordinator',
  referral: 'coordinator',
};

/** Order of what happened on one day. */
const ORDER: ChainEvent['what'][] = [
  'filed',
  'committed',
  'asked',
  'warned',
  'extension',
  'exemption',
  'waiting',
  'chased',
];
const rank = (event: ChainEvent) => (ORDER.includes(event.what) ? ORDER.indexOf(event.what) : ORDER.length);

/**
 * The whole chain of evidence about an item and the unit that was chased for it, oldest first: every ask, warning and
 * rung with whom it reached, reasons on record, requests for more time, reports with their versions and verdicts,
 * checks on the spot, and what was decided before. Everything is read from the records, nothing is judged.
 */
export async function referralChain(
  ctx: Ctx,
  itemId: number,
  unitId: number,
): Promise<{ head: ChainHead; events: ChainEvent[] }> {
  const item = await ctx.db.item.findUniqueOrThrow({
    where: { id: itemId },
    include: {
      leadUnit: true,
      milestones: {
        orderBy: { position: 'asc' },
        include: { warnings: true, extensions: { include: { applicant: true, head: true, decider: true } } },
      },
      requests: { where: { unitId }, include: { round: true, chases: true }, orderBy: { id: 'asc' } },
      exemptions: { include: { applicant: true, decider: true, revoker: true } },
      waitings: true,
    },
  });
  const campaign = await loadCampaign(ctx, item.campaignId);
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  const told = await toldOf(ctx, campaign.id, unitId);
  const today = todayIn(ctx, campaign);
  const isLead = unitId === item.leadUnitId;
  const events: ChainEvent[] = [
    {
      what: 'filed',
      on: item.filedOn,
      source: item.source,
      dueOn: item.milestones.at(-1)?.originalDueOn ?? item.dueOn,
    },
    ...asks(item.requests, today, told),
    ...item.requests.flatMap(({ dueOn, chases }) =>
      chases.map(
        ({ on, rung, reason }): ChainEvent => ({
          what: 'chased',
          on,
          rung,
          reason,
          dueOn,
          to: reason === '' ? told(ROLE_OF[rung] ?? 'coordinator', on) : [],
        }),
      ),
    ),
    ...(await byHand(ctx, item.requests, told, campaign.zone)),
  ];
  if (isLead) {
    for (const { name, dueOn, warnings, extensions } of item.milestones) {
      for (const { stage, level, givenOn } of warnings)
        events.push({ what: 'warned', on: givenOn, name, dueOn, stage, level, to: told('liaison', givenOn) });
      for (const each of extensions)
        events.push({
          what: 'extension',
          on: each.askedOn,
          name,
          fromOn: each.fromOn,
          toOn: each.toOn,
          reason: each.reason,
          status: each.status,
          by: each.applicant?.name ?? '',
          decidedOn: each.decidedOn ?? each.headOn,
          decider: each.decider?.name ?? each.head?.name ?? '',
          note: each.note,
        });
    }
    for (const each of item.exemptions)
      events.push({
        what: 'exemption',
        on: each.askedOn,
        basis: each.basis,
        status: each.status,
        by: each.applicant.name,
        decidedOn: each.decidedOn,
        decider: each.decider?.name ?? '',
        note: each.status === 'revoked' ? each.revokeReason : each.note,
      });
    const units = new Map(
      (await ctx.db.unit.findMany({ where: { id: { in: item.waitings.map((each) => each.forUnitId) } } })).map(
        ({ id, shortName }) => [id, shortName],
      ),
    );
    for (const each of item.waitings)
      events.push({
        what: 'waiting',
        on: each.sinceOn,
        forUnit: units.get(each.forUnitId) ?? '',
        untilOn: each.untilOn,
      });
    const signed = (await signedCommitments(ctx.db, [itemId])).get(itemId);
    if (signed) events.push({ what: 'committed', on: signed.on, words: signed.words, by: signed.by });
  }
  events.push(
    ...(await chainReports(ctx, item, unitId, campaign.zone)),
    ...(await decisions(ctx, itemId, unitId, campaign.zone)),
  );
  return {
    head: {
      campaign: campaign.name,
      campaignId: campaign.id,
      itemId,
      itemNo: item.itemNo,
      title: item.title,
      task: item.task,
      target: item.target,
      consequence: item.consequence,
      unit: unit.name,
      leadUnit: item.leadUnit.name,
      supports: !isLead,
      responsiblePerson: isLead ? item.responsiblePerson : '',
      filedOn: item.filedOn,
      dueOn: item.dueOn,
      percent: item.percent,
      status: item.status,
      asked: item.requests.length,
      unanswered: item.requests.filter((each) => each.status === 'open' && each.dueOn < today).length,
      warnings: events.filter((each) => each.what === 'warned').length,
      rungs: events.filter((each) => each.what === 'chased' && each.reason === '').length,
    },
    events: events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : rank(a) - rank(b))),
  };
}

interface Request {
  id: number;
  dueOn: Day;
  status: string;
  rung: number;
  late: boolean;
  reportedOn: Day | null;
  round: { opensOn: Day };
}

const asks = (requests: readonly Request[], today: Day, told: Told): ChainEvent[] =>
  requests.map(({ dueOn, status, rung, late, reportedOn, round }) => ({
    what: 'asked',
    on: round.opensOn,
    isDue: dueOn < today,
    dueOn,
    status,
    late,
    reportedOn,
    rung: rungOf(rung) ?? '',
    to: told('liaison', round.opensOn),
  }));

/** 催办 by hand: who pressed it, and whom it reached. */
async function byHand(ctx: Ctx, requests: readonly Request[], told: Told, zone: string): Promise<ChainEvent[]> {
  const rows = await ctx.db.auditEntry.findMany({
    where: { action: 'chaseByHand', subject: { in: requests.map(({ id }) => `request:${id}`) } },
    include: { actor: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ at, actor }) => {
    const on = dayOf(at, zone);
    return { what: 'chasedByHand', on, by: actor?.name ?? '', to: told('liaison', on) };
  });
}

/** What people decided about it before: handed over, or taken off the list. */
async function decisions(ctx: Ctx, itemId: number, unitId: number, zone: string): Promise<ChainEvent[]> {
  const rows = await ctx.db.referral.findMany({ where: { itemId, unitId }, orderBy: { id: 'asc' } });
  const names = await namesOf(
    ctx.db,
    rows.map((row) => row.byId),
  );
  return rows.map(({ outcome, handedTo, handedOn, reason, createdAt, byId }) => ({
    what: 'decided',
    on: handedOn ?? dayOf(createdAt, zone),
    outcome,
    handedTo,
    reason,
    by: names.get(byId ?? 0) ?? '',
  }));
}
