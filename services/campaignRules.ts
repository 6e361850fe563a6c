import { z } from 'zod';
import { type BoardRules, DEFAULT_BOARD_RULES } from '../domain/board.js';
import { addDays, type Day, dayOf, instantOf } from '../domain/calendar.js';
import { DEFAULT_LADDER, type LadderStep, RUNGS } from '../domain/chaseLadder.js';
import { DEFAULT_GRADE_RULES, type GradeRules } from '../domain/grade.js';
import { PERIOD_KINDS, type PeriodKind } from '../domain/period.js';
import { DEFAULT_QUIET_HOURS, openingAt, type QuietHours } from '../domain/quietHours.js';
import { FORMULA_2026_1, type ScoreFormula, withWeights } from '../domain/score.js';
import { CADENCES, type ClassRules, DEFAULT_SUPERVISION_RULES, type SupervisionRules } from '../domain/supervision.js';
import { type Taxonomy, taxonomyOf } from '../domain/taxonomy.js';
import { UserError } from '../domain/userError.js';
import { DEFAULT_WEEKLY_CAP } from '../domain/weeklyCap.js';
import type { CampaignRow } from '../prisma/store/campaigns.js';
import type { Ctx } from './context.js';

/** What reading rules needs of a context. */
type RuleCtx = Pick<Ctx, 'db' | 'now' | 'calendar'>;

const percent = z.int().min(0).max(100);
const centi = z.int().min(0).max(10_000);
/** One in ten reports is checked on the spot, and no more than five of a class and round: what can really be visited. */
const SAMPLE_SHARE = 10;
const SAMPLE_MOST = 5;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Workdays before or after a due date in class rules; the bundle's sweep looks 40 calendar days ahead. */
const OFFSET_MOST = 20;
/** Workdays after a due date by which the last rung is reached. */
const LADDER_MOST = 120;

const ascends = (numbers: readonly number[]) => numbers.every((each, at) => at === 0 || each > (numbers[at - 1] ?? 0));

/** The escalation ladder: at least one rung, in the order of RUNGS, each later than the one before. */
const ladderSchema = z
  .array(z.strictObject({ rung: z.enum(RUNGS), afterWorkdays: z.int().min(1).max(LADDER_MOST) }))
  .min(1)
  .refine((steps) => ascends(steps.map((step) => RUNGS.indexOf(step.rung) + 1)), {
    error: `rungs must come in the order ${RUNGS.join(', ')}`,
  })
  .refine((steps) => ascends(steps.map((step) => step.afterWorkdays)), { error: 'afterWorkdays must ascend' });

/** Overrides of one supervision class: report cadence, warning offsets, how far behind is yellow. */
const classRulesSchema = z
  .strictObject({
    cadence: z.enum(CADENCES),
    overdueLadder: z
      .array(z.int().min(1).max(OFFSET_MOST))
      .max(10)
      .refine(ascends, { error: 'workdays over must ascend' }),
    behindBy: z.int().min(0).max(100),
    dueSoonOffsets: z
      .array(z.int().min(0).max(OFFSET_MOST))
      .max(10)
      .refine((offsets) => new Set(offsets).size === offsets.length, { error: 'offsets must differ' }),
  })
  .partial();

/** What a campaign may set for itself; everything it leaves out keeps its default. */
export const campaignRulesSchema = z
  .strictObject({
    quietHours: z.strictObject({ from: clockTime, to: clockTime, workdaysOnly: z.boolean() }),
    redSize: z.int().min(1).max(60),
    blackSize: z.int().min(0).max(60),
    /** 销号 needs the word of the unit's head before a coordinator sees it. */
    headConfirmsCloseOut: z.boolean(),
    /** 抽查: percent of a round's accepted reports that are drawn, and how many at most. */
    sampleShare: z.int().min(1).max(100),
    sampleMost: z.int().min(1).max(100),
    /** The campaign's own 问题分类; `Campaign.taxonomy` is its name then. */
    tags: z.array(z.string().min(1)).min(1),
    weeklyCap: z.int().min(1).max(50),
    /** How each class is watched; what a class leaves out keeps its default. */
    supervision: z
      .strictObject({ major: classRulesSchema, special: classRulesSchema, routine: classRulesSchema })
      .partial(),
    redFrom: centi,
    /** Who hears of a report that stays out, and when; replaces the whole default ladder. */
    ladder: ladderSchema,
    /** Weights of the five dimensions in whole percent; they add up to 100. */
    weights: z
      .strictObject({
        completion: percent,
        reporting: percent,
        verification: percent,
        clearance: percent,
        appraisal: percent,
      })
      .refine((weights) => Object.values(weights).reduce((a, b) => a + b, 0) === 100, {
        error: 'weights must add up to 100',
      }),
    grades: z
      .strictObject({ excellentFrom: centi, excellentShare: percent, fairBelow: centi })
      .refine((grades) => grades.fairBelow <= grades.excellentFrom, {
        error: 'fairBelow must not be above excellentFrom',
      }),
    /** The periods that boards are made for; all kinds when left out. */
    boardKinds: z.array(z.enum(PERIOD_KINDS)),
  })
  .partial();
export type CampaignRules = z.infer<typeof campaignRulesSchema>;

