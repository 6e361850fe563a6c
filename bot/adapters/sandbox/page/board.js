import { chatAvatar } from './avatar.js';
import { createChatPane } from './chatPane.js';
import { unreadOf } from './chatStore.js';
import { h } from './dom.js';
import { openPicker } from './picker.js';
import { chatDetail, chatName, chatRole, firstChats, ROLE_ORDER } from './roles.js';

const REMEMBERED = 'duban.sandbox.columns';

function remembered(store) {
  try {
    const ids = JSON.parse(localStorage.getItem(REMEMBERED) ?? '[]').filter((id) => store.get(id));
    return [...new Set(ids)];
  } catch {
    return [];
  }
}

function remember(ids) {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(ids));
  } catch {
    // Private windows may refuse storage; the columns then start afresh next time.
  }
}

const badgeText = (count) => (count > 99 ? '99+' : String(count));

/** The columns, and the tabs that lead to them: on a phone one at a time, on a wide window when they do not fit. */
export function createBoard({ store, clockNow, onStart }) {
  const place = document.querySelector('[data-board]');
  const tabs = document.querySelector('[data-tabs]');
  const total = document.querySelector('[data-unread-total]');
  const panes = new Map();
  let ids = [];
  let active = null;

  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries)
        panes.get(entry.target.dataset.chatColumn)?.setOnScreen(entry.intersectionRatio >= 0.6);
      drawBadges();
    },
    { threshold: [0, 0.6] },
  );

  function paneOf(id) {
    const made = createChatPane({
      record: store.get(id),
      store,
      clockNow,
      isGuide: () => ids[0] === id,
      onStart,
      onSwitch: (anchor) => choose(anchor, id),
      onClose: () => setColumns(ids.filter((other) => other !== id)),
    });
    panes.set(id, made);
    seen.observe(made.element);
    store.show(id, true);
    return made;
  }

  function setColumns(next) {
    const at = ids.indexOf(active);
    for (const id of ids.filter((old) => !next.includes(old))) {
      seen.unobserve(panes.get(id).element);
      panes.get(id).stop();
      panes.delete(id);
      store.show(id, false);
    }
    ids = next;
    if (!ids.includes(active)) active = ids[Math.max(0, Math.min(at, ids.length - 1))];
    place.replaceChildren(...ids.map((id) => (panes.get(id) ?? paneOf(id)).element));
    place.classList.toggle('board-single', ids.length === 1);
    remember(ids);
    for (const pane of panes.values()) pane.update();
    drawTabs();
  }

  function activate(id, { flash } = {}) {
    active = id;
    drawTabs();
    const { element } = panes.get(id);
    element.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' });
    if (flash) element.animate([{ boxShadow: '0 0 0 3px var(--accent)' }, { boxShadow: '0 0 0 3px transparent' }], 900);
  }

  /** Opens the list of all chats; the choice takes the place of column `replaced`, or is added at the end. */
  function choose(anchor, replaced) {
    const entries = store.all().map((record) => ({
      id: String(record.chat.id),
      name: chatName(record.chat),
      detail: chatDetail(record.chat),
      group: chatRole(record.chat),
      avatar: () => chatAvatar(record.chat),
      unread: unreadOf(record),
    }));
    openPicker({
      anchor,
      title: replaced ? '换一个会话' : '打开一个会话',
      currentId: replaced,
      entries: entries.sort((a, b) => ROLE_ORDER.indexOf(a.group.key) - ROLE_ORDER.indexOf(b.group.key)),
      onPick: (id) => {
        if (!ids.includes(id)) {
          if (active === replaced) active = id;
          setColumns(replaced ? ids.map((old) => (old === replaced ? id : old)) : [...ids, id]);
        }
        activate(id, { flash: true });
      },
    });
  }

  function drawTabs() {
    for (const [id, { element }] of panes) element.classList.toggle('pane-active', id === active);
    tabs.replaceChildren(
      ...ids.map((id) => {
        const { chat } = store.get(id);
        return h(
          'button',
          {
            type: 'button',
            class: 'tab',
            'aria-current': id === active ? 'true' : null,
            data: { tab: id },
            onClick: () => activate(id),
          },
          h('span', { class: 'tab-name' }, chat.kind === 'group' ? '群聊' : chatName(chat)),
          h(
            'span',
            { class: 'tab-detail' },
            chat.kind === 'group' ? `${chat.members.length} 人` : chatRole(chat).label,
          ),
          h('span', { class: 'badge', hidden: true, data: { unread: '' } }),
        );
      }),
    );
    tabs.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    drawBadges();
    drawOverflow();
  }

  function drawBadges() {
    for (const tab of tabs.children) {
      const unread = unreadOf(store.get(tab.dataset.tab));
      tab.classList.toggle('tab-seen', panes.get(tab.dataset.tab).isOnScreen());
      const badge = tab.querySelector('[data-unread]');
      badge.hidden = unread === 0;
      badge.textContent = badgeText(unread);
    }
    const waiting = store.all().filter((record) => unreadOf(record) > 0).length;
    total.hidden = waiting === 0;
    total.textContent = badgeText(waiting);
    total.parentElement.setAttribute('aria-label', waiting > 0 ? `全部会话，${waiting} 个有未读消息` : '全部会话');
  }

  /** A wide window shows the tabs only when its columns do not fit. */
  function drawOverflow() {
    tabs.classList.toggle('tabs-needed', place.scrollWidth - place.clientWidth > 40);
  }

  new ResizeObserver(drawOverflow).observe(place);
  document.querySelector('[data-all-chats]').addEventListener('click', (event) => choose(event.currentTarget, null));
  document.addEventListener('visibilitychange', () => {
    for (const pane of panes.values()) pane.update();
  });

  return {
    start() {
      const before = remembered(store);
      setColumns(before.length > 0 ? before : firstChats(store.all().map((record) => record.chat)));
    },
    /** Draws one chat's column and the badges again. */
    update(record) {
      panes.get(String(record.chat.id))?.update();
      drawBadges();
    },
    updateAll() {
      for (const pane of panes.values()) pane.update();
    },
    shownIds: () => ids,
  };
}
