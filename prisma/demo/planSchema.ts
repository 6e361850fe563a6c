import { z } from 'zod';
import { SUPERVISION_CLASSES } from '../../domain/ledger.js';
import { ROLES } from '../../domain/roles.js';
import { absoluteDay, both, code, daySpec, optionalWords, words } from './planFields.js';
import { commitmentSchema, directiveSchema, itemSchema, problemSchema, scoreEntrySchema } from './planItems.js';
import { TAXONOMY_KEYS } from './planTaxonomies.js';

/** 阶段. The next phase begins on the day this one ends or on the day after. */
const phaseSchema = z.strictObject({ name: words, asks: optionalWords, startsOn: daySpec, endsOn: daySpec });

const zone = z.string().refine(isZone, { error: both('时区如 Asia/Shanghai', 'a time zone such as Asia/Shanghai') });

/** 专项行动. */
const campaignSchema = z.strictObject({
  name: words,
  /** What it is for, in one sentence. */
  purpose: words,
  zone: zone.default('Asia/Shanghai'),
  startsOn: daySpec,
  endsOn: daySpec,
  /** The last day for filing lists; left out when nothing is filed. */
  filingDueOn: daySpec.exactOptional(),
  /** The day with which the sandbox's clock begins; today when left out. Plans with absolute days want it. */
  clockStartsOn: absoluteDay.exactOptional(),
  boardPolicy: z.enum(['direct', 'reviewed']).default('direct'),
  /** A ready-made taxonomy by its key, or the campaign's own. */
  taxonomy: z
    .union([z.enum(TAXONOMY_KEYS), z.strictObject({ name: words, tags: z.array(words).min(1) })], {
      error: both(
        `问题分类用 ${TAXONOMY_KEYS.join('、')} 之一，或自定 {name, tags}`,
        `one of ${TAXONOMY_KEYS.join(', ')}, or {name, tags}`,
      ),
    })
    .default('sixChecks'),
  /** Overrides of the defaults, passed on unread: `Campaign.rules` says what may be in it. */
  rules: z.record(z.string(), z.json()).default({}),
  /** Job name → cron expression; a job that is not named keeps its default. */
  schedules: z.record(z.string(), words).default({}),
  phases: z.array(phaseSchema).min(1, { error: both('至少一个阶段', 'at least one phase') }),
});

/** 单位. Quota 0: it stands in the tree (a county above its offices) but takes no part in the campaign. */
const unitSchema = z.strictObject({
  code,
  name: words,
  /** The same as the name when left out. */
  shortName: words.exactOptional(),
  kind: z.enum(['prefecture', 'department', 'county', 'township', 'other']),
  /** Code of the unit above. */
  parent: code.exactOptional(),
  /** The official order, ascending. */
  sortOrder: z.int().min(0),
  /** How many items it files. */
  quota: z.int().min(0).default(0),
});

const needsUnit = (role: string): boolean => role === 'liaison' || role === 'unitHead';

/** liaison and unitHead name their unit; the other roles are held for the whole campaign. */
const roleSchema = z
  .strictObject({ role: z.enum(ROLES), unit: code.exactOptional() })
  .refine((grant) => needsUnit(grant.role) === (grant.unit !== undefined), {
    path: ['unit'],
    error: both('联络员、单位负责人要写 unit，其他角色不写', 'liaison and unitHead name a unit, other roles do not'),
  });

/** A person. Their code is also their user id in the sandbox. */
const personSchema = z
  .strictObject({
    code,
    name: words,
    title: optionalWords,
    roles: z.array(roleSchema).min(1, { error: both('至少一个角色', 'at least one role') }),
    /** 联点: the units a leader answers for, two or more; only for leaders. */
    contactUnits: z.array(code).default([]),
    /** Their account in WeCom (userid, in any case): with it they are bound when the bot runs there. */
    wecomUserId: words.exactOptional(),
    /** By which WeCom's directory finds the account where it is not known: 11 digits. */
    mobile: z
      .string()
      .regex(/^1[3-9]\d{9}$/, { error: both('手机号是 11 位数字', 'a mobile number has 11 digits') })
      .exactOptional(),
  })
  .refine((person) => person.roles.some((grant) => grant.role === 'leader') === person.contactUnits.length >= 2, {
    path: ['contactUnits'],
    error: both('领导联系两个以上单位，其他人不写 contactUnits', 'a leader has two or more contact units, others none'),
  });

/** A chat group: everybody of the plan, or the listed people. */
const groupSchema = z.strictObject({ code, title: words, members: z.union([z.literal('all'), z.array(code).min(1)]) });

/** A past report round (限时报告) of a class. Every open item of the class filed by `opensOn` was asked. */
const roundSchema = z.strictObject({ supervisionClass: z.enum(SUPERVISION_CLASSES), opensOn: daySpec, dueOn: daySpec });

/**
 * A demo plan file: everything that an empty sandbox begins with. It is data only; unknown fields are refused, so that
 * a misspelt one is noticed. `readPlan` parses it, `resolvePlan` turns its days into calendar days.
 */
export const planSchema = z.strictObject({
  /** For the people who edit the file; not loaded. */
  note: optionalWords,
  campaign: campaignSchema,
  units: z.array(unitSchema).min(1, { error: both('至少一个单位', 'at least one unit') }),
  people: z.array(personSchema).min(1, { error: both('至少一个人', 'at least one person') }),
  groups: z.array(groupSchema).default([]),
  rounds: z.array(roundSchema).default([]),
  items: z.array(itemSchema).min(1, { error: both('至少一个事项', 'at least one item') }),
  problems: z.array(problemSchema).default([]),
  directives: z.array(directiveSchema).default([]),
  commitments: z.array(commitmentSchema).default([]),
  scoreEntries: z.array(scoreEntrySchema).default([]),
});

/** A plan as written, defaults filled in, days not resolved. */
export type DemoPlan = z.output<typeof planSchema>;
export type PlanUnit = DemoPlan['units'][number];
export type PlanPerson = DemoPlan['people'][number];
export type PlanItem = DemoPlan['items'][number];
export type PlanMilestone = PlanItem['milestones'][number];
export type PlanReport = PlanItem['reports'][number];
export type PlanProblem = DemoPlan['problems'][number];
export type PlanRound = DemoPlan['rounds'][number];

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
