import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import { holds, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { namesOf, type SignedCommitment, signedCommitments } from '../prisma/store/commitments.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, quietUntil, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import type { CommitmentRow } from './texts/zhCN/commitment.js';
import { textsFor } from './texts/index.js';

/** Commitments on one page of the list. */
const PAGE_SIZE = 8;

/** An open item whose head may be asked for a commitment. */
export interface AskableItem {
  id: number;
  itemNo: string;
  title: string;
  unitId: number;
  unit: string;
  unitName: string;
  supervisionClass: string;
  /** Asked or declined before, without a signature. */
  asked: boolean;
}

/** Open items of a campaign without a signed commitment, in official order of their units. */
export async function askableItems(ctx: Ctx, campaignId: number): Promise<AskableItem[]> {
  const known = await ctx.db.commitment.findMany({
    where: { campaignId },
    select: { itemId: true, _count: { select: { versions: true } } },
  });
  const byItem = new Map(known.map((each) => [each.itemId, each._count.versions]));
  const items = await ctx.db.item.findMany({
    where: { campaignId, status: 'open', kind: 'matter' },
    include: { leadUnit: true },
    orderBy: [{ leadUnit: { sortOrder: 'asc' } }, { id: 'asc' }],
  });
  return items
    .filter((item) => (byItem.get(item.id) ?? 0) === 0)
    .map(({ id, itemNo, title, leadUnit, supervisionClass }) => ({
      id,
      itemNo,
      title,
      unitId: leadUnit.id,
      unit: leadUnit.shortName,
      unitName: leadUnit.name,
      supervisionClass,
      asked: byItem.has(id),
    }));
}

/** Units whose head the actor is in their own person; a delegate signs for nobody. */
export const headOf = (ctx: ChatCtx, campaignId: number): number[] =>
  unitsOf(
    { ...ctx.actor, grants: ctx.actor.grants.filter((grant) => grant.onBehalfOf === undefined) },
    ['unitHead'],
    campaignId,
  );

const ORDER = ['asked', 'declined', 'signed'];

/** Commitments as rows, those that wait first. */
async function rowsOf(ctx: Ctx, where: { campaignId: number; unitId?: { in: number[] } }) {
  const rows = await ctx.db.commitment.findMany({ where, orderBy: { id: 'asc' } });
  const items = new Map(
    (
      await ctx.db.item.findMany({
        where: { id: { in: rows.map((row) => row.itemId) } },
        select: { id: true, itemNo: true, title: true, leadUnit: { select: { shortName: true } } },
      })
    ).map((item) => [item.id, item]),
  );
  const signed = await signedCommitments(
    ctx.db,
    rows.map((row) => row.itemId),
  );
  return rows
    .flatMap(({ id, itemId, status, askedOn, answeredOn, reason }): (CommitmentRow & { id: number })[] => {
      const item = items.get(itemId);
      if (!item) return [];
      const by = signed.get(itemId)?.by ?? '';
      const { itemNo, title, leadUnit } = item;
      return [{ id, itemNo, title, unit: leadUnit.shortName, status, askedOn, answeredOn, by, reason }];
    })
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.id - b.id);
}

/** 承诺书: who signed and who has not, for a coordinator. */
export async function commitmentList(ctx: ChatCtx, campaign: CampaignView, page: number) {
  const all = await rowsOf(ctx, { campaignId: campaign.id });
  const count = (status: string) => all.filter((row) => row.status === status).length;
  const rows = all.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  return {
    signed: count('signed'),
    asked: count('asked'),
    declined: count('declined'),
    rows,
    rest: Math.max(0, all.length - (page + 1) * PAGE_SIZE),
    notAsked: (await askableItems(ctx, campaign.id)).filter((item) => !item.asked).length,
  };
}

/** A head's commitments, those that wait first. */
export async function ownCommitments(ctx: ChatCtx, campaign: CampaignView) {
  return rowsOf(ctx, { campaignId: campaign.id, unitId: { in: headOf(ctx, campaign.id) } });
}

/** A commitment as somebody sees it who may: the head who signs it, a coordinator. Throws UserError('commitmentGone'). */
export async function commitmentCard(ctx: ChatCtx, id: number) {
  const row = await ctx.db.commitment.findUnique({
    where: { id },
    include: { versions: { orderBy: { version: 'desc' } } },
  });
  if (!row) throw new UserError('commitmentGone');
  const mine = headOf(ctx, row.campaignId).includes(row.unitId);
  if (!mine && !holds(ctx.actor, ['coordinator'], row.campaignId)) throw new UserError('commitmentGone');
  const item = await ctx.db.item.findUnique({ where: { id: row.itemId } });
  if (!item) throw new UserError('commitmentGone');
  const names = await namesOf(
    ctx.db,
    row.versions.map((each) => each.signedById),
  );
  const waiting = mine
    ? await ctx.db.commitment.count({
        where: { campaignId: row.campaignId, status: 'asked', unitId: { in: headOf(ctx, row.campaignId) } },
      })
    : 0;
  const open = item.status === 'open' || item.status === 'closeOutRequested';
  return {
    row,
    campaignId: row.campaignId,
    itemId: item.id,
    mine,
    open,
    words: {
      itemNo: item.itemNo,
      title: item.title,
      dueOn: item.dueOn,
      status: row.status,
      draft: row.draft,
      reason: row.reason,
      waiting,
      mine: mine && open,
      signed: row.versions.map(
        (each): SignedCommitment => ({
          words: each.text,
          by: names.get(each.signedById ?? 0) ?? '',
          on: each.signedOn,
          version: each.version,
        }),
      ),
    },
  };
}

