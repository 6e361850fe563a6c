import type { Database } from '../../prisma/client.js';

/**
 * A unit's line of a board by hand: `totalCenti` in centi-points, null when it is not ranked; `place` with ties (1, 1, 3).
 * `records` were judged, `losing` of them lost something.
 */
export interface IndependentLine {
  unitId: number;
  totalCenti: number | null;
  cause: 'nothingDue' | 'allExempt' | null;
  place: number | null;
  tie: boolean;
  records: number;
  losing: number;
}

/** Days from August to December 2026 that differ from Monday to Friday, by hand as well: Mid-Autumn and National Day. */
const DAYS_OFF = ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'];
const MAKEUP_WORKDAYS = ['2026-09-20', '2026-10-10'];
const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
const localDay = (instant: Date): string => new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);

/** Workdays after `from` through `to`, one day after the other. */
function workdaysLate(from: string, to: string): number {
  let count = 0;
  for (let at = Date.parse(from) + DAY_MS; at <= Date.parse(to); at += DAY_MS) {
    const on = new Date(at).toISOString().slice(0, 10);
    const weekday = new Date(at).getUTCDay();
    const ordinary = weekday >= 1 && weekday <= 5 && !DAYS_OFF.includes(on);
    if (ordinary || MAKEUP_WORKDAYS.includes(on)) count++;
  }
  return count;
}

const dayBefore = (on: string): string => new Date(Date.parse(on) - DAY_MS).toISOString().slice(0, 10);

const DIMENSIONS = ['completion', 'reporting', 'verification', 'clearance', 'appraisal'] as const;
type Dimension = (typeof DIMENSIONS)[number];
/** 五项权重默认 40、20、15、15、10. */
const WEIGHTS: Record<Dimension, bigint> = {
  completion: 40n,
  reporting: 20n,
  verification: 15n,
  clearance: 15n,
  appraisal: 10n,
};
const FULL = 10_000n;

/** What a unit lost, record by record, in hundredths of what the record is worth. */
interface Tally {
  lost: Record<Dimension, bigint[]>;
  exempt: number;
  honours: bigint;
  faults: bigint;
}

/**
 * A board reckoned again from the rows of the ledger as they stood when it was made, by the rules in words
 * (docs/boards.md) and none of the code that makes boards: whether a milestone was reached is read from the reports and
 * their verdicts instead of its own status, what is known at which moment from the instants, days and workdays are
 * counted on the fingers, points are exact fractions, shares are handed out by counting who comes first.
 *
 * Left out because nothing in the rows tells when it happened: an item that changed its lead unit, an extension that
 * was taken back or lapsed, a request dropped for another reason than that its item was closed or exempted. Public ratings are not in these rows.
 * @returns every unit of the campaign, in the order of ids
 */
