import { z } from 'zod';
import type { StepInput, StepResult } from './definition.js';

/** So many units have a button each; of more, the name is written. */
export const UNIT_BUTTONS_MAX = 12;

/** A unit that may be chosen. */
export const unitSchema = z.object({ id: z.number(), name: z.string(), shortName: z.string() });
type Unit = z.infer<typeof unitSchema>;

/** What a draft keeps for its question about a unit: all there are, and those that what was written fits. */
interface Choosing {
  units: Unit[];
  matches: number[];
  unit: Unit | null;
}

/** The units whose name holds the words; the one with exactly that name alone. */
export function unitsNamed<U extends Unit>(units: readonly U[], words: string): U[] {
  const wanted = words.normalize('NFKC').replace(/\s/g, '');
  const exact = units.filter(({ name, shortName }) => name === wanted || shortName === wanted);
  if (exact.length > 0) return exact;
  return wanted.length < 2
    ? []
    : units.filter(({ name, shortName }) => name.includes(wanted) || shortName.includes(wanted));
}

/** Units worth a button now: those that what was written fits, or all when they are few. */
export function unitOptions(data: Choosing): Unit[] {
  if (data.matches.length > 0) return data.units.filter(({ id }) => data.matches.includes(id));
  return data.units.length <= UNIT_BUTTONS_MAX ? data.units : [];
}

/** Reads a unit from a button or from words; several that fit are offered as buttons at `step` again. */
export function readUnit<D extends Choosing>(input: StepInput, data: D, step: string): StepResult<D> {
  if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
  if (input.kind === 'choice') {
    const chosen = data.units.find(({ id }) => `${id}` === input.value);
    return chosen ? { ok: true, data: { ...data, unit: chosen, matches: [] } } : { ok: false, code: 'stepNeedsChoice' };
  }
  const found = unitsNamed(data.units, input.text);
  const [only] = found;
  if (!only) return { ok: false, code: 'unitUnclear', params: { query: input.text.slice(0, 20) } };
  if (found.length === 1) return { ok: true, data: { ...data, unit: only, matches: [] } };
  return {
    ok: true,
    data: { ...data, matches: found.slice(0, UNIT_BUTTONS_MAX).map(({ id }) => id) },
    goTo: step,
  };
}
