import { chatAvatar } from './avatar.js';
import { unreadOf } from './chatStore.js';
import { createComposer } from './composer.js';
import { h, icon } from './dom.js';
import { emptyNode } from './guide.js';
import { chatDetail, chatName, chatRole, personOf, roleOf } from './roles.js';
import { createSpeakerBar } from './speakerBar.js';
import { createThreadView } from './threadView.js';
import { toast } from './toast.js';

const NEAR_END_PX = 48;

function paneHead(chat, { onSwitch, onClose }) {
  return h(
    'header',
    { class: 'pane-head' },
    h(
      'button',
      {
        type: 'button',
        class: 'pane-title',
        'aria-haspopup': 'dialog',
        'aria-label': `${chatName(chat)}，${chatDetail(chat)}。换一个会话`,
        title: '换一个会话',
        data: { picker: chat.id },
        onClick: (event) => onSwitch(event.currentTarget),
      },
      chatAvatar(chat),
      h(
        'span',
        { class: 'pane-words' },
        h('span', { class: 'pane-name' }, h('span', { class: 'pane-who' }, chatName(chat)), icon('down')),
        h('span', { class: 'pane-detail' }, chatDetail(chat)),
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'plain pane-close',
        'aria-label': '关闭这一列',
        title: '关闭这一列',
        data: { close: '' },
        onClick: onClose,
      },
      icon('close'),
    ),
  );
}

/**
 * One chat as a column. `clockNow()` is the sandbox's time as ISO text, `isGuide()` tells whether an empty
 * thread carries the newcomer's steps, `onStart` is what their first step does.
 */
export function createChatPane({ record, store, clockNow, isGuide, onStart, onSwitch, onClose }) {
  const { chat } = record;
  const thread = h('div', { class: 'thread' });
  const empty = h('div', { class: 'empty-place' });
  const scroller = h(
    'div',
    { class: 'scroller', role: 'log', tabindex: '0', 'aria-label': `与${chatName(chat)}的消息` },
    empty,
    thread,
  );
  const newCount = h('span');
  const jump = h(
    'button',
    { type: 'button', class: 'jump', hidden: true, data: { jump: '' }, onClick: () => toEnd() },
    newCount,
    icon('down'),
  );
  const draw = createThreadView(thread);
  const speakers = chat.kind === 'group' ? createSpeakerBar(chat, speakerChanged) : null;
  const speaker = () => speakers?.current().id ?? personOf(chat)?.id;
  const trouble = (error) => {
    toast(error.message, 'bad');
    throw error;
  };
  const composer = createComposer({
    name: chatName(chat),
    commands: commandsNow(),
    onSay: (text) => {
      pinned = true;
      return store.say(record, speaker(), text).catch(trouble);
    },
    onFile,
  });
  const element = h(
    'section',
    { class: 'pane', 'aria-label': chatName(chat), data: { chatColumn: chat.id } },
    paneHead(chat, { onSwitch, onClose }),
    h('div', { class: 'pane-middle' }, scroller, jump),
    speakers?.element,
    composer.element,
  );
  let pinned = true;
  let onScreen = false;
  let emptySign = null;
  let lastTop = 0;

  function commandsNow() {
    return speakers
      ? chatRole(chat).commands.filter(
          (word) => word === '/帮助' || roleOf(speakers.current().role).commands.includes(word.slice(1)),
        )
      : chatRole(chat).commands;
  }

  function speakerChanged() {
    composer.setCommands(commandsNow());
    update();
  }

  function onFile(file) {
    pinned = true;
    return store.upload(record, speaker(), file).catch((error) => toast(error.message, 'bad'));
  }

  function onPress(message, button) {
    store.press(record, speaker(), message, button).catch((error) => toast(error.message, 'bad'));
  }

  function drawEmpty() {
    const guide = isGuide();
    const sign = `${record.loaded} ${guide} ${record.error?.message ?? ''}`;
    if (sign === emptySign) return;
    emptySign = sign;
    empty.replaceChildren(emptyNode({ record, guide, onStart, onRetry: () => store.touch([chat.id]) }));
  }

  function toEnd() {
    pinned = true;
    scroller.scrollTop = scroller.scrollHeight;
    update();
  }

  function update() {
    if (onScreen && pinned && !document.hidden) store.markRead(record);
    draw(record, { speaker: speaker(), nowIso: clockNow(), onPress });
    const nothing = record.messages.length === 0 && record.waiting.length === 0;
    element.dataset.loaded = String(record.loaded);
    thread.classList.toggle('thread-cut', record.cut);
    empty.hidden = !nothing;
    drawEmpty();
    const unread = unreadOf(record);
    jump.hidden = pinned || unread === 0;
    newCount.textContent = `${unread} 条新消息`;
    if (pinned) scroller.scrollTop = scroller.scrollHeight;
  }

  scroller.addEventListener('scroll', () => {
    // A hidden column reports zero heights; that is not somebody scrolling.
    if (scroller.clientHeight === 0) return;
    const was = pinned;
    const nearEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    // Only a move upwards leaves the end: a picture that has just loaded also puts the end further away.
    if (nearEnd) pinned = true;
    else if (scroller.scrollTop < lastTop) pinned = false;
    lastTop = scroller.scrollTop;
    if (pinned && !was) update();
  });
  const sizes = new ResizeObserver(() => {
    if (pinned) scroller.scrollTop = scroller.scrollHeight;
  });
  sizes.observe(scroller);
  sizes.observe(thread);

  element.addEventListener('dragover', (event) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    element.classList.add('pane-drop');
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget)) element.classList.remove('pane-drop');
  });
  element.addEventListener('drop', (event) => {
    element.classList.remove('pane-drop');
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    for (const file of event.dataTransfer.files) onFile(file);
  });

  return {
    element,
    update,
    /** Told by the board when the column comes into or leaves the window. */
    setOnScreen(visible) {
      onScreen = visible;
      if (visible) update();
    },
    isOnScreen: () => onScreen,
    stop: () => sizes.disconnect(),
  };
}