export async function independentBoard(
  database: Database,
  board: { campaignId: number; startsOn: string; endsOn: string; dataAt: Date },
): Promise<IndependentLine[]> {
  const { campaignId, startsOn, endsOn, dataAt } = board;
  const madeOn = localDay(dataAt);
  const items = await database.item.findMany({
    where: { campaignId },
    include: {
      exemptions: true,
      milestones: { include: { extensions: true, exemptions: true } },
      reports: { include: { verification: true } },
      requests: { include: { round: true } },
    },
  });
  const exclusions = (await database.scoreExclusion.findMany({ where: { campaignId } })).filter(
    (row) => row.throughOn >= startsOn && row.createdAt <= dataAt,
  );
  const credits = (await database.scoreCredit.findMany({ where: { campaignId } })).filter(
    (row) =>
      row.status === 'confirmed' &&
      row.countsOn >= startsOn &&
      row.countsOn <= endsOn &&
      (row.decidedAt ?? row.createdAt) <= dataAt,
  );
  const isOut = (kind: string, id: number) => exclusions.some((row) => row.recordKind === kind && row.recordId === id);
  const inForce = (row: { status: string; decidedOn: string | null; revokedOn: string | null }) =>
    (row.status === 'approved' || row.status === 'revoked') &&
    (row.decidedOn ?? '9') <= madeOn &&
    (row.revokedOn === null || row.revokedOn > madeOn);

  const tallies = new Map<number, Tally>();
  for (const { unitId } of await database.campaignUnit.findMany({ where: { campaignId } })) {
    const lost = { completion: [], reporting: [], verification: [], clearance: [], appraisal: [] };
    tallies.set(unitId, { lost, exempt: 0, honours: 0n, faults: 0n });
  }
  const note = (unitId: number, dimension: Dimension, percent: number, exempt: boolean) => {
    const tally = tallies.get(unitId);
    if (!tally) throw new Error(`unit ${unitId} does not take part`);
    if (exempt) tally.exempt++;
    else tally.lost[dimension].push(BigInt(percent));
  };

  for (const item of items) {
    const itemExempt = item.exemptions.some((row) => row.milestoneId === null && inForce(row));
    const isProblem = item.kind === 'problem';
    for (const milestone of item.milestones) {
      if (milestone.dueOn > endsOn) continue;
      const reached = reachedBy(milestone, item.reports, dataAt);
      // Asked for more time, and nobody has answered: not judged yet. A request is dropped once the work is confirmed.
      const undecided = (row: { status: string; decidedOn: string | null; createdAt: Date }) =>
        row.createdAt <= dataAt &&
        (['pending', 'endorsed'].includes(row.status) ||
          (row.decidedOn ?? '') > madeOn ||
          (row.status === 'dropped' && (reached?.confirmedOn ?? null) === null));
      if (milestone.extensions.some(undecided)) continue;
      const doneOn = reached !== null && reached.on <= endsOn ? reached.on : null;
      // 期末还没有复核的完成，不在本期评，在复核当期评一次.
      if (doneOn !== null && (reached?.confirmedOn ?? '9') > endsOn) continue;
      if (doneOn !== null && milestone.dueOn < startsOn && (reached?.confirmedOn ?? '') < startsOn) continue;
      const exempt =
        itemExempt || milestone.exemptions.some(inForce) || isOut(isProblem ? 'problem' : 'milestone', milestone.id);
      const late = workdaysLate(milestone.dueOn, doneOn ?? endsOn);
      // Due on a Friday and open on the Sunday after it: not a workday late, so that the next period judges it.
      if (doneOn === null && late === 0 && !exempt) continue;
      // 按期不失分；晚 1 个工作日失 20%，每再晚一个工作日多失 10%，最多 80%；到期末仍未完成失 100%.
      const percent = doneOn === null ? 100 : late === 0 ? 0 : Math.min(80, 20 + 10 * (late - 1));
      note(item.leadUnitId, isProblem ? 'clearance' : 'completion', percent, exempt);
    }
    for (const request of item.requests) {
      if (request.round.createdAt > dataAt || request.dueOn > endsOn) continue;
      // Dropped before the board was made: in the morning, before anything that happened on the same day.
      const droppedOn = item.closedOn ?? item.exemptions.find((row) => inForce(row))?.decidedOn ?? '';
      if (request.status === 'dropped' && droppedOn < madeOn) continue;
      const answeredOn = request.reportedAt === null ? null : localDay(request.reportedAt);
      // 报告：迟报失 50%，未报失 100%.
      const missing = answeredOn === null || answeredOn > endsOn;
      const late = workdaysLate(request.dueOn, missing ? endsOn : answeredOn);
      // As above: no workday was left in the period before, and it was still unanswered when this one began.
      const carried = workdaysLate(request.dueOn, dayBefore(startsOn)) === 0 && (answeredOn ?? '9') >= startsOn;
      if (request.dueOn < startsOn && !carried) continue;
      if (missing && late === 0 && request.excuse === null && !itemExempt) continue;
      const percent = missing ? 100 : late > 0 ? 50 : 0;
      const exempt = itemExempt || request.excuse !== null || isOut('reportRequest', request.id);
      note(request.unitId, 'reporting', percent, exempt);
    }
    for (const { unitId, verification } of item.reports) {
      if (!verification) continue;
      const on = localDay(verification.verifiedAt);
      if (on < startsOn || on > endsOn) continue;
      const percent = verification.verdict === 'sentBack' ? 100 : 0;
      note(unitId, 'verification', percent, itemExempt || isOut('verification', verification.id));
    }
  }
  for (const { unitId, kind, points } of credits) {
    const tally = tallies.get(unitId);
    if (tally && kind === 'honour') tally.honours += BigInt(points);
    else if (tally) tally.faults += BigInt(points);
  }
  const totals = new Map([...tallies].map(([unitId, tally]) => [unitId, totalOf(tally)]));
  return [...tallies]
    .sort((a, b) => a[0] - b[0])
    .map(([unitId, tally]): IndependentLine => {
      const total = totals.get(unitId) ?? null;
      const others = [...totals].filter(([id, points]) => id !== unitId && points !== null).map(([, points]) => points);
      const records = DIMENSIONS.flatMap((name) => tally.lost[name]);
      return {
        unitId,
        totalCenti: total === null ? null : Number(total),
        cause: total !== null ? null : tally.exempt > 0 ? 'allExempt' : 'nothingDue',
        place: total === null ? null : 1 + others.filter((points) => (points as bigint) > total).length,
        tie: total !== null && others.includes(total),
        records: records.length,
        losing: records.filter((percent) => percent > 0n).length,
      };
    });
}

