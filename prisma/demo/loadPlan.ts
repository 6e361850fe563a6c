import { roundFor } from '../../domain/reportRound.js';
import { z } from 'zod';
import { SUPERVISION_CLASSES } from '../../domain/ledger.js';
import { CADENCES, DEFAULT_SUPERVISION_RULES } from '../../domain/supervision.js';
import type { Tx } from '../client.js';
import { loadCommitments } from './loadCommitments.js';
import { loadHistory } from './loadHistory.js';
import { idOf, type LoadContext, type LoadedRound, type PlanIds } from './planIds.js';
import type { ResolvedPlan } from './resolvePlan.js';

/** Writes a plan into an empty database, in the caller's transaction. People are bound to the sandbox by their codes. */
export async function loadPlan(db: Tx, plan: ResolvedPlan, context: LoadContext): Promise<PlanIds> {
  const { campaign } = plan;
  const { id: campaignId } = await db.campaign.create({
    data: {
      name: campaign.name,
      purpose: campaign.purpose,
      zone: campaign.zone,
      startsOn: campaign.startsOn,
      endsOn: campaign.endsOn,
      taxonomy: typeof campaign.taxonomy === 'string' ? campaign.taxonomy : campaign.taxonomy.name,
      rules:
        typeof campaign.taxonomy === 'string' ? campaign.rules : { ...campaign.rules, tags: campaign.taxonomy.tags },
      schedules: campaign.schedules,
      boardPolicy: campaign.boardPolicy,
      createdAt: context.now,
      phases: { create: campaign.phases.map((phase, position) => ({ ...phase, position })) },
    },
  });
  const units = await loadUnits(db, plan, campaignId);
  const bound = context.bound ?? true;
  const people = await loadPeople(db, plan, campaignId, units, { now: context.now, bound });
  const ids: PlanIds = { campaignId, units, people };
  await db.chat.createMany({
    data: (bound ? plan.groups : []).map((group) => ({
      campaignId,
      platform: 'sandbox',
      platformChatId: groupChatId(group.code),
      title: group.title,
      settings: {},
      createdAt: context.now,
    })),
  });
  const rounds = await loadRounds(db, plan, campaignId, context);
  await loadHistory(db, plan, ids, rounds, context);
  await loadCredits(db, plan, ids, context);
  await loadCommitments(db, plan, ids, context);
  return ids;
}

/** The sandbox's id of a plan's group. */
export const groupChatId = (code: string): string => `g-${code}`;
/** The sandbox's id of the private chat with a plan's person. */
export const privateChatId = (code: string): string => `p-${code}`;

async function loadUnits(db: Tx, plan: ResolvedPlan, campaignId: number): Promise<Map<string, number>> {
  const rows = await db.unit.createManyAndReturn({
    data: plan.units.map(({ code, name, shortName, kind, sortOrder }) => ({
      code,
      name,
      shortName: shortName ?? name,
      kind,
      sortOrder,
    })),
  });
  const ids = new Map(rows.map((row) => [row.code, row.id]));
  for (const { code, parent } of plan.units)
    if (parent !== undefined) await db.unit.update({ where: { code }, data: { parentId: idOf(ids, parent) } });
  const taking = plan.units.filter((unit) => unit.quota > 0 || plan.items.some((item) => item.leadUnit === unit.code));
  await db.campaignUnit.createMany({
    data: taking.map(({ code, quota }) => ({ campaignId, unitId: idOf(ids, code), quota })),
  });
  // Every unit has its own number; kinds only share the day.
  const { filingDueOn } = plan.campaign;
  const kinds = [...new Set(plan.units.filter((unit) => unit.quota > 0).map((unit) => unit.kind))];
  if (filingDueOn !== undefined)
    await db.filingTerm.createMany({
      data: kinds.map((unitKind) => ({ campaignId, unitKind, quota: 0, dueOn: filingDueOn })),
    });
  return ids;
}

async function loadPeople(
  db: Tx,
  plan: ResolvedPlan,
  campaignId: number,
  units: Map<string, number>,
  { now, bound }: { now: Date; bound: boolean },
): Promise<Map<string, number>> {
  const rows = await db.person.createManyAndReturn({
    data: plan.people.map(({ code, name, title }) => ({ code, name, title, createdAt: now })),
  });
  const ids = new Map(rows.map((row) => [row.code, row.id]));
  await db.identity.createMany({
    data: (bound ? plan.people : []).map(({ code }) => ({
      personId: idOf(ids, code),
      platform: 'sandbox',
      platformUserId: code,
      address: privateChatId(code),
      createdAt: now,
    })),
  });
  await db.wecomContact.createMany({
    data: plan.people
      .filter(({ wecomUserId, mobile }) => wecomUserId !== undefined || mobile !== undefined)
      .map(({ code, wecomUserId, mobile }) => ({
        personId: idOf(ids, code),
        userId: wecomUserId?.toLowerCase() ?? null,
        mobile: mobile ?? null,
      })),
  });
  await db.roleGrant.createMany({
    data: plan.people.flatMap(({ code, roles, contactUnits }) =>
      roles.flatMap(({ role, unit }) => {
        // A leader holds one grant for each contact unit.
        const of = role === 'leader' ? contactUnits : [unit];
        return of.map((each) => ({
          personId: idOf(ids, code),
          role,
          campaignId,
          unitId: each === undefined ? null : idOf(units, each),
          createdAt: now,
        }));
      }),
    ),
  });
  return ids;
}

/** The little of a campaign's rules that rounds need; the rest is checked when the rules are read. */
const cadenceRules = z.object({
  supervision: z
    .partialRecord(z.enum(SUPERVISION_CLASSES), z.object({ cadence: z.enum(CADENCES).optional() }))
    .optional(),
});
/** Honours and faults of the plan: both were confirmed on their day. */
async function loadCredits(db: Tx, plan: ResolvedPlan, ids: PlanIds, { now }: LoadContext): Promise<void> {
  await db.scoreCredit.createMany({
    data: plan.scoreEntries.map(({ unit, on, points, reason, evidence }) => ({
      campaignId: ids.campaignId,
      unitId: idOf(ids.units, unit),
      kind: points > 0 ? 'honour' : 'fault',
      points: Math.round(Math.abs(points) * 100),
      reason,
      evidence,
      countsOn: on,
      createdAt: now,
      decidedAt: now,
    })),
  });
}

async function loadRounds(
  db: Tx,
  plan: ResolvedPlan,
  campaignId: number,
  { now, calendar }: LoadContext,
): Promise<LoadedRound[]> {
  const loaded: LoadedRound[] = [];
  const own = cadenceRules.safeParse(plan.campaign.rules);
  for (const { supervisionClass, opensOn, dueOn } of plan.rounds) {
    const cadence =
      own.data?.supervision?.[supervisionClass]?.cadence ?? DEFAULT_SUPERVISION_RULES[supervisionClass].cadence;
    // The same key as the round that the bot itself would open in this period, so that it is not opened twice.
    const periodKey = roundFor(cadence, opensOn, calendar, plan.campaign)?.periodKey ?? `before/${opensOn}`;
    const row = await db.reportRound.create({
      data: { campaignId, supervisionClass, periodKey, opensOn, dueOn, createdAt: now },
    });
    loaded.push({ id: row.id, supervisionClass, opensOn, dueOn });
  }
  return loaded;
}
