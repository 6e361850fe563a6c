import type { Tx } from '../client.js';
import { loadExtensions } from './loadExtensions.js';
import { historyInstant, idOf, type LoadContext, type LoadedRound, type PlanIds } from './planIds.js';
import type { ResolvedItem, ResolvedPlan, ResolvedReport } from './resolvePlan.js';

/** Writes the plan's items with everything that already happened to them: milestones, requests, reports, verdicts. */
export async function loadHistory(
  db: Tx,
  plan: ResolvedPlan,
  ids: PlanIds,
  rounds: LoadedRound[],
  { now }: LoadContext,
): Promise<void> {
  const liaisons = new Map(
    plan.people.flatMap(({ code, roles }) =>
      roles.flatMap(({ role, unit }) => (role === 'liaison' && unit !== undefined ? [[unit, code] as const] : [])),
    ),
  );
  const verifier = plan.people.find(({ roles }) => roles.some(({ role }) => role === 'coordinator'))?.code;
  for (const item of plan.items) {
    const itemId = await createItem(db, plan, ids, item, now);
    await loadExtensions(db, plan, ids, item, itemId);
    const requests = await createRequests(db, ids, item, itemId, rounds);
    const author = liaisons.get(item.leadUnit);
    let before: { id: number; version: number } | null = null;
    for (const [at, report] of item.reports.entries()) {
      const corrected = item.reports[at + 1] !== undefined;
      const requestId = report.round === undefined ? null : (requests.get(report.round) ?? null);
      const version: number = (before?.version ?? 0) + 1;
      const instant = historyInstant(report.on, plan.campaign.zone);
      const verdict = report.verified;
      const row: { id: number } = await db.progressReport.create({
        data: {
          itemId,
          unitId: idOf(ids.units, item.leadUnit),
          requestId,
          authorId: author === undefined ? null : idOf(ids.people, author),
          version,
          correctsId: before?.id ?? null,
          noChange: report.noChange,
          percent: report.percent,
          summary: report.summary,
          blocker: report.blocker,
          status: statusOf(report, corrected),
          flags: [],
          reportedOn: report.on,
          reportedAt: instant,
        },
      });
      const by = report.by ?? verifier;
      if (verdict)
        await db.verification.create({
          data: {
            reportId: row.id,
            verdict,
            field: verdict === 'sentBack' ? (report.field ?? 'summary') : null,
            reason: report.reason,
            verifierId: by === undefined ? null : idOf(ids.people, by),
            verifiedOn: report.verifiedOn,
            verifiedAt: historyInstant(report.verifiedOn, plan.campaign.zone),
          },
        });
      if (requestId !== null && before === null)
        await db.reportRequest.update({
          where: { id: requestId },
          data: { status: 'reported', late: report.late, reportedOn: report.on, reportedAt: instant },
        });
      before = verdict === 'sentBack' ? { id: row.id, version } : null;
    }
  }
  await loadProblems(db, plan, ids, now);
}

function statusOf(report: ResolvedReport, corrected: boolean): string {
  if (report.noChange || report.verified === 'accepted') return 'accepted';
  if (report.verified === 'sentBack') return corrected ? 'superseded' : 'sentBack';
  return 'submitted';
}

