import { z } from 'zod';
import { addDays, addMonths, createCalendar, partsOf, weekStart } from '../../domain/calendar.js';
import {
  impossibleDay,
  readEnd,
  readNumbers,
  readPhases,
  readStart,
  readTags,
  readTimes,
} from '../../domain/campaignWords.js';
import { DEFAULT_TIMES, timesFault } from '../../domain/campaignTimes.js';
import { phaseFault, proposeSpans } from '../../domain/phases.js';
import { FORMULA_2026_1 } from '../../domain/score.js';
import { TAXONOMIES, TAXONOMY_KEYS, taxonomyOf } from '../../domain/taxonomy.js';
import { BEGUN_MOST_DAYS, createCampaign, daysFault, FOUNDERS, NAME_MAX, NAME_MIN } from '../../services/campaigns.js';
import { textsFor } from '../../services/texts/index.js';
import { doneOrChange } from './checkStep.js';
import type { Dialog, Step, StepInput, StepResult } from './definition.js';

const PHASES_MAX = 8;
const PHASE_NAME_MAX = 20;
const PHASE_ASKS_MAX = 200;
const TAGS_MAX = 12;
const TAG_MAX = 12;

const weights = z.object({
  completion: z.number(),
  reporting: z.number(),
  verification: z.number(),
  clearance: z.number(),
  appraisal: z.number(),
});
const phase = z.object({ name: z.string(), asks: z.string(), startsOn: z.string(), endsOn: z.string() });

