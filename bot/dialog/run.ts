import type { Answer } from '../../commands/definition.js';
import type { Dialog, DialogStart, StepInput } from '../../commands/dialogs/definition.js';
import { dialogs } from '../../commands/dialogs/index.js';
import type { Message, StoredFile } from '../../domain/message.js';
import { holds } from '../../domain/roles.js';
import { UserError } from '../../domain/userError.js';
import { type DraftRow, deleteDraft, findDraft, findDraftById, saveDraft } from '../../prisma/store/drafts.js';
import type { ChatCtx } from '../../services/context.js';
import { textsFor } from '../../services/texts/index.js';
import { answer, begin, type Draft, type Move, move, stepOf, type Turn } from './engine.js';
import { presentStep, readToken } from './present.js';

const HOUR_MS = 3_600_000;
/** A longer pause between two answers counts as this much, in ms: the person was doing something else. */
const LONGEST_PAUSE_MS = 300_000;

/** What a draft took so far; `id` when it goes on in its row. */
type Worked = Pick<DraftRow, 'activeMs' | 'presses'> & { id?: number };

/** Counts what one more answer took; the time in which a draft was parked is not counted. */
const worked = (ctx: ChatCtx, row: DraftRow, pressed: boolean): DraftRow => ({
  ...row,
  activeMs: row.activeMs + (row.parked ? 0 : Math.min(ctx.now.getTime() - row.updatedAt.getTime(), LONGEST_PAUSE_MS)),
  presses: row.presses + (pressed ? 1 : 0),
});

/**
 * Opens a dialog in this chat and shows its first step, or the step where a draft about the same record was left.
 * @param pressed whether a button led to it, which counts among the presses
 */
export async function openDialog(ctx: ChatCtx, start: DialogStart, pressed: boolean): Promise<Message> {
  const dialog = definitionOf(start.name);
  const known = await findDraft(ctx.db, place(ctx));
  const resumes =
    known !== null &&
    known.name === start.name &&
    known.about === start.about &&
    known.version === dialog.version &&
    known.expiresAt > ctx.now;
  const draft = resumes ? { ...toDraft(known), seq: known.seq + 1 } : begin(dialog, dialog.data.parse(start.data));
  const before = resumes ? worked(ctx, known, pressed) : { activeMs: 0, presses: pressed ? 1 : 0 };
  const shown = await show(ctx, dialog, start.about, draft, before);
  // One draft a chat: what was begun before is gone, and its writer should know.
  const lost = known !== null && !resumes && known.expiresAt > ctx.now && toDraft(known).trail.length > 0;
  return lost ? { ...shown, lines: [...shown.lines, textsFor(ctx.actor.locale).draftDropped()] } : shown;
}

/** The dialog that waits for words in this chat, null when there is none. A draft of an older version or past its time is dropped. */
export async function openDraft(ctx: ChatCtx): Promise<DraftRow | null> {
  const row = await findDraft(ctx.db, place(ctx));
  if (!row || row.parked) return null;
  const dialog = dialogs.find((each) => each.name === row.name);
  if (!dialog || dialog.version !== row.version || row.expiresAt <= ctx.now) {
    await deleteDraft(ctx.db, row.id);
    return null;
  }
  return row;
}

/** Gives words or a file to the open dialog. The words of a move, or of an option, count as its button. */
export async function continueDialog(
  ctx: ChatCtx,
  known: DraftRow,
  words: string,
  file: StoredFile | null,
): Promise<Answer> {
  const row = worked(ctx, known, false);
  const dialog = definitionOf(row.name);
  mayAnswer(ctx, dialog);
  const draft = toDraft(row);
  const t = textsFor(ctx.actor.locale);
  if (file) return settle(ctx, dialog, row, answer(dialog, draft, { kind: 'file', file, text: words }));
  const named = (Object.keys(t.moves) as Move[]).find((each) => t.moves[each] === words);
  if (named) return settle(ctx, dialog, row, move(dialog, draft, named));
  const option = stepOf(dialog, draft)
    .ask(draft.data, t)
    .options.find((each) => each.label === words);
  const input: StepInput = option ? { kind: 'choice', value: option.value } : { kind: 'text', text: words };
  return settle(ctx, dialog, row, answer(dialog, draft, input));
}