/** A report with its verdict, as far as a milestone cares. */
interface Told {
  percent: number;
  noChange: boolean;
  reportedOn: string;
  reportedAt: Date;
  verification: { verdict: string; verifiedAt: Date } | null;
}

/**
 * When a milestone was reached, as known at an instant: the day of the earliest report of its percent that was not sent
 * back, and the day on which a verdict confirmed it (null while it waits for one). What was done before the campaign was
 * loaded has no day of confirmation: it counts as confirmed on its own. Null when it is open.
 */
function reachedBy(
  milestone: { percent: number; status: string; completedOn: string | null; confirmedOn: string | null },
  reports: readonly Told[],
  at: Date,
): { on: string; confirmedOn: string | null } | null {
  const { status, completedOn, confirmedOn } = milestone;
  if (status === 'done' && completedOn !== null && confirmedOn === null)
    return { on: completedOn, confirmedOn: completedOn };
  const reaching = reports.filter((report) => !report.noChange && report.percent >= milestone.percent);
  const verdictsOf = (verdict: string, until: Date) =>
    reaching.filter(
      ({ verification }) => verification?.verdict === verdict && verification.verifiedAt.getTime() <= until.getTime(),
    );
  let confirmedAt: Date | null = null;
  for (const { verification } of verdictsOf('accepted', at))
    if (verification && (confirmedAt === null || verification.verifiedAt < confirmedAt))
      confirmedAt = verification.verifiedAt;
  const until = confirmedAt ?? at;
  const sentBack = verdictsOf('sentBack', until);
  const days = reaching
    .filter((report) => report.reportedAt <= until && !sentBack.includes(report))
    .map((report) => report.reportedOn)
    .sort();
  return days[0] === undefined ? null : { on: days[0], confirmedOn: confirmedAt && localDay(confirmedAt) };
}

/** Points of a unit in centi-points; null when nothing could be judged. */
function totalOf({ lost, honours, faults }: Tally): bigint | null {
  const judged = DIMENSIONS.filter((name) => lost[name].length > 0);
  const weight = judged.reduce((sum, name) => sum + WEIGHTS[name], 0n);
  if (weight === 0n) return null;
  // 没有可评记录的一项，权重按比例分给其他项: whole centi-points, the odd ones to the largest remainders, of equals the first.
  const remainder = (name: Dimension) => (FULL * WEIGHTS[name]) % weight;
  const odd = FULL - judged.reduce((sum, name) => sum + (FULL * WEIGHTS[name]) / weight, 0n);
  let total = FULL;
  judged.forEach((name, place) => {
    const before = judged.filter(
      (other, at) => remainder(other) > remainder(name) || (remainder(other) === remainder(name) && at < place),
    );
    const worth = (FULL * WEIGHTS[name]) / weight + (BigInt(before.length) < odd ? 1n : 0n);
    // 一项内每条记录分量相同, 除法向下取整有利于单位.
    const percents = lost[name].reduce((sum, percent) => sum + percent, 0n);
    total -= (worth * percents) / (100n * BigInt(lost[name].length));
  });
  // 表扬最多加 5 分，扣分最多扣 20 分，总分不低于 0.
  total += honours < 500n ? honours : 500n;
  total -= faults < 2000n ? faults : 2000n;
  return total > 0n ? total : 0n;
}
