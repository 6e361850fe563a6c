import { z } from 'zod';
import { REPORT_FIELDS, SUPERVISION_CLASSES } from '../../domain/ledger.js';
import { both, code, daySpec, itemNo, optionalWords, percent, words } from './planFields.js';

/** 时间节点. Percents left out are spread evenly; the last milestone is final and has 100. */
export const milestoneSchema = z.strictObject({
  name: words,
  standard: optionalWords,
  /** The item's percent at which it is reached. */
  percent: percent.min(1).exactOptional(),
  dueOn: daySpec,
  /** Before an approved extension; the same as dueOn when left out. */
  originalDueOn: daySpec.exactOptional(),
  /** The day of the report that reached it; left out while it is open. */
  completedOn: daySpec.exactOptional(),
});

/** 进展报告 of the lead unit's liaison. After one that was sent back, the next one is its correction. */
export const reportSchema = z
  .strictObject({
    on: daySpec,
    /** Which round of the item's class it answers, counted from 1 in the order of `rounds`; left out: sent unasked. */
    round: z.int().min(1).exactOptional(),
    percent,
    /** 无变化: the percent of the last accepted report again, and no summary. */
    noChange: z.boolean().default(false),
    summary: optionalWords,
    blocker: optionalWords,
    /** May be left out: it follows from `on` and the round's due day; if given it must agree. */
    late: z.boolean().exactOptional(),
    /** Left out: still waits to be verified. */
    verified: z.enum(['accepted', 'sentBack']).exactOptional(),
    /** The same day when left out. */
    verifiedOn: daySpec.exactOptional(),
    /** Code of the verifier; the first coordinator when left out. */
    by: code.exactOptional(),
    /** Why it was sent back, and the field to mend ('summary' when left out). */
    reason: optionalWords,
    field: z.enum(REPORT_FIELDS).exactOptional(),
  })
  .refine((report) => report.noChange || report.summary !== '', {
    path: ['summary'],
    error: both('有进展的报告要写一句话；没有变化写 "noChange": true', 'say what was done, or "noChange": true'),
  })
  .refine((report) => report.verified !== 'sentBack' || report.reason !== '', {
    path: ['reason'],
    error: both('退回要写理由', 'a report sent back needs a reason'),
  });

/** 延期 of one milestone. Approved: the milestone's dueOn is already toOn and its originalDueOn is fromOn. */
export const extensionSchema = z.strictObject({
  /** The milestone's place, counted from 1. */
  milestone: z.int().min(1),
  askedOn: daySpec,
  fromOn: daySpec,
  toOn: daySpec,
  reason: words,
  status: z.enum(['pending', 'approved', 'refused']),
  decidedOn: daySpec.exactOptional(),
  /** Code of the person who decided; the first coordinator when left out. */
  by: code.exactOptional(),
  note: optionalWords,
});

/** 事项. The six texts answer: what to do, how, to what degree, to which standard, what secures it, what if it fails. */
export const itemSchema = z.strictObject({
  itemNo,
  title: words,
  task: words,
  measures: optionalWords,
  target: optionalWords,
  standard: optionalWords,
  safeguard: optionalWords,
  consequence: optionalWords,
  supervisionClass: z.enum(SUPERVISION_CLASSES),
  leadUnit: code,
  supportingUnits: z.array(code).default([]),
  /** 责任人 as offices write it, '姓名（职务）'; not a person's code. */
  responsiblePerson: optionalWords,
  source: z.enum(['plan', 'meeting', 'directive', 'inspection', 'complaint']).default('plan'),
  filedOn: daySpec,
  /** 销号; only when every milestone is completed. */
  closedOn: daySpec.exactOptional(),
  milestones: z.array(milestoneSchema).min(1, { error: both('至少一个时间节点', 'at least one milestone') }),
  reports: z.array(reportSchema).default([]),
  extensions: z.array(extensionSchema).default([]),
});

/** 问题: becomes an item of kind problem with one milestone. `immediate` (即知即改) is due 3 workdays after filing. */
export const problemSchema = z
  .strictObject({
    itemNo,
    title: words,
    /** One of the campaign's taxonomy. */
    tag: words,
    leadUnit: code,
    foundBy: z.enum(['selfCheck', 'inspection', 'complaint']),
    measure: words,
    responsiblePerson: optionalWords,
    immediate: z.boolean().default(false),
    filedOn: daySpec,
    dueOn: daySpec.exactOptional(),
    closedOn: daySpec.exactOptional(),
  })
  .refine((problem) => problem.immediate || problem.dueOn !== undefined, {
    path: ['dueOn'],
    error: both('不是即知即改的问题要写完成时限', 'a problem that is not immediate needs a due day'),
  });

/** 批示: becomes an item of kind directive. `aboutItem` is the item that the leader replied to. */
export const directiveSchema = z.strictObject({
  itemNo,
  leader: code,
  text: words,
  leadUnit: code,
  aboutItem: itemNo.exactOptional(),
  filedOn: daySpec,
  dueOn: daySpec,
  /** What the leader heard back; left out while it is open. */
  answer: optionalWords,
  answeredOn: daySpec.exactOptional(),
});

/** 承诺: what a unit head signed for an item. */
export const commitmentSchema = z.strictObject({
  unit: code,
  itemNo,
  on: daySpec,
  text: words,
  /** Code of the signer; the unit's head when left out. */
  by: code.exactOptional(),
});

/** A credited honour (points above 0) or a confirmed fault (below 0), in points with at most two decimals. */
export const scoreEntrySchema = z.strictObject({
  unit: code,
  on: daySpec,
  points: z
    .number()
    .min(-10)
    .max(10)
    .refine((points) => points !== 0 && Math.abs(points * 100 - Math.round(points * 100)) < 1e-9, {
      error: both('不为 0，最多两位小数', 'not 0, at most two decimals'),
    }),
  reason: words,
  /** The document behind it: its name or number. */
  evidence: words,
});
