import type { Dialog, Step, StepInput } from '../../commands/dialogs/definition.js';

/** A draft: where a person is in a dialog. `seq` grows with every answer, so that buttons of older steps are known. */
export interface Draft {
  step: string;
  seq: number;
  data: unknown;
  /** Steps gone through, oldest first. */
  trail: string[];
}

/** The moves that every step offers. */
export type Move = 'back' | 'skip' | 'later' | 'cancel';

/** What came of an input. `ask` shows a step, with an error when the input was not understood. */
export type Turn =
  | { kind: 'ask'; draft: Draft; error?: { code: string; params: Record<string, string | number> } }
  | { kind: 'park'; draft: Draft }
  | { kind: 'cancel' }
  | { kind: 'finish'; draft: Draft };

/** The first draft of a dialog. */
export function begin(dialog: Dialog<unknown>, data: unknown): Draft {
  return { step: dialog.first(data), seq: 0, data, trail: [] };
}

/** The step a draft stands at. Throws RangeError when the definition does not know it. */
export function stepOf(dialog: Dialog<unknown>, draft: Draft): Step<unknown> {
  const step = dialog.steps[draft.step];
  if (!step) throw new RangeError(`dialog ${dialog.name} has no step ${draft.step}`);
  return step;
}

/** Carries out a move that is the same in every dialog. Skipping a step that must be answered asks it again. */
export function move(dialog: Dialog<unknown>, draft: Draft, to: Move): Turn {
  const seq = draft.seq + 1;
  switch (to) {
    case 'cancel':
      return { kind: 'cancel' };
    case 'later':
      return { kind: 'park', draft: { ...draft, seq } };
    case 'back': {
      const previous = draft.trail.at(-1);
      if (previous === undefined) return { kind: 'ask', draft: { ...draft, seq } };
      return { kind: 'ask', draft: { ...draft, seq, step: previous, trail: draft.trail.slice(0, -1) } };
    }
    case 'skip': {
      const step = stepOf(dialog, draft);
      if (!step.optional)
        return { kind: 'ask', draft: { ...draft, seq }, error: { code: 'stepNeedsAnswer', params: {} } };
      return onward(draft, draft.data, step.next(draft.data));
    }
  }
}

/** Gives an input to the step a draft stands at. Pure: the same draft and input give the same turn. */
export function answer(dialog: Dialog<unknown>, draft: Draft, input: StepInput): Turn {
  const step = stepOf(dialog, draft);
  const result = step.accept(input, draft.data);
  if (!result.ok)
    return {
      kind: 'ask',
      draft: { ...draft, seq: draft.seq + 1 },
      error: { code: result.code, params: result.params ?? {} },
    };
  return onward(draft, result.data, result.goTo ?? step.next(result.data));
}

function onward(draft: Draft, data: unknown, next: string | null): Turn {
  const seq = draft.seq + 1;
  if (next === null) return { kind: 'finish', draft: { ...draft, seq, data } };
  // A step that leads to itself (one more file) is not gone through twice.
  const trail = next === draft.step ? draft.trail : [...draft.trail, draft.step];
  return { kind: 'ask', draft: { step: next, seq, data, trail } };
}
