import type { StepInput, StepResult } from './definition.js';

/**
 * The last look: `done` is the option that hands the dialog in, every other one is the step to change. The draft is complete
 * from then on, so that a changed step leads straight back here. Only buttons are an answer.
 */
export function doneOrChange<D>(input: StepInput, data: D & { complete: boolean }, done: string): StepResult<D> {
  if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
  const complete = { ...data, complete: true };
  return input.value === done ? { ok: true, data: complete } : { ok: true, data: complete, goTo: input.value };
}
