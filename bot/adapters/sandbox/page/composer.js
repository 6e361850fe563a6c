import { h, icon } from './dom.js';

const MAX_HEIGHT = 132;
/** The box's borders, which its scroll height leaves out. */
const BORDERS = 2;

/**
 * The foot of a column: command chips, the attach button, the text box and send.
 * `onSay(text)` and `onFile(file)` return promises; when saying fails the words come back into the box.
 */
export function createComposer({ name, commands, onSay, onFile }) {
  const box = h('textarea', {
    class: 'say',
    rows: '1',
    placeholder: '输入消息，回车发送',
    enterkeyhint: 'send',
    autocomplete: 'off',
    'aria-label': `在与${name}的会话里输入消息`,
    data: { say: '' },
  });
  const chooser = h('input', { type: 'file', hidden: true, tabindex: '-1', data: { file: '' } });
  const send = h('button', { type: 'submit', class: 'send', disabled: true, data: { send: '' } }, '发送');
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': '常用指令' });

  function fit() {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + BORDERS, MAX_HEIGHT)}px`;
    box.style.overflowY = box.scrollHeight > MAX_HEIGHT ? 'auto' : 'hidden';
    send.disabled = box.value.trim() === '';
  }

  async function say(text) {
    const failed = await onSay(text).then(
      () => false,
      () => true,
    );
    if (failed && box.value === '') {
      box.value = text;
      fit();
    }
  }

  function submit() {
    const text = box.value.trim();
    if (text === '') return;
    box.value = '';
    fit();
    void say(text);
  }

  box.addEventListener('input', fit);
  box.addEventListener('keydown', (event) => {
    // Enter also ends a pinyin composition, and must not send then.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });
  chooser.addEventListener('change', () => {
    for (const file of chooser.files) onFile(file);
    chooser.value = '';
  });

  function setCommands(words) {
    chips.replaceChildren(
      ...words.map((word) =>
        h(
          'button',
          { type: 'button', class: 'chip', data: { command: word }, onClick: () => onSay(word).catch(() => {}) },
          word,
        ),
      ),
    );
  }
  setCommands(commands);

  const element = h(
    'form',
    {
      class: 'composer',
      onSubmit: (event) => {
        event.preventDefault();
        submit();
      },
    },
    chips,
    h(
      'div',
      { class: 'say-line' },
      h(
        'button',
        {
          type: 'button',
          class: 'plain',
          'aria-label': '发送图片或文件',
          title: '发送图片或文件',
          data: { attach: '' },
          onClick: () => chooser.click(),
        },
        icon('attach'),
      ),
      chooser,
      box,
      send,
    ),
  );
  return { element, setCommands };
}
