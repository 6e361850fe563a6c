import { buttonId } from '../domain/button.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { campaignOf, mustSeeUnit } from './access.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** 表扬加分, 确认扣分. */
export type CreditKind = 'honour' | 'fault';

/** What a coordinator enters. `points` are centi-points, 1–1000. */
export interface CreditInput {
  campaignId: number;
  unitId: number;
  kind: CreditKind;
  points: number;
  reason: string;
  evidence: string;
}

/** A unit of the person's campaign by its name. Throws UserError('unitUnknown' | 'unitAmbiguous' | 'noCampaign'). */
export async function findCampaignUnit(ctx: ChatCtx, query: string) {
  const campaign = await campaignOf(ctx, ['coordinator']);
  const rows = await ctx.db.campaignUnit.findMany({
    where: { campaignId: campaign.id },
    include: { unit: true },
    orderBy: { unit: { sortOrder: 'asc' } },
  });
  const wanted = query.trim();
  const exact = rows.filter(({ unit }) => unit.name === wanted || unit.shortName === wanted);
  const found = exact.length > 0 ? exact : rows.filter(({ unit }) => wanted !== '' && unit.name.includes(wanted));
  if (found.length > 1)
    throw new UserError('unitAmbiguous', {
      query: wanted.slice(0, 30),
      names: found
        .slice(0, 4)
        .map(({ unit }) => unit.shortName)
        .join('、'),
    });
  const [only] = found;
  if (!only) throw new UserError('unitUnknown', { query: wanted.slice(0, 30) });
  return { campaignId: campaign.id, unitId: only.unitId, unit: only.unit.name };
}

/**
 * Enters an honour, which counts from today, or proposes a fault, which counts from the day a second person confirms
 * it. Throws UserError('creditNobody') when there is nobody who could.
 */
export async function enterCredit(ctx: ChatCtx, input: CreditInput): Promise<{ creditId: number; people: string[] }> {
  const campaign = await loadCampaign(ctx, input.campaignId);
  if (!holds(ctx.actor, ['coordinator'], campaign.id)) throw new UserError('notYourRole');
  const honour = input.kind === 'honour';
  const row = await ctx.db.scoreCredit.create({
    data: {
      ...input,
      countsOn: todayIn(ctx, campaign),
      status: honour ? 'confirmed' : 'proposed',
      enteredById: ctx.actor.personId,
      createdAt: ctx.now,
      decidedAt: honour ? ctx.now : null,
    },
  });
  await audit(ctx, input.kind, `credit:${row.id}`, { unit: input.unitId, points: input.points });
  if (honour) return { creditId: row.id, people: [] };
  const others = [
    ...(await peopleHolding(ctx.db, 'coordinator', campaign.id)),
    ...(await peopleHolding(ctx.db, 'leader', campaign.id)),
  ].filter(
    (person, index, all) => person.id !== ctx.actor.personId && all.findIndex((p) => p.id === person.id) === index,
  );
  if (others.length === 0) throw new UserError('creditNobody');
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: input.unitId } });
  for (const person of others) {
    const t = textsFor(person.locale).credit;
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `credit:${row.id}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `credit:${row.id}`,
      message: t.confirmFault({ ...input, unit: unit.name, by: ctx.actor.name }, [
        [
          { id: buttonId('creditDecide', row.id, 'yes'), label: t.confirm, style: 'danger' },
          { id: buttonId('creditDecide', row.id, 'no'), label: t.refuse },
        ],
      ]),
    });
  }
  return { creditId: row.id, people: others.map((person) => person.name) };
}

/** A second person confirms or refuses a fault. Throws UserError('creditGone' | 'creditOwn' | 'creditHandled' | 'notYourRole'). */
export async function decideCredit(ctx: ChatCtx, creditId: number, confirmed: boolean): Promise<{ unit: string }> {
  const row = await ctx.db.scoreCredit.findUnique({ where: { id: creditId } });
  if (!row) throw new UserError('creditGone');
  if (!holds(ctx.actor, ['coordinator', 'leader'], row.campaignId)) throw new UserError('notYourRole');
  if (row.enteredById === ctx.actor.personId) throw new UserError('creditOwn');
  const campaign = await loadCampaign(ctx, row.campaignId);
  const { count } = await ctx.db.scoreCredit.updateMany({
    where: { id: creditId, status: 'proposed' },
    data: {
      status: confirmed ? 'confirmed' : 'refused',
      countsOn: todayIn(ctx, campaign),
      decidedById: ctx.actor.personId,
      decidedAt: ctx.now,
    },
  });
  if (count === 0) throw new UserError('creditHandled');
  await audit(ctx, confirmed ? 'confirmFault' : 'refuseFault', `credit:${creditId}`, { unit: row.unitId });
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: row.unitId } });
  const asker = row.enteredById === null ? null : await ctx.db.person.findUnique({ where: { id: row.enteredById } });
  if (asker)
    await enqueueToPerson(ctx, row.campaignId, asker.id, {
      key: `creditDecided:${creditId}`,
      kind: 'notice',
      subject: `credit:${creditId}`,
      message: textsFor(asker.locale).credit.decided(unit.name, row, confirmed, ctx.actor.name),
    });
  return { unit: unit.name };
}

/** An honour or fault with who entered and who confirmed it. Throws UserError('creditGone' | 'notYourUnit'). */
export async function creditCard(ctx: ChatCtx, creditId: number) {
  const row = await ctx.db.scoreCredit.findUnique({ where: { id: creditId } });
  if (!row) throw new UserError('creditGone');
  await mustSeeUnit(ctx, row.campaignId, row.unitId);
  const unit = await ctx.db.unit.findUniqueOrThrow({ where: { id: row.unitId } });
  const ids = [row.enteredById, row.decidedById].filter((id) => id !== null);
  const people = new Map((await ctx.db.person.findMany({ where: { id: { in: ids } } })).map((p) => [p.id, p.name]));
  return {
    ...row,
    unit: unit.name,
    enteredBy: people.get(row.enteredById ?? 0) ?? '',
    decidedBy: people.get(row.decidedById ?? 0) ?? '',
  };
}