const draftSchema = z.object({
  today: z.string(),
  corrections: z.array(
    z.object({ on: z.string(), kind: z.enum(['workday', 'holiday']), name: z.string().exactOptional() }),
  ),
  taken: z.array(z.string()),
  name: z.string().default(''),
  startsOn: z.string().default(''),
  endsOn: z.string().default(''),
  phases: z.array(phase).default([]),
  /** The phases are as somebody wrote them, and not proposed anew when the days change. */
  ownPhases: z.boolean().default(false),
  taxonomy: z.string().default('sixChecks'),
  tags: z.array(z.string()).default([]),
  weights: weights.default({ ...FORMULA_2026_1.weights }),
  times: z.object({ warning: z.string(), digest: z.string(), board: z.string() }).default({ ...DEFAULT_TIMES }),
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

type Result = StepResult<Draft>;
const fault = (code: string, params: Record<string, string | number> = {}): Result => ({ ok: false, code, params });
const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);
const calendarOf = (data: Draft) => createCalendar(data.corrections);
const shown = (words: string) => words.slice(0, 20);

/** Words as one line; null for a file or a button. */
const wordsOf = (input: StepInput): string | null =>
  input.kind === 'text' ? input.text.replace(/\s+/g, ' ').trim() : null;

/** Says of days that were not understood whether there is no such day, or what to write instead. */
function unclear(words: string, referenceOn: string): Result {
  const none = impossibleDay(words, referenceOn);
  return none ? fault('dayImpossible', none) : fault('campaignDayUnclear', { text: shown(words) });
}

/** The days are known: phases are proposed for them unless somebody wrote their own. */
function withDays(data: Draft, startsOn: string, endsOn: string): Result {
  const wrong = daysFault(startsOn, endsOn);
  if (wrong) return fault(wrong, { startsOn });
  const spans = proposeSpans(startsOn, endsOn);
  const words = textsFor(undefined).campaign.proposed[spans.length] ?? [];
  const phases = data.ownPhases
    ? data.phases
    : spans.map((span, at) => ({ ...span, name: words[at]?.name ?? '', asks: words[at]?.asks ?? '' }));
  return { ok: true, data: { ...data, startsOn, endsOn, phases } };
}

const name: Step<Draft> = {
  ask: (_data, t) => ({ lines: t.campaign.askName(), options: [] }),
  accept: (input, data) => {
    const words = wordsOf(input);
    if (words === null) return fault('stepNeedsText');
    if (words.length < NAME_MIN) return fault('campaignNameShort');
    if (words.length > NAME_MAX) return fault('campaignNameLong', { length: words.length, max: NAME_MAX });
    if (data.taken.includes(words)) return fault('campaignNameTaken', { name: words });
    return { ok: true, data: { ...data, name: words } };
  },
  next: onward('start'),
};

const start: Step<Draft> = {
  ask: (_data, t) => ({
    lines: t.campaign.askStart(),
    options: Object.entries(t.campaign.startChoice).map(([value, label]) => ({ value, label })),
  }),
  accept: (input, data) => {
    const { today } = data;
    const choices: Record<string, string> = {
      today,
      monday: addDays(weekStart(today), 7),
      month: addMonths(`${today.slice(0, 8)}01`, 1),
    };
    const chosen = input.kind === 'choice' ? choices[input.value] : undefined;
    const words = wordsOf(input);
    if (chosen === undefined && words === null) return fault('stepNeedsChoice');
    const none = words === null ? null : impossibleDay(words, today);
    const read = chosen
      ? { startsOn: chosen, endsOn: null }
      : none
        ? null
        : readStart(words ?? '', today, calendarOf(data));
    if (!read) return unclear(words ?? '', today);
    if (read.startsOn < addDays(today, -BEGUN_MOST_DAYS)) return fault('campaignLongPast');
    if (read.endsOn === null) return { ok: true, data: { ...data, startsOn: read.startsOn } };
    const both = withDays(data, read.startsOn, read.endsOn);
    return both.ok ? { ...both, goTo: 'phases' } : both;
  },
  next: () => 'end',
};

const end: Step<Draft> = {
  ask: (data, t) => ({
    lines: t.campaign.askEnd(data.startsOn),
    options: Object.entries(t.campaign.endChoice).map(([value, label]) => ({ value, label })),
  }),
  accept: (input, data) => {
    const { startsOn } = data;
    const choices: Record<string, string> = {
      quarter: addDays(addMonths(startsOn, 3), -1),
      half: addDays(addMonths(startsOn, 6), -1),
      year: addDays(addMonths(startsOn, 12), -1),
      december: `${partsOf(startsOn).year}-12-31`,
    };
    const words = wordsOf(input);
    if (input.kind === 'file') return fault('stepNeedsText');
    const none = words === null ? null : impossibleDay(words, startsOn);
    const endsOn =
      input.kind === 'choice' ? choices[input.value] : none ? null : readEnd(words ?? '', startsOn, calendarOf(data));
    return endsOn ? withDays(data, startsOn, endsOn) : unclear(words ?? '', startsOn);
  },
  // Other days want other phases.
  next: () => 'phases',
};

const phases: Step<Draft> = {
  ask: (data, t) => ({
    lines: t.campaign.askPhases(data.phases, data.ownPhases),
    options: [{ value: 'fine', label: t.campaign.phasesFine, style: 'primary' }],
  }),
  accept: (input, data) => {
    if (input.kind === 'file') return fault('stepNeedsText');
    const { startsOn, endsOn } = data;
    if (input.kind === 'choice') {
      const wrong = phaseFault(data.phases, startsOn, endsOn);
      return wrong ? fault(wrong.code, wrong.params) : { ok: true, data };
    }
    const read = readPhases(input.text, startsOn, calendarOf(data));
    if (!read.ok)
      return read.impossible ? fault('dayImpossible', read.impossible) : fault('phaseLine', { line: shown(read.line) });
    if (read.phases.length > PHASES_MAX) return fault('phasesMany', { count: read.phases.length, max: PHASES_MAX });
    const long = read.phases.find((each) => each.name.length > PHASE_NAME_MAX || each.asks.length > PHASE_ASKS_MAX);
    if (long) return fault('phaseLong', { name: shown(long.name) });
    const wrong = phaseFault(read.phases, startsOn, endsOn);
    if (wrong) return fault(wrong.code, wrong.params);
    return { ok: true, data: { ...data, phases: read.phases, ownPhases: true }, goTo: 'phases' };
  },
  next: onward('taxonomy'),
};

const taxonomy: Step<Draft> = {
  ask: (_data, t) => ({
    lines: t.campaign.askTaxonomy(),
    options: TAXONOMY_KEYS.map((value) => ({ value, label: TAXONOMIES[value].name })),
  }),
  accept: (input, data) => {
    if (input.kind === 'file') return fault('stepNeedsText');
    if (input.kind === 'choice') return { ok: true, data: { ...data, taxonomy: input.value, tags: [] } };
    const own = readTags(input.text);
    const count = own.tags.length;
    if (count < 2) return fault('tagsFew');
    if (count > TAGS_MAX || own.tags.some((tag) => tag.length > TAG_MAX))
      return fault('tagsMany', { count, max: TAGS_MAX });
    return { ok: true, data: { ...data, taxonomy: own.name || textsFor(undefined).campaign.ownTags, tags: own.tags } };
  },
  next: onward('weights'),
};

const weighing: Step<Draft> = {
  ask: (data, t) => ({
    lines: t.campaign.askWeights(data.weights),
    options: [{ value: 'fine', label: t.campaign.weightsFine, style: 'primary' }],
  }),
  accept: (input, data) => {
    if (input.kind === 'file') return fault('stepNeedsText');
    if (input.kind === 'choice') return { ok: true, data };
    const numbers = readNumbers(input.text);
    const [completion, reporting, verification, clearance, appraisal] = numbers;
    if (numbers.length !== 5) return fault('weightsCount', { count: numbers.length });
    const sum = numbers.reduce((a, b) => a + b, 0);
    if (sum !== 100) return fault('weightsSum', { sum });
    const own = weights.parse({ completion, reporting, verification, clearance, appraisal });
    return { ok: true, data: { ...data, weights: own } };
  },
  next: onward('times'),
};

const timing: Step<Draft> = {
  ask: (data, t) => ({
    lines: t.campaign.askTimes(data.times),
    options: [{ value: 'fine', label: t.campaign.timesFine, style: 'primary' }],
  }),
  accept: (input, data) => {
    if (input.kind === 'file') return fault('stepNeedsText');
    if (input.kind === 'choice') return { ok: true, data };
    const [warning, digest, board, more] = readTimes(input.text);
    if (!warning || !digest || !board || more) return fault('timesCount');
    const times = { warning, digest, board };
    const wrong = timesFault(times);
    return wrong ? fault(wrong) : { ok: true, data: { ...data, times } };
  },
  next: () => 'confirm',
};

const CHANGES = ['name', 'start', 'phases', 'taxonomy', 'weights', 'times'];

const confirm: Step<Draft> = {
  ask: (data, t) => {
    const { name: label, tags } = taxonomyOf(data.taxonomy, data.tags);
    return {
      lines: t.campaign.check({ ...data, taxonomy: label, tags }),
      options: [
        { value: 'create', label: t.campaign.create, style: 'primary' },
        ...CHANGES.map((value) => ({ value, label: t.campaign.change[value] ?? value })),
      ],
    };
  },
  accept: (input, data) => doneOrChange(input, data, 'create'),
  next: () => null,
};

/** 新建专项行动: name → start → end → phases → taxonomy → weights → times → confirm. */
export const newCampaign: Dialog<Draft> = {
  name: 'newCampaign',
  version: 1,
  roles: FOUNDERS,
  keepHours: 72,
  data: draftSchema,
  first: () => 'name',
  steps: { name, start, end, phases, taxonomy, weights: weighing, times: timing, confirm },
  async finish(ctx, data) {
    const same = JSON.stringify(data.weights) === JSON.stringify(FORMULA_2026_1.weights);
    await createCampaign(ctx, { ...data, weights: same ? null : data.weights });
    return { reply: textsFor(ctx.actor.locale).campaign.created(data.name, data.phases[0]), rolesChanged: true };
  },
};
