import { h, icon, openDialog } from './dom.js';

const WIDTH = 340;
const EDGE = 12;
const NARROW = '(max-width: 719px)';

function place(dialog, anchor) {
  if (matchMedia(NARROW).matches) return;
  const box = anchor.getBoundingClientRect();
  dialog.style.left = `${Math.max(EDGE, Math.min(box.left, innerWidth - WIDTH - EDGE))}px`;
  const below = innerHeight - box.bottom - EDGE - 6;
  if (below >= 320) {
    dialog.style.top = `${box.bottom + 6}px`;
    dialog.style.maxHeight = `${Math.min(below, 560)}px`;
  } else {
    const height = Math.min(box.top - EDGE - 6, 560);
    dialog.style.top = `${box.top - 6 - height}px`;
    dialog.style.maxHeight = `${height}px`;
    dialog.style.height = `${height}px`;
  }
}

function optionNode(entry, currentId, pick) {
  const current = entry.id === currentId;
  return h(
    'button',
    {
      type: 'button',
      class: 'option',
      role: 'option',
      tabindex: '-1',
      'aria-selected': String(current),
      data: { pickerOption: entry.id },
      onClick: () => pick(entry),
    },
    entry.avatar(),
    h(
      'span',
      { class: 'option-words' },
      h('span', { class: 'option-name' }, entry.name),
      h('span', { class: 'option-detail' }, entry.detail),
    ),
    entry.unread > 0 ? h('span', { class: 'badge' }, entry.unread > 99 ? '99+' : String(entry.unread)) : null,
    current ? icon('check') : null,
  );
}

function matches(entry, words, filter) {
  if (filter === 'unread' && entry.unread === 0) return false;
  if (filter !== 'all' && filter !== 'unread' && entry.group.key !== filter) return false;
  const text = `${entry.name} ${entry.detail} ${entry.group.label}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * A searchable list in a dialog: under its anchor on a wide window, from the bottom on a phone.
 * entries: {id, name, detail, group: {key, label}, avatar(), unread}, already in order. `onPick(id)` after it closed.
 */
export function openPicker({ anchor, title, entries, currentId, onPick }) {
  let filter = 'all';
  let active = -1;
  let options = [];
  const list = h('div', { class: 'picker-list', role: 'listbox', 'aria-label': title });
  const search = h('input', {
    type: 'search',
    class: 'picker-search',
    placeholder: '搜姓名、单位',
    'aria-label': '搜索',
    autocomplete: 'off',
    data: { pickerSearch: '' },
  });
  const groups = [...new Map(entries.map((entry) => [entry.group.key, entry.group])).values()];
  const unread = entries.filter((entry) => entry.unread > 0).length;
  const kinds = [
    ['all', '全部'],
    ...(unread > 0 ? [['unread', `未读 ${unread}`]] : []),
    ...groups.map(({ key, label }) => [key, label]),
  ];
  const filters = h('div', { class: 'picker-filters', role: 'group', 'aria-label': '筛选' });

  function pick(entry) {
    dialog.close();
    onPick(entry.id);
  }

  function setActive(index) {
    options[active]?.classList.remove('option-active');
    active = options.length === 0 ? -1 : (index + options.length) % options.length;
    options[active]?.classList.add('option-active');
    options[active]?.scrollIntoView({ block: 'nearest' });
  }

  function draw() {
    const words = search.value.trim().toLowerCase().split(/\s+/u).filter(Boolean);
    const found = entries.filter((entry) => matches(entry, words, filter));
    const nodes = [];
    options = [];
    for (const [index, entry] of found.entries()) {
      if (found[index - 1]?.group.key !== entry.group.key) {
        const size = found.filter((other) => other.group.key === entry.group.key).length;
        nodes.push(
          h('div', { class: 'picker-group', role: 'presentation' }, entry.group.label, h('span', null, String(size))),
        );
      }
      options.push(optionNode(entry, currentId, pick));
      nodes.push(options.at(-1));
    }
    if (found.length === 0) nodes.push(h('p', { class: 'picker-none' }, '没有找到，换个词试试。'));
    list.replaceChildren(...nodes);
    list.scrollTop = 0;
    active = -1;
    if (words.length > 0) setActive(0);
  }

  function drawFilters() {
    filters.replaceChildren(
      ...kinds.map(([key, label]) =>
        h(
          'button',
          {
            type: 'button',
            class: 'filter',
            'aria-pressed': String(key === filter),
            data: { pickerFilter: key },
            onClick: () => {
              filter = key;
              drawFilters();
              draw();
            },
          },
          label,
        ),
      ),
    );
  }

  search.addEventListener('input', draw);
  const dialog = h(
    'dialog',
    { class: 'picker', 'aria-label': title, data: { pickerPanel: '' } },
    h(
      'div',
      { class: 'picker-body' },
      h(
        'div',
        { class: 'picker-head' },
        h('span', { class: 'picker-title' }, title),
        h(
          'button',
          { type: 'button', class: 'plain', 'aria-label': '关闭', onClick: () => dialog.close() },
          icon('close'),
        ),
      ),
      h('label', { class: 'picker-field' }, icon('search'), search),
      kinds.length > 2 ? filters : null,
      list,
    ),
  );
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === 'Enter' && event.target === search && !event.isComposing && active >= 0) {
      event.preventDefault();
      options[active].click();
    }
  });
  drawFilters();
  draw();
  place(dialog, anchor);
  openDialog(dialog);
  search.focus();
  list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' });
}
