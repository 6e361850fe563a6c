import type { Correction, Day } from '../domain/calendar.js';
import { createCalendar } from '../domain/calendar.js';
import { impossibleDay } from '../domain/campaignWords.js';
import { parseDue } from '../domain/duePhrase.js';
import { readQuotas, unitKindNamed } from '../domain/filing.js';
import { UserError } from '../domain/userError.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';

const QUOTA_MOST = 100;

/** What the dialog of filing quotas knows: the campaign's days and units. */
export interface TermsStart {
  campaignId: number;
  campaign: string;
  today: Day;
  endsOn: Day;
  corrections: Correction[];
  units: { id: number; name: string; shortName: string; kind: string }[];
  terms: { unitKind: string; quota: number; dueOn: Day }[];
}

/** A quota as it is to be set: of a kind, or of one unit. */
export interface QuotaLine {
  kind: string;
  unitId: number | null;
  label: string;
  units: number;
  quota: number;
  dueOn: Day;
}

/** Begins the setting of filing quotas. */
export async function startTerms(ctx: Ctx, campaign: CampaignView): Promise<TermsStart> {
  const campaignId = campaign.id;
  return {
    campaignId,
    campaign: campaign.name,
    today: todayIn(ctx, campaign),
    endsOn: campaign.endsOn,
    corrections: await calendarCorrections(ctx.db),
    units: await ctx.db.unit.findMany({
      where: {
        OR: [
          { campaigns: { some: { campaignId } } },
          { grants: { some: { campaignId, role: { in: ['liaison', 'unitHead'] } } } },
        ],
      },
      orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, shortName: true, kind: true },
    }),
    terms: await ctx.db.filingTerm.findMany({
      where: { campaignId },
      select: { unitKind: true, quota: true, dueOn: true },
    }),
  };
}

/**
 * Reads quotas as a coordinator writes them; pure. Without a day, the day that is set already holds.
 * @returns the lines, or the code of a phrase that says what to write instead
 */
export function readTerms(
  words: string,
  { units, terms, today, endsOn, corrections }: TermsStart,
): { ok: true; lines: QuotaLine[] } | { ok: false; code: string; params: Record<string, string | number> } {
  const fault = (code: string, params: Record<string, string | number> = {}) => ({ ok: false, code, params }) as const;
  const { quotas, rest } = readQuotas(words);
  if (quotas.length === 0) return fault('filingQuotaUnclear');
  const impossible = impossibleDay(rest, today);
  if (impossible) return fault('dayImpossible', impossible);
  const due = rest === '' ? null : parseDue(rest, today, createCalendar(corrections), { forward: true });
  const dueOn = due && (due.kind === 'dueOn' || due.kind === 'workdays') ? due.dueOn : null;
  if (rest !== '' && dueOn === null) return fault('campaignDayUnclear', { text: rest.slice(0, 20) });
  if (dueOn !== null && (dueOn < today || dueOn > endsOn)) return fault('filingDueOut', { endsOn });
  const lines: QuotaLine[] = [];
  for (const { who, quota } of quotas) {
    if (quota < 1 || quota > QUOTA_MOST) return fault('filingQuotaMany', { max: QUOTA_MOST });
    const kind = unitKindNamed(who);
    const unit = kind ? undefined : units.find(({ name, shortName }) => name === who || shortName === who);
    if (!kind && !unit) return fault('filingWhoUnclear', { who: who.slice(0, 20) });
    const of = kind ?? unit?.kind ?? '';
    const count = unit ? 1 : units.filter((each) => each.kind === kind).length;
    if (count === 0) return fault('filingNoUnits', { who });
    const until = dueOn ?? terms.find((term) => term.unitKind === of)?.dueOn;
    if (until === undefined) return fault('filingDueWanted');
    lines.push({
      kind: of,
      unitId: unit?.id ?? null,
      label: unit?.shortName ?? who,
      units: count,
      quota,
      dueOn: until,
    });
  }
  return { ok: true, lines };
}

/**
 * Sets filing quotas. A kind's number replaces the numbers of its units. Lists that are complete stay closed.
 * Throws UserError('campaignGone') when the campaign is over.
 */
export async function setTerms(ctx: ChatCtx, campaignId: number, lines: readonly QuotaLine[]): Promise<void> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (campaign.status !== 'active') throw new UserError('campaignGone');
  for (const { kind, unitId, quota, dueOn } of lines) {
    const key = { campaignId, unitKind: kind };
    const where = { campaignId_unitKind: key };
    if (unitId === null) {
      await ctx.db.filingTerm.upsert({ where, create: { ...key, quota, dueOn }, update: { quota, dueOn } });
      await ctx.db.campaignUnit.updateMany({ where: { campaignId, unit: { kind } }, data: { quota } });
    } else {
      await ctx.db.filingTerm.upsert({ where, create: { ...key, quota: 0, dueOn }, update: { dueOn } });
      await ctx.db.campaignUnit.upsert({
        where: { campaignId_unitId: { campaignId, unitId } },
        create: { campaignId, unitId, quota },
        update: { quota },
      });
    }
  }
  await audit(ctx, 'filingTerms', `campaign:${campaignId}`, { lines });
}
