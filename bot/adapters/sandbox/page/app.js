import * as api from './api.js';
import { createBoard } from './board.js';
import { createChatStore } from './chatStore.js';
import { createClock } from './clock.js';
import { h } from './dom.js';
import { openHelp } from './guide.js';
import { toast } from './toast.js';

/** Events may trail the answer to a clock move by a moment; the count of touched chats waits for them. */
const EVENTS_TRAIL_MS = 150;

let touchedByMove = null;

const store = createChatStore((record) => board.update(record));
const clock = createClock({ onMoving, onTick: () => board.updateAll() });
const board = createBoard({ store, clockNow: clock.now, onStart: () => clock.moveThroughMorning() });

function onMoving() {
  touchedByMove = new Set();
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, EVENTS_TRAIL_MS));
    await store.settled();
    const count = touchedByMove.size;
    touchedByMove = null;
    return count;
  };
}

function followEvents() {
  const offline = document.querySelector('[data-offline]');
  let lost = false;
  api.follow({
    onEvent: (event) => {
      if (Array.isArray(event.chats)) {
        for (const id of event.chats) touchedByMove?.add(id);
        void store.touch(event.chats);
      }
      if (event.clock) clock.refresh().catch((error) => toast(error.message, 'bad'));
    },
    onOpen: () => {
      offline.hidden = true;
      if (!lost) return;
      lost = false;
      void store.touch(board.shownIds());
      clock.refresh().catch(() => {});
    },
    onLost: () => {
      lost = true;
      offline.hidden = false;
    },
  });
}

async function start() {
  const place = document.querySelector('[data-board]');
  try {
    await Promise.all([store.load(), clock.refresh()]);
  } catch (error) {
    place.replaceChildren(
      h(
        'div',
        { class: 'board-note' },
        h('p', null, error.message),
        h('button', { type: 'button', class: 'start', onClick: start }, '再试一次'),
      ),
    );
    return;
  }
  board.start();
  followEvents();
}

document.querySelector('[data-help]').addEventListener('click', openHelp);
void start();