/** A press under a step: of this person's own open dialog, and of the step that is open now. */
export async function pressStep(ctx: ChatCtx, id: number, token: string): Promise<Answer> {
  const pressed = readToken(token);
  if (!pressed) throw new UserError('buttonUnknown');
  const row = await findDraftById(ctx.db, id);
  const t = textsFor(ctx.actor.locale);
  if (row && row.personId !== ctx.actor.personId) throw new UserError('notYourDialog');
  // Its steps belong into its own chat; only a forged button stands elsewhere.
  if (row && (row.platform !== ctx.origin.platform || row.chat !== ctx.origin.chat))
    throw new UserError('buttonUnknown');
  const dialog = row && dialogs.find((each) => each.name === row.name);
  if (!row || !dialog || dialog.version !== row.version || row.expiresAt <= ctx.now)
    return { close: t.stepClosed, reply: t.stepDone() };
  mayAnswer(ctx, dialog);
  const draft = toDraft(row);
  const after = worked(ctx, row, true);
  if (pressed.seq !== draft.seq) {
    const shown = presentStep(dialog, row.id, draft, t);
    return { close: t.stepClosed, reply: { ...shown, lines: [...t.stepAnswered().lines, ...shown.lines] } };
  }
  if ('move' in pressed)
    return { ...(await settle(ctx, dialog, after, move(dialog, draft, pressed.move))), close: t.moves[pressed.move] };
  const option = stepOf(dialog, draft)
    .ask(draft.data, t)
    .options.find((each) => each.value === pressed.value);
  if (!option) throw new UserError('buttonUnknown');
  const turn = answer(dialog, draft, { kind: 'choice', value: pressed.value });
  return { ...(await settle(ctx, dialog, after, turn)), close: option.label };
}

/** Throws UserError('notYourRole') when the dialog is for others. */
function mayAnswer(ctx: ChatCtx, { roles = 'everyone' }: Dialog<unknown>): void {
  if (roles !== 'everyone' && !holds(ctx.actor, roles)) throw new UserError('notYourRole');
}

/** Saves what a turn led to and says it. */
async function settle(ctx: ChatCtx, dialog: Dialog<unknown>, row: DraftRow, turn: Turn): Promise<Answer> {
  const t = textsFor(ctx.actor.locale);
  switch (turn.kind) {
    case 'ask':
      return { reply: await show(ctx, dialog, row.about, turn.draft, row, turn.error) };
    case 'park':
      await saveDraft(ctx.db, { ...row, ...turn.draft, parked: true, updatedAt: ctx.now });
      return { reply: t.parked(dialog.keepHours) };
    case 'cancel':
      await deleteDraft(ctx.db, row.id);
      return { reply: t.cancelled() };
    case 'finish':
      await deleteDraft(ctx.db, row.id);
      return dialog.finish(ctx, turn.draft.data, {
        seconds: Math.round(row.activeMs / 1000),
        presses: row.presses,
      });
  }
}

async function show(
  ctx: ChatCtx,
  dialog: Dialog<unknown>,
  about: number,
  draft: Draft,
  { activeMs, presses, id: row }: Worked,
  error?: { code: string; params: Record<string, string | number> },
): Promise<Message> {
  const id = await saveDraft(ctx.db, {
    ...(row === undefined ? {} : { id: row }),
    ...place(ctx),
    name: dialog.name,
    about,
    version: dialog.version,
    ...draft,
    parked: false,
    activeMs,
    presses,
    updatedAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + dialog.keepHours * HOUR_MS),
  });
  return presentStep(dialog, id, draft, textsFor(ctx.actor.locale), error);
}

const place = (ctx: ChatCtx) => ({
  personId: ctx.actor.personId,
  platform: ctx.origin.platform,
  chat: ctx.origin.chat,
});

const toDraft = (row: DraftRow): Draft => ({ step: row.step, seq: row.seq, data: row.data, trail: row.trail });

function definitionOf(name: string): Dialog<unknown> {
  const dialog = dialogs.find((each) => each.name === name);
  if (!dialog) throw new RangeError(`no dialog named ${name}`);
  return dialog;
}