/** The oldest commitment that waits for the actor's signature, leaving one out; null when none does. */
export async function nextToSign(ctx: ChatCtx, campaignId: number, after?: number): Promise<number | null> {
  const rows = await ctx.db.commitment.findMany({
    where: { campaignId, status: 'asked', unitId: { in: headOf(ctx, campaignId) } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  // After the one that was left for later come the newer ones, then the older.
  const later = rows.find((row) => row.id > (after ?? 0)) ?? rows.find((row) => row.id !== after);
  return later?.id ?? null;
}

/** The commitment of an item, made when there is none yet: the wording comes from the item. */
export async function commitmentFor(
  ctx: ChatCtx,
  campaign: CampaignView,
  item: { id: number; leadUnitId: number; title: string; target: string; dueOn: Day },
): Promise<number> {
  const known = await ctx.db.commitment.findUnique({ where: { itemId: item.id }, select: { id: true, status: true } });
  if (known) {
    if (known.status === 'declined')
      await ctx.db.commitment.update({
        where: { id: known.id },
        data: { status: 'asked', reason: '', askedById: ctx.actor.personId, askedOn: todayIn(ctx, campaign) },
      });
    return known.id;
  }
  const row = await ctx.db.commitment.create({
    data: {
      campaignId: campaign.id,
      itemId: item.id,
      unitId: item.leadUnitId,
      status: 'asked',
      draft: textsFor(undefined).commitment.draft(item),
      askedById: ctx.actor.personId,
      askedOn: todayIn(ctx, campaign),
      createdAt: ctx.now,
    },
  });
  await audit(ctx, 'askCommitment', `item:${item.id}`, { commitment: row.id });
  return row.id;
}

/** What became of asking: how many heads were written to, about how many items, and units without a head. */
export interface AskResult {
  people: number;
  items: number;
  without: string[];
  held: boolean;
}

/** Asks the heads of items' lead units to sign, each head with one message. */
export async function askCommitments(ctx: ChatCtx, campaignId: number, itemIds: readonly number[]): Promise<AskResult> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (!holds(ctx.actor, ['coordinator'], campaign.id)) throw new UserError('notYourRole');
  const wanted = (await askableItems(ctx, campaign.id)).filter((item) => itemIds.includes(item.id));
  const heads = await peopleHolding(ctx.db, 'unitHead', campaign.id);
  const led = wanted.filter((item) => heads.some((head) => head.unitIds.includes(item.unitId)));
  for (const { id } of led) await commitmentFor(ctx, campaign, await ctx.db.item.findUniqueOrThrow({ where: { id } }));
  const units = new Set(led.map((item) => item.unitId));
  const people = await tellHeads(ctx, campaign, [...units], false);
  return {
    people,
    items: led.length,
    without: [...new Set(wanted.filter((item) => !led.includes(item)).map((item) => item.unit))],
    held: (await quietUntil(ctx, campaign.id)) > ctx.now,
  };
}

/** Reminds the heads who have not answered, each once on a day. @returns how many */
export async function remindCommitments(ctx: ChatCtx, campaign: CampaignView): Promise<number> {
  const rows = await ctx.db.commitment.findMany({
    where: { campaignId: campaign.id, status: 'asked' },
    select: { unitId: true },
    distinct: ['unitId'],
  });
  return tellHeads(
    ctx,
    campaign,
    rows.map((row) => row.unitId),
    true,
  );
}

/** The key of a message that asks a head to sign. */
export const commitmentKey = (campaignId: number, personId: number, round: string): string =>
  `commitment:${campaignId}:${personId}:${round}`;

/** Writes one message to each head of units with everything that waits for their signature. */
async function tellHeads(
  ctx: ChatCtx,
  campaign: CampaignView,
  unitIds: readonly number[],
  again: boolean,
): Promise<number> {
  const today = todayIn(ctx, campaign);
  let told = 0;
  for (const head of await peopleHolding(ctx.db, 'unitHead', campaign.id, unitIds)) {
    const waiting = await ctx.db.commitment.findMany({
      where: {
        campaignId: campaign.id,
        status: 'asked',
        unitId: { in: head.unitIds },
        ...(again ? { askedOn: { lt: today } } : {}),
      },
      orderBy: { id: 'asc' },
    });
    if (waiting.length === 0) continue;
    const items = await ctx.db.item.findMany({
      where: { id: { in: waiting.map((row) => row.itemId) } },
      select: { itemNo: true, title: true, dueOn: true, leadUnit: { select: { shortName: true } } },
      orderBy: { id: 'asc' },
    });
    const t = textsFor(head.locale);
    const units = [...new Set(items.map((item) => item.leadUnit.shortName))];
    // Asked anew only when something was added; reminded once on a day.
    const round = `${today}.${again ? 'again' : (waiting.at(-1)?.id ?? 0)}`;
    const fresh = await enqueueToPerson(ctx, campaign.id, head.id, {
      key: commitmentKey(campaign.id, head.id, round),
      kind: 'notice',
      subject: `commitments:${campaign.id}`,
      message: t.commitment.asked({ units, rows: items, again }, [
        [
          { id: buttonId('commitmentNext', 0), label: t.commitment.oneByOne, style: 'primary' },
          { id: buttonId('tooMuch', campaign.id, `commitment.${round}`), label: t.bundle.tooMuch },
        ],
      ]),
    });
    if (fresh) told++;
  }
  return told;
}
