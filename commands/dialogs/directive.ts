import { z } from 'zod';
import { createCalendar } from '../../domain/calendar.js';
import { parseDue } from '../../domain/duePhrase.js';
import { type DirectiveStart, issueDirective } from '../../services/directives.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog, DialogStart, StepInput } from './definition.js';

/** A directive's length in UTF-16 units. */
export const DIRECTIVE_MIN = 4;
export const DIRECTIVE_MAX = 500;
/** Workdays offered as due dates. */
const CHOICES = [3, 5, 10] as const;

const draftSchema = z.object({
  campaignId: z.number(),
  words: z.string(),
  today: z.string(),
  items: z.array(z.object({ id: z.number(), itemNo: z.string(), title: z.string(), unitId: z.number() })),
  units: z.array(z.object({ id: z.number(), name: z.string(), shortName: z.string() })),
  aboutItemId: z.number().nullable(),
  unitId: z.number().nullable(),
  dueOn: z.string().nullable(),
});
type Draft = z.infer<typeof draftSchema>;

const unitName = (data: Draft): string => data.units.find((unit) => unit.id === data.unitId)?.shortName ?? '';
const itemName = (data: Draft): string | null => {
  const item = data.items.find((each) => each.id === data.aboutItemId);
  return item ? `${item.itemNo} ${item.title}` : null;
};
const wordsOf = (input: StepInput): string => (input.kind === 'choice' ? input.value : input.text.trim());

/** The step that the leader's own words have not answered yet. */
function nextOpen(data: Draft): string {
  if (data.unitId === null) return 'unit';
  return data.dueOn === null ? 'dueOn' : 'confirm';
}

/** Opens the dialog; a due day that the words tell is taken. */
export const directiveStart = (start: DirectiveStart): DialogStart => ({
  name: 'directive',
  about: start.aboutItemId ?? 0,
  data: { ...start, dueOn: readDueOn(start.words, start.today) },
});

// The official calendar: a due date that a local correction makes a day off is still the day the leader said.
const calendar = createCalendar();

/** 批示: which item → which unit → until when → confirm. What the words say already is not asked. */
export const directiveDialog: Dialog<Draft> = {
  name: 'directive',
  version: 1,
  roles: ['leader'],
  keepHours: 24,
  data: draftSchema,
  first: (data) => (data.words === '' ? 'words' : data.unitId === null ? 'about' : nextOpen(data)),
  steps: {
    words: {
      ask: (data, t) => ({ lines: t.directive.askWords(itemName(data)), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const words = input.text.trim();
        if (words.length < DIRECTIVE_MIN) return { ok: false, code: 'directiveShort' };
        if (words.length > DIRECTIVE_MAX)
          return { ok: false, code: 'wordsLong', params: { length: words.length, max: DIRECTIVE_MAX } };
        return { ok: true, data: { ...data, words, dueOn: readDueOn(words, data.today) } };
      },
      next: nextOpen,
    },
    about: {
      ask: (data, t) => ({
        lines: t.directive.askAbout(data.words),
        options: [
          ...data.items.map((item) => ({ value: `${item.id}`, label: item.itemNo })),
          { value: 'none', label: t.directive.noItem },
        ],
      }),
      accept: (input, data) => {
        const words = wordsOf(input);
        if (words === 'none') return { ok: true, data };
        const item = data.items.find((each) => `${each.id}` === words || each.itemNo === words.toUpperCase());
        if (!item) return { ok: false, code: 'directiveItem' };
        return { ok: true, data: { ...data, aboutItemId: item.id, unitId: item.unitId } };
      },
      next: nextOpen,
    },
    unit: {
      ask: (data, t) => ({
        lines: t.directive.askUnit(data.words),
        options: data.units.slice(0, 8).map((unit) => ({ value: `${unit.id}`, label: unit.shortName })),
      }),
      accept: (input, data) => {
        const words = wordsOf(input);
        const unit = data.units.find((each) =>
          input.kind === 'choice'
            ? `${each.id}` === words
            : words !== '' && (each.shortName === words || each.name === words),
        );
        if (!unit) return { ok: false, code: 'unitUnknown', params: { query: words.slice(0, 20) } };
        return { ok: true, data: { ...data, unitId: unit.id } };
      },
      next: nextOpen,
    },
    dueOn: {
      ask: (data, t) => ({
        lines: t.directive.askDueOn(data.words, unitName(data)),
        options: CHOICES.map((count) => {
          const on = calendar.addWorkdays(data.today, count);
          return { value: on, label: t.directive.inWorkdays(count, on) };
        }),
      }),
      accept: (input, data) => {
        const words = wordsOf(input);
        if (input.kind === 'choice') return { ok: true, data: { ...data, dueOn: words } };
        // Longer words are another order that happens to name a day.
        const dueOn = words.length > DUE_WORDS_MAX ? null : readDueOn(words, data.today);
        return dueOn === null
          ? { ok: false, code: 'dueUnclear', params: { text: words.slice(0, 20) } }
          : { ok: true, data: { ...data, dueOn } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.directive.confirm({
          words: data.words,
          unit: unitName(data),
          item: itemName(data),
          dueOn: data.dueOn ?? data.today,
        }),
        options: [
          { value: 'issue', label: t.directive.issue, style: 'primary' },
          { value: 'unit', label: t.directive.changeUnit },
          { value: 'dueOn', label: t.directive.changeDueOn },
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        return input.value === 'issue' ? { ok: true, data } : { ok: true, data, goTo: input.value };
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const dueOn = data.dueOn ?? data.today;
    const issued = await issueDirective(ctx, { ...data, unitId: data.unitId ?? 0, dueOn });
    return { reply: textsFor(ctx.actor.locale).directive.issued({ ...issued, dueOn }) };
  },
};

/** "下下周五下班之前报来" is about as long as an answer to "when" gets, in UTF-16 units. */
const DUE_WORDS_MAX = 12;

/** The one due day that words tell, from a day on; null when they tell none, several, or one that is past. */
export function readDueOn(words: string, today: string): string | null {
  const due = parseDue(words, today, calendar, { forward: true });
  if (due.past) return null;
  if (due.kind === 'dueOn' || due.kind === 'workdays') return due.dueOn;
  return due.kind === 'range' ? due.endsOn : null;
}
