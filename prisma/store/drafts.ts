import type { Tx } from './tx.js';

/** Where a draft lives: one per person and chat. */
export interface DraftPlace {
  personId: number;
  platform: string;
  chat: string;
}

/** A stored draft of a dialog. */
export interface DraftRow extends DraftPlace {
  id: number;
  name: string;
  about: number;
  version: number;
  step: string;
  seq: number;
  data: unknown;
  trail: string[];
  parked: boolean;
  /** Time between answers so far, in ms, pauses cut short. */
  activeMs: number;
  /** Buttons pressed so far. */
  presses: number;
  updatedAt: Date;
  expiresAt: Date;
}

/** The draft of a person in a chat, parked or not; null when there is none. */
export async function findDraft(db: Tx, { personId, platform, chat }: DraftPlace): Promise<DraftRow | null> {
  const row = await db.dialogState.findUnique({
    where: { personId_platform_chat: { personId, platform, chat } },
  });
  return row as DraftRow | null;
}

/** A draft by its id, which its buttons carry. */
export async function findDraftById(db: Tx, id: number): Promise<DraftRow | null> {
  return (await db.dialogState.findUnique({ where: { id } })) as DraftRow | null;
}

/**
 * Saves a draft. A dialog that replaces another gets a row, and so an id, of its own: buttons of the old one are closed.
 * @param draft with `id` when it goes on from a row that was read
 * @returns the row's id
 */
export async function saveDraft(db: Tx, draft: Omit<DraftRow, 'id'> & { id?: number }): Promise<number> {
  const { id, personId, platform, chat, data, ...rest } = draft;
  const values = { ...rest, data: data as object };
  if (id !== undefined) {
    const { count } = await db.dialogState.updateMany({ where: { id, seq: { lt: draft.seq } }, data: values });
    if (count === 1) return id;
  }
  const known = await findDraft(db, draft);
  if (known && known.name === draft.name && known.about === draft.about && known.seq < draft.seq) {
    await db.dialogState.update({ where: { id: known.id }, data: values });
    return known.id;
  }
  if (known) await db.dialogState.delete({ where: { id: known.id } });
  const row = await db.dialogState.create({ data: { personId, platform, chat, ...values } });
  return row.id;
}

/** Removes a draft; nothing happens when it is gone already. */
export async function deleteDraft(db: Tx, id: number): Promise<void> {
  await db.dialogState.deleteMany({ where: { id } });
}

/** Parks what a person has begun, in all chats: words are no answer to it until it is taken up again. */
export async function parkDrafts(db: Tx, personId: number): Promise<void> {
  await db.dialogState.updateMany({ where: { personId }, data: { parked: true } });
}