/** A campaign as rules need it. */
export interface CampaignView {
  id: number;
  name: string;
  zone: string;
  startsOn: Day;
  endsOn: Day;
  boardPolicy: string;
  quietHours: QuietHours;
  /** Messages a person gets in a week before what is not urgent waits for the next. */
  weeklyCap: number;
  /** 红榜 and 黑榜. */
  board: BoardRules;
  boardKinds: readonly PeriodKind[];
  /** The formula that this campaign's boards are reckoned with. */
  formula: ScoreFormula;
  grades: GradeRules;
  status: string;
  createdAt: Date;
  supervision: SupervisionRules;
  headConfirmsCloseOut: boolean;
  sample: { share: number; most: number };
  /** 问题分类. */
  taxonomy: Taxonomy;
  /** 催办升级. */
  ladder: readonly LadderStep[];
}

/** Campaigns that were loaded in a context: rules are asked for at every turn, and a context lasts one transaction. */
const loaded = new WeakMap<Pick<Ctx, 'db'>, Map<number, CampaignView>>();

/** Loads a campaign with its rules, once in a context. Throws UserError('campaignGone'). */
export async function loadCampaign(ctx: Pick<Ctx, 'db'>, id: number): Promise<CampaignView> {
  const views = loaded.get(ctx) ?? new Map<number, CampaignView>();
  loaded.set(ctx, views);
  const view = views.get(id) ?? (await readCampaign(ctx, id));
  views.set(id, view);
  return view;
}

/** To be called after a campaign was changed: what the rest of the transaction sees is the new one. */
export function forgetCampaigns(ctx: Pick<Ctx, 'db'>): void {
  loaded.delete(ctx);
}

/** A row serves for many contexts, one for each id of a job. */
const views = new WeakMap<CampaignRow, CampaignView>();

/** Lets a context know a campaign that was read just before. Throws ZodError for rules that cannot be read. */
export function knowCampaign(ctx: Pick<Ctx, 'db'>, row: CampaignRow): void {
  const view = views.get(row) ?? viewOf(row);
  views.set(row, view);
  loaded.set(ctx, new Map([[row.id, view]]));
}

async function readCampaign(ctx: Pick<Ctx, 'db'>, id: number): Promise<CampaignView> {
  const row = await ctx.db.campaign.findUnique({ where: { id } });
  if (!row) throw new UserError('campaignGone');
  return viewOf(row);
}

function viewOf(row: CampaignRow): CampaignView {
  const rules = campaignRulesSchema.parse(row.rules);
  return {
    id: row.id,
    name: row.name,
    zone: row.zone,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    boardPolicy: row.boardPolicy,
    quietHours: rules.quietHours ?? DEFAULT_QUIET_HOURS,
    weeklyCap: rules.weeklyCap ?? DEFAULT_WEEKLY_CAP,
    board: {
      redSize: rules.redSize ?? DEFAULT_BOARD_RULES.redSize,
      blackSize: rules.blackSize ?? DEFAULT_BOARD_RULES.blackSize,
      redFrom: rules.redFrom ?? DEFAULT_BOARD_RULES.redFrom,
    },
    headConfirmsCloseOut: rules.headConfirmsCloseOut ?? false,
    sample: { share: rules.sampleShare ?? SAMPLE_SHARE, most: rules.sampleMost ?? SAMPLE_MOST },
    taxonomy: taxonomyOf(row.taxonomy, rules.tags),
    supervision: supervisionOf(rules),
    ladder: rules.ladder ?? DEFAULT_LADDER,
    boardKinds: rules.boardKinds ?? PERIOD_KINDS,
    formula: withWeights(FORMULA_2026_1, rules.weights),
    grades: rules.grades ?? DEFAULT_GRADE_RULES,
    status: row.status,
    createdAt: row.createdAt,
  };
}

function supervisionOf({ supervision = {} }: CampaignRules): SupervisionRules {
  const merged = (name: keyof SupervisionRules): ClassRules => {
    const known = DEFAULT_SUPERVISION_RULES[name];
    const own = supervision[name] ?? {};
    return {
      cadence: own.cadence ?? known.cadence,
      dueSoonOffsets: own.dueSoonOffsets ?? known.dueSoonOffsets,
      overdueLadder: own.overdueLadder ?? known.overdueLadder,
      behindBy: own.behindBy ?? known.behindBy,
    };
  };
  return { major: merged('major'), special: merged('special'), routine: merged('routine') };
}

/** The first instant from now on when the campaign's people may be spoken to. */
export async function quietUntil(ctx: RuleCtx, campaignId: number): Promise<Date> {
  const campaign = await loadCampaign(ctx, campaignId);
  return openingAt(ctx.now, campaign.quietHours, ctx.calendar, campaign.zone);
}

/** The end of the hours in which the campaign's people may be spoken to on a day: what was for that day is late after it. */
export function closingOn(campaign: Pick<CampaignView, 'quietHours' | 'zone'>, on: Day): Date {
  const { from, to } = campaign.quietHours;
  return from > to ? instantOf(on, from, campaign.zone) : instantOf(addDays(on, 1), '00:00', campaign.zone);
}

/** The campaign's today. */
export const todayIn = (ctx: Pick<Ctx, 'now'>, campaign: Pick<CampaignView, 'zone'>): Day =>
  dayOf(ctx.now, campaign.zone);
