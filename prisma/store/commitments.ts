import type { Day } from '../../domain/day.js';
import type { Tx } from './tx.js';

/** The wording that holds for an item: the newest that was signed. */
export interface SignedCommitment {
  words: string;
  by: string;
  on: Day;
  version: number;
}

/** What is signed for items, by item; items without a signature are left out. */
export async function signedCommitments(db: Tx, itemIds: readonly number[]): Promise<Map<number, SignedCommitment>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db.commitment.findMany({
    where: { itemId: { in: [...itemIds] } },
    include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
  });
  const people = await namesOf(
    db,
    rows.flatMap(({ versions }) => versions.map((each) => each.signedById)),
  );
  return new Map(
    rows.flatMap(({ itemId, versions: [signed] }) =>
      signed
        ? [
            [
              itemId,
              {
                words: signed.text,
                by: people.get(signed.signedById ?? 0) ?? '',
                on: signed.signedOn,
                version: signed.version,
              },
            ] as const,
          ]
        : [],
    ),
  );
}

/** Names of people by their ids; ids of nobody are left out. */
export async function namesOf(db: Tx, ids: readonly (number | null)[]): Promise<Map<number, string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(wanted)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Items with the day on which their last milestone was reached; null while it is not. */
export async function itemDoneOn(
  db: Tx,
  itemIds: readonly number[],
): Promise<Map<number, { itemNo: string; status: string; dueOn: Day; doneOn: Day | null }>> {
  if (itemIds.length === 0) return new Map();
  const rows = await db.item.findMany({
    where: { id: { in: [...itemIds] } },
    select: {
      id: true,
      itemNo: true,
      status: true,
      dueOn: true,
      closedOn: true,
      milestones: { orderBy: { position: 'desc' }, take: 1, select: { status: true, completedOn: true } },
    },
  });
  return new Map(
    rows.map(({ id, itemNo, status, dueOn, closedOn, milestones: [last] }) => [
      id,
      { itemNo, status, dueOn, doneOn: last?.status === 'done' ? last.completedOn : closedOn },
    ]),
  );
}
