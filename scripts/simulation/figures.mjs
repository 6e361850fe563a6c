// Figures of a run, from the send record and the ledger.
import { addDays, dayOf, isoWeekOf, timeOf, weekStart } from '../../dist/domain/calendar.js';

export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** What the bot sent of its own accord: not answers to what somebody just did. */
const isOwnAccord = (row) => !['reply', 'close'].includes(row.kind) && row.status === 'sent';

/**
 * @param deliveries rows of the send record {kind, status, personId, finishedAt}
 * @param liaisonIds people whose weeks are counted @param weeks Mondays of the weeks
 */
export function quietFigures(deliveries, { zone, calendar, liaisonIds, startsOn, weeks }) {
  const sent = deliveries
    .filter(isOwnAccord)
    .map((row) => ({ ...row, on: dayOf(row.finishedAt, zone), time: timeOf(row.finishedAt, zone) }));
  const bundles = new Map();
  const perWeek = new Map();
  for (const { kind, personId, on } of sent) {
    if (personId === null) continue;
    if (kind === 'warning') bundles.set(`${personId} ${on}`, (bundles.get(`${personId} ${on}`) ?? 0) + 1);
    const week = `${personId} ${JSON.stringify(isoWeekOf(on))}`;
    perWeek.set(week, (perWeek.get(week) ?? 0) + 1);
  }
  const first = weekStart(addDays(startsOn, 1));
  const liaisonWeeks = liaisonIds.flatMap((id) =>
    Array.from(
      { length: weeks },
      (_, week) => perWeek.get(`${id} ${JSON.stringify(isoWeekOf(addDays(first, week * 7)))}`) ?? 0,
    ),
  );
  return {
    messagesAtNight: sent.filter(({ time }) => time < '08:00' || time >= '20:00').length,
    messagesOnDaysOff: sent.filter(({ on }) => !calendar.isWorkday(on)).length,
    maxBundlesPerPersonPerDay: Math.max(0, ...bundles.values()),
    medianMessagesPerLiaisonPerWeek: median(liaisonWeeks),
  };
}
