import { messageNode, timeNode, waitingNode } from './bubble.js';
import { dayKey, dayText, timeText } from './calendarText.js';

/** A pause this long starts a new run of messages, with the time above it. */
const RUN_MS = 5 * 60_000;

const senderOf = (message) => (message.from === 'bot' ? 'bot' : message.from.id);

function senderLine(message, chat) {
  if (chat.kind !== 'group') return null;
  if (message.from === 'bot') return '督办';
  const member = chat.members.find(({ id }) => id === message.from.id);
  const place = [member?.unit, member?.role].filter(Boolean).join('');
  return place ? `${message.from.name}·${place}` : message.from.name;
}

/** The lines of a thread in order: {key, sign, build}. Equal key and sign mean that the node on the page still stands. */
function linesOf(record, { speaker, nowIso, onPress }) {
  const lines = [];
  let before = null;
  for (const message of record.messages) {
    const newDay = !before || dayKey(before.at) !== dayKey(message.at);
    const pause = newDay || new Date(message.at) - new Date(before.at) >= RUN_MS;
    if (pause) {
      const label = { day: newDay ? dayText(message.at, nowIso) : null, time: timeText(message.at) };
      lines.push({ key: `t${message.id}`, sign: JSON.stringify(label), build: () => timeNode(label) });
    }
    const look = {
      own: message.from !== 'bot' && (record.chat.kind === 'private' || message.from.id === speaker),
      lead: pause || senderOf(before) !== senderOf(message),
      pressing: record.pressing.get(message.id),
      sender: senderLine(message, record.chat),
    };
    if (look.own) look.sender = null;
    lines.push({
      key: `m${message.id}`,
      sign: JSON.stringify([message, look]),
      build: () => messageNode(message, { ...look, onPress }),
    });
    before = message;
  }
  for (const entry of record.waiting) {
    const arrived = record.messages.some(
      ({ id, from, text, fileName }) =>
        id > entry.sinceId && from !== 'bot' && (entry.fileName ? fileName === entry.fileName : text === entry.text),
    );
    if (!arrived) lines.push({ key: `w${entry.key}`, sign: '', build: () => waitingNode(entry) });
  }
  return lines;
}

function focusedButton(place) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const message = focused?.closest('[data-message]')?.dataset.message;
  return focused?.dataset.button && message ? { message, button: focused.dataset.button } : null;
}

/** Keeps the nodes inside `place` in step with a record, touching only what changed. */
export function createThreadView(place) {
  let drawn = new Map();
  let lastFocus = null;

  return (record, look) => {
    lastFocus = focusedButton(place) ?? (document.activeElement === document.body ? lastFocus : null);
    const next = new Map();
    let cursor = place.firstChild;
    for (const line of linesOf(record, look)) {
      const old = drawn.get(line.key);
      const kept = old?.sign === line.sign ? old : { sign: line.sign, node: line.build() };
      if (old && old !== kept) {
        if (cursor === old.node) cursor = kept.node;
        old.node.replaceWith(kept.node);
      }
      if (kept.node === cursor) cursor = cursor.nextSibling;
      else place.insertBefore(kept.node, cursor);
      next.set(line.key, kept);
    }
    for (const [key, { node }] of drawn) if (!next.has(key)) node.remove();
    drawn = next;
    // A pressed button is drawn anew, which would drop a keyboard user at the top of the page.
    if (lastFocus && document.activeElement === document.body) {
      const { message, button } = lastFocus;
      place
        .querySelector(`[data-message="${CSS.escape(message)}"] [data-button="${CSS.escape(button)}"]:enabled`)
        ?.focus({ preventScroll: true });
    }
  };
}
