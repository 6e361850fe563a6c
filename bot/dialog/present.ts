import type { Dialog } from '../../commands/dialogs/definition.js';
import { buttonId } from '../../domain/button.js';
import { type Button, type Message, note } from '../../domain/message.js';
import type { Phrases } from '../../services/texts/index.js';
import { type Draft, type Move, stepOf } from './engine.js';

/** The action name of every dialog button. */
export const DIALOG_ACTION = 'step';

/** Options in a row: short labels share one, long ones stand alone, so that nothing is cut on a phone. */
const ROW_CHARACTERS = 14;

/** A step as a message: what was not understood (if anything), the question, its options, and the moves. */
export function presentStep(
  dialog: Dialog<unknown>,
  stateId: number,
  draft: Draft,
  t: Phrases,
  error?: { code: string; params: Record<string, string | number> },
): Message {
  const step = stepOf(dialog, draft);
  const view = step.ask(draft.data, t);
  const button = (token: string, label: string, style?: Button['style']): Button => ({
    id: buttonId(DIALOG_ACTION, stateId, `${draft.seq}.${token}`),
    label,
    ...(style ? { style } : {}),
  });
  const moves: Move[] = draft.trail.length > 0 ? ['back'] : [];
  if (step.optional) moves.push('skip');
  moves.push('later', 'cancel');
  const message: Message = {
    lines: error ? [note(t.error(error.code, error.params)), ...view.lines] : view.lines,
    buttons: [
      ...rows(view.options.map((option) => button(`o.${option.value}`, option.label, option.style))),
      moves.map((each) => button(each, t.moves[each])),
    ],
  };
  return message;
}

function rows(buttons: Button[]): Button[][] {
  const out: Button[][] = [];
  let used = 0;
  for (const each of buttons) {
    const row = out.at(-1);
    if (row && row.length < 4 && used + each.label.length <= ROW_CHARACTERS) {
      row.push(each);
      used += each.label.length;
    } else {
      out.push([each]);
      used = each.label.length;
    }
  }
  return out;
}

/** Reads a dialog button's token: `<seq>.o.<value>` or `<seq>.<move>`; null when it is not of that form. */
export function readToken(token: string): { seq: number; value: string } | { seq: number; move: Move } | null {
  const match = /^(\d+)\.(?:o\.([0-9A-Za-z_.-]+)|(back|skip|later|cancel))$/.exec(token);
  if (!match) return null;
  const seq = Number(match[1]);
  return match[2] === undefined ? { seq, move: match[3] as Move } : { seq, value: match[2] };
}
