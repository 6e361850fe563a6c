import { h, icon } from './dom.js';

/** The room for buttons in the narrowest column, and what a button needs beside its words; both in pixels. */
const ROOM = 232;
const GAP = 6;
const AROUND = 20;

/** About how wide a label is at 13px: a Chinese character takes the full size, a Latin one a good half. */
function labelWidth(label) {
  return [...label].reduce((sum, char) => sum + (char.codePointAt(0) > 0x2e80 ? 13 : 8), 0);
}

const wholeLine = (label) => labelWidth(label) + AROUND > (ROOM - GAP) / 2;

/** How many columns of equal width lay out these labels evenly; a label too long for half a line takes a whole one. */
export function columnsFor(labels) {
  const short = labels.filter((label) => !wholeLine(label));
  if (short.length === 0) return 1;
  const cell = Math.max(...short.map(labelWidth)) + AROUND;
  const most = Math.floor((ROOM + GAP) / (cell + GAP));
  return Math.ceil(short.length / Math.ceil(short.length / most));
}

function buttonNode(button, message, { pressing, onPress }) {
  const spinning = pressing === button.id;
  return h(
    'button',
    {
      type: 'button',
      class: `act${button.style ? ` act-${button.style}` : ''}`,
      data: { button: button.id },
      disabled: Boolean(button.disabled) || pressing !== undefined,
      'aria-busy': spinning ? 'true' : null,
      onClick: () => onPress(message.id, button.id),
    },
    spinning ? h('span', { class: 'spinner spinner-on', 'aria-hidden': 'true' }) : null,
    h('span', null, button.label),
  );
}

function rowNode(buttons, message, look) {
  const columns = columnsFor(buttons.map(({ label }) => label));
  const nodes = buttons.map((button) => buttonNode(button, message, look));
  const short = nodes.filter((node, index) => {
    const whole = wholeLine(buttons[index].label);
    node.classList.toggle('act-wide', whole);
    return !whole;
  });
  if (columns === 2 && short.length % 2 === 1) short.at(-1).classList.add('act-wide');
  const row = h('div', { class: 'act-row' }, nodes);
  row.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  return row;
}

/**
 * The buttons of a message in its own rows; those that no row names follow below, and what was chosen comes last.
 * Null when there are none.
 */
export function buttonRows(message, look) {
  const buttons = message.buttons ?? [];
  if (buttons.length === 0) return null;
  const byId = new Map(buttons.map((button) => [button.id, button]));
  const laid = (message.rows ?? []).map((row) => row.map((id) => byId.get(id)).filter(Boolean));
  const placed = new Set(laid.flat());
  const rest = buttons.filter((button) => !placed.has(button));
  const rows = [...laid, rest].filter((row) => row.length > 0);
  return h(
    'div',
    { class: 'acts' },
    rows.map((row) => rowNode(row, message, look)),
    message.chosen
      ? h('div', { class: 'chosen', data: { chosen: '' } }, icon('check'), h('span', null, message.chosen))
      : null,
  );
}