async function createItem(db: Tx, plan: ResolvedPlan, ids: PlanIds, item: ResolvedItem, now: Date): Promise<number> {
  const { milestones, reports, extensions: _, supportingUnits, leadUnit, closedOn, ...words } = item;
  const accepted = reports.filter((report) => report.noChange || report.verified === 'accepted');
  const percent = accepted.at(-1)?.percent ?? 0;
  // A last report of 100 % that nobody verified yet asks to close out.
  const last = reports.at(-1);
  const asksToClose = last !== undefined && !last.noChange && last.percent === 100 && last.verified === undefined;
  const row = await db.item.create({
    data: {
      ...words,
      campaignId: ids.campaignId,
      leadUnitId: idOf(ids.units, leadUnit),
      dueOn: milestones.at(-1)?.dueOn ?? plan.campaign.endsOn,
      status: closedOn !== undefined ? 'closed' : asksToClose ? 'closeOutRequested' : 'open',
      closedOn: closedOn ?? null,
      percent,
      createdAt: now,
      supporting: { create: supportingUnits.map((code) => ({ unitId: idOf(ids.units, code) })) },
      milestones: {
        create: milestones.map(({ completedOn, ...milestone }, position) => ({
          ...milestone,
          position,
          // Reached by a report that nobody verified yet: claimed.
          status: completedOn === undefined ? 'open' : milestone.percent <= percent ? 'done' : 'claimed',
          completedOn: completedOn ?? null,
        })),
      },
    },
  });
  return row.id;
}

/** The requests of past rounds, by the round's place (from 1) among those of the item's class. */
async function createRequests(
  db: Tx,
  ids: PlanIds,
  item: ResolvedItem,
  itemId: number,
  rounds: LoadedRound[],
): Promise<Map<number, number>> {
  const requests = new Map<number, number>();
  const ofClass = rounds.filter((round) => round.supervisionClass === item.supervisionClass);
  for (const [at, round] of ofClass.entries()) {
    const open = item.filedOn <= round.opensOn && (item.closedOn === undefined || item.closedOn > round.opensOn);
    if (!open) continue;
    const row = await db.reportRequest.create({
      data: {
        roundId: round.id,
        itemId,
        unitId: idOf(ids.units, item.leadUnit),
        dueOn: round.dueOn,
        // What was not answered before the item closed is not asked any more.
        status: item.closedOn === undefined ? 'open' : 'dropped',
      },
    });
    requests.set(at + 1, row.id);
  }
  return requests;
}

/** Problems and directives are items with one milestone. */
async function loadProblems(db: Tx, plan: ResolvedPlan, ids: PlanIds, now: Date): Promise<void> {
  for (const {
    itemNo,
    title,
    tag,
    measure,
    responsiblePerson,
    foundBy,
    leadUnit,
    filedOn,
    dueOn,
    closedOn,
  } of plan.problems)
    await createSingle(db, ids, now, {
      itemNo,
      title,
      tag,
      kind: 'problem',
      measures: measure,
      responsiblePerson,
      source: foundBy === 'selfCheck' ? 'plan' : foundBy,
      leadUnit,
      filedOn,
      dueOn,
      closedOn,
    });
  for (const { itemNo, text, leader, leadUnit, filedOn, dueOn, answer, answeredOn } of plan.directives)
    await createSingle(db, ids, now, {
      itemNo,
      title: text,
      tag: '',
      kind: 'directive',
      measures: answer,
      responsiblePerson: plan.people.find(({ code }) => code === leader)?.name ?? '',
      source: 'directive',
      leadUnit,
      filedOn,
      dueOn,
      closedOn: answeredOn,
    });
}

interface Single {
  itemNo: string;
  title: string;
  tag: string;
  kind: string;
  measures: string;
  responsiblePerson: string;
  source: string;
  leadUnit: string;
  filedOn: string;
  dueOn: string;
  closedOn: string | undefined;
}

async function createSingle(db: Tx, ids: PlanIds, now: Date, { leadUnit, closedOn, ...row }: Single): Promise<void> {
  const done = closedOn !== undefined;
  await db.item.create({
    data: {
      ...row,
      campaignId: ids.campaignId,
      supervisionClass: 'special',
      leadUnitId: idOf(ids.units, leadUnit),
      status: done ? 'closed' : 'open',
      closedOn: closedOn ?? null,
      percent: done ? 100 : 0,
      createdAt: now,
      milestones: {
        create: [
          {
            position: 0,
            name: row.title,
            percent: 100,
            dueOn: row.dueOn,
            originalDueOn: row.dueOn,
            status: done ? 'done' : 'open',
            completedOn: closedOn ?? null,
          },
        ],
      },
    },
  });
}
