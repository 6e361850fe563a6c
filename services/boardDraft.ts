import { draftTimes } from '../domain/boardLife.js';
import { buttonId } from '../domain/button.js';
import type { Period } from '../domain/period.js';
import { audit } from './audit.js';
import { saveBoard } from './boardSave.js';
import { loadEntries, ownLine } from './boardView.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import { clearanceOn } from './clearances.js';
import { commitmentsDue } from './commitmentBoards.js';
import type { Ctx } from './context.js';
import { dutiesOn } from './duty.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';
import { instantWords } from './texts/instants.js';

/** Policy `reviewed`: drafts a period's board and shows every ranked unit its own line, to which it may object. */
export async function draftBoard(ctx: Ctx, campaignId: number, period: Period): Promise<void> {
  const campaign = await loadCampaign(ctx, campaignId);
  const times = draftTimes(ctx.now, ctx.calendar, campaign.zone);
  const { boardId, ranked } = await saveBoard(ctx, campaign, period, { status: 'draft', ...times });
  if (ranked === 0) return;
  await audit(ctx, 'draftBoard', `board:${boardId}`, { period: period.key, ranked });
  await tellUnits(ctx, boardId, 'ownLine');
}

/**
 * Writes to the heads and liaisons of units on a board: of all that are ranked, or of those named.
 * @param why 'ownLine' when the draft is new, 'ownLineChanged' when it was reckoned anew
 */
export async function tellUnits(
  ctx: Ctx,
  boardId: number,
  why: 'ownLine' | 'ownLineChanged',
  unitIds?: readonly number[],
): Promise<void> {
  const board = await loadEntries(ctx, boardId);
  const campaign = await loadCampaign(ctx, board.campaignId);
  const entries = board.entries.filter((entry) => entry.place !== null && (unitIds?.includes(entry.unitId) ?? true));
  const units = entries.map((entry) => entry.unitId);
  const promised = await commitmentsDue(ctx, campaign.id, board, units);
  const of = (unitId: number) => promised.filter((each) => each.unitId === unitId);
  const clearance = await clearanceOn(ctx, campaign.id, board.endsOn, units);
  // Objections have their time: whoever is away would read of it too late.
  for (const { personId, locale, liaison, unitHead } of await dutiesOn(ctx, campaign.id, todayIn(ctx, campaign)))
    for (const entry of entries.filter(({ unitId }) =>
      [...liaison, ...unitHead].some((own) => own.unitId === unitId),
    )) {
      const t = textsFor(locale);
      const until = board.objectUntil ? instantWords(t, board.objectUntil, campaign.zone) : '';
      await enqueueToPerson(ctx, campaign.id, personId, {
        key: `${why}:${boardId}:${board.revision}:${entry.unitId}:${personId}`,
        kind: 'notice',
        urgent: true,
        subject: `boardDraft:${boardId}`,
        ...(board.objectUntil && why === 'ownLine' ? { expiresAt: board.objectUntil } : {}),
        message: t.boardLife[why](ownLine(board, entry, of(entry.unitId), clearance.get(entry.unitId) ?? null), until, [
          [
            { id: buttonId('boardLine', boardId, entry.unitId), label: t.boardLife.reasons, style: 'primary' },
            { id: buttonId('object', boardId, entry.unitId), label: t.boardLife.object },
          ],
        ]),
      });
    }
}
