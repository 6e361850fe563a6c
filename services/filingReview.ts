import { buttonId } from '../domain/button.js';
import { type Day, dayOf } from '../domain/calendar.js';
import type { FilingField } from '../domain/filing.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { nextItemNo } from '../prisma/store/items.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { peopleOnDuty } from './duty.js';
import { countFilings, filingUnits } from './filings.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** Items that grow out of filed matters are numbered like those of the plan. */
const PREFIX = 'XM';

/** A filed matter as a coordinator judges it. */
export interface FilingCard {
  filingId: number;
  campaignId: number;
  unit: string;
  title: string;
  standard: string;
  measures: string;
  dueOn: Day;
  supervisionClass: string;
  author: string;
  late: boolean;
  version: number;
  /** What was asked to be mended the last time. */
  asked: string;
  quota: number;
  confirmed: number;
  waiting: number;
}

/** The oldest matter that waits after `after`, round again at the end; null when none waits. */
export async function nextFiling(ctx: ChatCtx, campaignId: number, after = 0): Promise<FilingCard | null> {
  const find = (from: number) =>
    ctx.db.filing.findFirst({ where: { campaignId, status: 'waiting', id: { gt: from } }, orderBy: { id: 'asc' } });
  const row = (await find(after)) ?? (await find(0));
  if (!row) return null;
  const campaign = await loadCampaign(ctx, campaignId);
  const author = row.authorId && (await ctx.db.person.findUnique({ where: { id: row.authorId } }));
  const [list] = await filingUnits(ctx, campaignId, [row.unitId]);
  const unit = list?.unit ?? (await ctx.db.unit.findUniqueOrThrow({ where: { id: row.unitId } })).shortName;
  return {
    filingId: row.id,
    campaignId,
    unit,
    title: row.title,
    standard: row.standard,
    measures: row.measures,
    dueOn: row.dueOn,
    supervisionClass: row.supervisionClass,
    author: author ? author.name : '',
    late: list !== undefined && dayOf(row.createdAt, campaign.zone) > list.dueOn,
    version: row.version,
    asked: row.version > 1 ? row.reason : '',
    quota: list?.quota ?? 0,
    confirmed: list?.confirmed ?? 0,
    waiting: await countFilings(ctx, campaignId),
  };
}

/** A filed matter of a campaign that the actor coordinates. Throws UserError('filingGone'). */
export async function filingOf(ctx: ChatCtx, id: number) {
  const row = await ctx.db.filing.findUnique({ where: { id } });
  if (!row || !holds(ctx.actor, ['coordinator'], row.campaignId)) throw new UserError('filingGone');
  return row;
}

/** The conditional update decides between two coordinators at the same moment. */
async function decide(ctx: ChatCtx, id: number, data: { status: string; field?: string; reason?: string }) {
  const row = await filingOf(ctx, id);
  const { count } = await ctx.db.filing.updateMany({
    where: { id, status: 'waiting' },
    data: { ...data, decidedById: ctx.actor.personId, decidedAt: ctx.now },
  });
  if (count === 0) throw new UserError('filingHandled', { title: row.title.slice(0, 20) });
  return row;
}

/**
 * 确认: the matter becomes an item of the unit, watched like any other. The liaisons are told once the list is complete.
 * Throws UserError('filingGone' | 'filingHandled' | 'campaignGone').
 */
export async function acceptFiling(ctx: ChatCtx, id: number): Promise<{ itemNo: string; title: string; unit: string }> {
  const row = await decide(ctx, id, { status: 'accepted' });
  const { campaignId, unitId, title, standard, measures, dueOn, supervisionClass } = row;
  const campaign = await loadCampaign(ctx, campaignId);
  if (campaign.status !== 'active') throw new UserError('campaignGone');
  const itemNo = await nextItemNo(ctx.db, campaignId, PREFIX);
  const item = await ctx.db.item.create({
    data: {
      campaignId,
      itemNo,
      title,
      task: title,
      standard,
      measures,
      supervisionClass,
      leadUnitId: unitId,
      filedOn: todayIn(ctx, campaign),
      dueOn,
      createdAt: ctx.now,
      milestones: {
        create: [
          { position: 0, name: textsFor(undefined).filing.milestone, percent: 100, dueOn, originalDueOn: dueOn },
        ],
      },
    },
  });
  await ctx.db.filing.update({ where: { id }, data: { itemId: item.id } });
  await audit(ctx, 'acceptFiling', `filing:${id}`, { item: item.id });
  const [list] = await filingUnits(ctx, campaignId, [unitId]);
  if (list && list.confirmed >= list.quota)
    for (const person of await peopleOnDuty(ctx, 'liaison', campaignId, todayIn(ctx, campaign), [unitId]))
      await enqueueToPerson(ctx, campaignId, person.id, {
        key: `filingDone:${campaignId}:${unitId}:${list.quota}:${person.id}`,
        kind: 'notice',
        message: textsFor(person.locale).filing.complete(campaign.name, list.unit, list.quota),
      });
  const { shortName } = await ctx.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  return { itemNo, title, unit: shortName };
}

/**
 * 退回: the unit's liaisons are told what to mend; the rest need not be written again.
 * Throws UserError('filingGone' | 'filingHandled').
 */
export async function sendBackFiling(
  ctx: ChatCtx,
  id: number,
  field: FilingField,
  reason: string,
): Promise<{ unit: string; title: string; told: string[] }> {
  const row = await decide(ctx, id, { status: 'sentBack', field, reason });
  const { campaignId, unitId, title, version } = row;
  const campaign = await loadCampaign(ctx, campaignId);
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  const told: string[] = [];
  for (const person of await peopleOnDuty(ctx, 'liaison', campaignId, todayIn(ctx, campaign), [unitId])) {
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaignId, person.id, {
      key: `filingBack:${id}:${version}:${person.id}`,
      kind: 'notice',
      urgent: true,
      message: t.filing.sentBack({ campaign: campaign.name, title, field, reason, by: ctx.actor.name }, [
        [
          { id: buttonId('fileFix', id), label: t.filing.fix, style: 'primary' },
          { id: buttonId('tooMuch', id, `filingBack.${version}`), label: t.bundle.tooMuch },
        ],
      ]),
    });
    told.push(person.name);
  }
  await audit(ctx, 'sendBackFiling', `filing:${id}`, { field });
  return { unit: unit.shortName, title, told };
}
