import { buttonId } from '../../domain/button.js';
import type { Button, Message, StoredFile } from '../../domain/message.js';
import type { ImportReading } from '../documents/tables/importTypes.js';
import type { Mark } from '../documents/tables/markTable.js';
import type { Phrases } from '../texts/index.js';
import { type RowOutcome, totalsOf } from './outcome.js';

/** Problems that the message itself names; the rest stands in the marked file. */
const EXAMPLES = 2;

/** What a dry run found, with what can be done next. */
export function dryRunMessage(
  draft: { id: number; round: number; name: string; hidden: boolean },
  reading: ImportReading,
  outcomes: readonly RowOutcome[],
  t: Phrases,
  marked: StoredFile | null,
): Message {
  const totals = totalsOf(outcomes);
  const token = String(draft.round);
  const button = (action: string, label: string, style?: Button['style']): Button => ({
    id: buttonId(action, draft.id, token),
    label,
    ...(style ? { style } : {}),
  });
  const writes = totals.new + totals.changed > 0;
  const hidden = reading.sheets.some((sheet) => sheet.hiddenRows > 0) && !draft.hidden;
  const examples = outcomes
    .flatMap(({ row, state }) =>
      row.kind === 'ledger' && row.guessed && state !== 'wrong'
        ? [{ words: row.dueWords.slice(0, 12), dueOn: row.dueOns.at(-1) ?? '' }]
        : [],
    )
    .filter((each, index, all) => all.findIndex((other) => other.words === each.words) === index)
    .slice(0, EXAMPLES);
  const message = t.importing.dryRun(
    {
      name: draft.name,
      sheets: reading.sheets,
      totals,
      examples,
      problems: outcomes.flatMap(({ row }) =>
        row.problems.map(({ column, code, params }) => ({ sheet: row.sheet, row: row.row, column, code, params })),
      ),
    },
    [
      [
        ...(writes ? [button('importConfirm', t.importing.confirm, 'primary')] : []),
        button('importColumns', t.importing.columns),
        ...(hidden ? [button('importHidden', t.importing.withHidden)] : []),
        button('importCancel', t.importing.cancel),
      ],
    ],
  );
  return marked ? { ...message, file: marked } : message;
}

/** What to write beside the wrong rows of a file. */
export function marksOf(outcomes: readonly RowOutcome[], t: Phrases): Mark[] {
  return outcomes
    .filter(({ row }) => row.problems.length > 0)
    .map(({ row }) => ({
      sheet: row.sheet,
      row: row.row,
      words: row.problems
        .map((each) => `${each.column === '' ? '' : `${each.column}：`}${t.importing.problem(each.code, each.params)}`)
        .join('；'),
    }));
}
