import { cleanText } from '../documents/tables/grid.js';
import { type LedgerRow, TEXT_FIELDS } from '../documents/tables/importTypes.js';
import type { KnownItem } from './knownLedger.js';

/** A row beside what the ledger has: the item it means, and the fields that differ. */
export interface LedgerMatch {
  item: KnownItem | null;
  changes: string[];
}

/** Finds items by number, or by title and lead unit. */
export interface LedgerIndex {
  find(row: LedgerRow, leadUnitId: number | undefined): KnownItem | null;
}

/** Makes the index of a ledger. */
export function indexLedger(items: readonly KnownItem[]): LedgerIndex {
  const byNo = new Map(items.map((item) => [cleanText(item.itemNo).toUpperCase(), item]));
  const titleKey = (title: string, unitId: number) => `${unitId}\n${cleanText(title)}`;
  const byTitle = new Map(items.map((item) => [titleKey(item.title, item.leadUnitId), item]));
  return {
    find(row, leadUnitId) {
      if (row.itemNo !== '') return byNo.get(row.itemNo.toUpperCase()) ?? null;
      return leadUnitId === undefined ? null : (byTitle.get(titleKey(row.title, leadUnitId)) ?? null);
    },
  };
}

/**
 * What a row would change in an item. An empty cell changes nothing, and neither does a column that is not there.
 * @param unitId the id of a unit by its full name; undefined for one that is not there yet
 */
export function changesOf(row: LedgerRow, item: KnownItem, unitId: (name: string) => number | undefined): string[] {
  const changes: string[] = [];
  const differ = (field: string, wanted: string, now: string) => {
    if (wanted !== '' && wanted !== cleanText(now)) changes.push(field);
  };
  differ('title', row.title, item.title);
  for (const field of TEXT_FIELDS) differ(field, row.texts[field], item[field]);
  differ('supervisionClass', row.supervisionClass, item.supervisionClass);
  differ('kind', row.itemKind, item.kind);
  differ('source', row.source, item.source);
  if (row.leadUnit !== '' && unitId(row.leadUnit) !== item.leadUnitId) changes.push('leadUnit');
  if (row.supportingUnits.length > 0) {
    const wanted = row.supportingUnits.map(unitId);
    if (
      wanted.length !== item.supporting.length ||
      wanted.some((id) => id === undefined || !item.supporting.includes(id))
    )
      changes.push('supportingUnits');
  }
  if (row.milestones ? !sameMilestones(row, item) : !sameDues(row, item)) changes.push('due');
  return changes;
}

function sameMilestones({ milestones }: LedgerRow, item: KnownItem): boolean {
  return (
    milestones?.length === item.milestones.length &&
    milestones.every((each, index) => {
      const now = item.milestones[index];
      return (
        now !== undefined &&
        each.name === cleanText(now.name) &&
        each.dueOn === now.dueOn &&
        each.percent === now.percent &&
        each.standard === cleanText(now.standard)
      );
    })
  );
}

/** One day alone is the item's last; several must be the days of its milestones. */
function sameDues({ dueOns }: LedgerRow, item: KnownItem): boolean {
  if (dueOns.length <= 1) return dueOns.length === 0 || dueOns[0] === item.dueOn;
  return dueOns.length === item.milestones.length && dueOns.every((on, index) => on === item.milestones[index]?.dueOn);
}
