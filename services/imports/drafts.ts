import type { StoredFile } from '../../domain/message.js';
import { holds } from '../../domain/roles.js';
import { UserError } from '../../domain/userError.js';
import type { ChatCtx, Ctx } from '../context.js';
import { chooseCampaign, type OwnCampaign, ownCampaigns } from '../currentCampaign.js';
import type { ColumnChoices, SheetReading } from '../documents/tables/importTypes.js';
import { GRANTABLE, GRANTABLE_BY_ADMINISTRATOR } from './outcome.js';

/** Who may import. */
export const IMPORTERS = ['coordinator', 'administrator'] as const;

/** What the last reading of a draft found, as its row keeps it. */
export interface DraftSummary {
  sheets?: SheetReading[];
}

/** Roles that a person may give by importing a roster. */
export const mayGrant = (ctx: Pick<Ctx, 'actor'>) =>
  ctx.actor === null || holds(ctx.actor, ['administrator']) ? GRANTABLE_BY_ADMINISTRATOR : GRANTABLE;

/**
 * Takes a file for import; it is read once this is committed, or, for somebody who coordinates several campaigns, once
 * they have said for which it is (`among`). Earlier files of the chat that wait for an answer are dropped.
 * Throws UserError('noCampaign').
 */
export async function beginImport(ctx: ChatCtx, file: StoredFile): Promise<{ id: number; among: OwnCampaign[] }> {
  const campaigns = await ownCampaigns(ctx, IMPORTERS);
  const [campaign] = campaigns;
  if (!campaign) throw new UserError('noCampaign');
  const asks = campaigns.length > 1;
  const { platform, chat, thread } = ctx.origin;
  await ctx.db.importDraft.updateMany({
    where: { platform, chat, personId: ctx.actor.personId, status: { in: ['asking', 'reading', 'ready'] } },
    data: { status: 'cancelled' },
  });
  const row = await ctx.db.importDraft.create({
    data: {
      campaignId: campaign.id,
      personId: ctx.actor.personId,
      platform,
      chat,
      thread,
      sha256: file.sha256,
      name: file.name,
      status: asks ? 'asking' : 'reading',
      choices: {},
      summary: {},
      createdAt: ctx.now,
    },
  });
  return { id: row.id, among: asks ? campaigns : [] };
}

/** Says for which campaign a file is; it is read once this is committed. Throws UserError('importStale' | 'campaignGone'). */
export async function importInto(
  ctx: ChatCtx,
  id: number,
  campaignId: number,
): Promise<{ file: string; campaign: string }> {
  const campaign = (await ownCampaigns(ctx, IMPORTERS)).find((each) => each.id === campaignId);
  if (!campaign) throw new UserError('campaignGone');
  const { count } = await ctx.db.importDraft.updateMany({
    where: { id, personId: ctx.actor.personId, chat: ctx.origin.chat, status: 'asking' },
    data: { campaignId, status: 'reading' },
  });
  if (count === 0) throw new UserError('importStale');
  await chooseCampaign(ctx, campaignId);
  const { name } = await ctx.db.importDraft.findUniqueOrThrow({ where: { id }, select: { name: true } });
  return { file: name, campaign: campaign.name };
}

/** The draft behind a button. Throws UserError('importStale') when it was read anew, written or cancelled meanwhile. */
async function ready(ctx: ChatCtx, id: number, token: string) {
  const draft = await ctx.db.importDraft.findUnique({ where: { id } });
  const mine = draft?.personId === ctx.actor.personId && draft.chat === ctx.origin.chat;
  if (!draft || !mine || draft.status !== 'ready' || String(draft.round) !== token) throw new UserError('importStale');
  return draft;
}

async function move(
  ctx: ChatCtx,
  id: number,
  token: string,
  data: { status: string; round?: { increment: number }; choices?: object; hidden?: boolean },
) {
  const draft = await ready(ctx, id, token);
  // The count decides between two presses at the same moment.
  const { count } = await ctx.db.importDraft.updateMany({ where: { id, status: 'ready', round: draft.round }, data });
  if (count === 0) throw new UserError('importStale');
}

/** 确认导入: it is written once this is committed. Throws UserError('importStale'). */
export const confirmImport = (ctx: ChatCtx, id: number, token: string): Promise<void> =>
  move(ctx, id, token, { status: 'applying' });

/** Drops a draft. Throws UserError('importStale'). */
export const cancelImport = (ctx: ChatCtx, id: number, token: string): Promise<void> =>
  move(ctx, id, token, { status: 'cancelled' });

/** Reads the file again, with its hidden rows. Throws UserError('importStale'). */
export const includeHidden = (ctx: ChatCtx, id: number, token: string): Promise<void> =>
  move(ctx, id, token, { status: 'reading', round: { increment: 1 }, hidden: true });

/** The columns of the draft's first table, for correcting them. Throws UserError('importStale'). */
export async function draftColumns(ctx: ChatCtx, id: number, token: string) {
  const draft = await ready(ctx, id, token);
  const { sheets = [] } = draft.summary as DraftSummary;
  const sheet = sheets.find((each) => each.kind === 'ledger') ?? sheets.find((each) => each.kind !== null);
  if (!sheet?.kind) throw new UserError('importStale');
  return { sheet: sheet.sheet, kind: sheet.kind, columns: sheet.columns };
}

/** Gives a column another meaning ('' leaves it out) and reads the file again. Throws UserError('importStale'). */
export async function chooseColumn(
  ctx: ChatCtx,
  id: number,
  token: string,
  choice: { sheet: string; index: number; field: string },
): Promise<void> {
  const draft = await ready(ctx, id, token);
  const choices = draft.choices as ColumnChoices;
  await move(ctx, id, token, {
    status: 'reading',
    round: { increment: 1 },
    choices: { ...choices, [choice.sheet]: { ...choices[choice.sheet], [String(choice.index)]: choice.field } },
  });
}
