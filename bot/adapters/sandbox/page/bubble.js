import { botAvatar, personAvatar } from './avatar.js';
import { buttonRows } from './buttons.js';
import { dayText, timeText } from './calendarText.js';
import { h, safeUrl } from './dom.js';
import { textNodes } from './messageText.js';
import { openViewer } from './viewer.js';

function pictureNode(address, name) {
  const url = safeUrl(address);
  if (!url) return null;
  const image = h('img', { src: url, alt: name ?? '图片', decoding: 'async' });
  const frame = h(
    'button',
    {
      type: 'button',
      class: 'picture',
      'aria-label': '查看全图',
      data: { picture: '' },
      onClick: () => openViewer(url, name),
    },
    image,
  );
  // A picture in a hidden column has no size until the column is shown.
  new ResizeObserver(() => {
    frame.classList.toggle('picture-cut', image.naturalHeight * image.width > image.naturalWidth * (image.height + 1));
  }).observe(image);
  return frame;
}

function fileNameOf(message) {
  if (message.fileName) return message.fileName;
  const last = message.file.split(/[?#]/u)[0].split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || '文件';
  } catch {
    return last || '文件';
  }
}

function fileKind(name) {
  const end = name.split('.').pop().toLowerCase();
  if (/^(xlsx?|csv)$/u.test(end)) return ['表', 'sheet'];
  if (/^(docx?|txt|md)$/u.test(end)) return ['文', 'text'];
  if (end === 'pdf') return ['PDF', 'pdf'];
  if (/^(png|jpe?g|gif|webp|heic)$/u.test(end)) return ['图', 'image'];
  return ['件', 'other'];
}

/** The card of a file: kind, name, what a click does. `note` replaces the last line while it is on its way. */
export function fileCard(name, address, note) {
  const [letters, kind] = fileKind(name);
  const body = [
    h('span', { class: `file-kind file-${kind}`, 'aria-hidden': 'true' }, letters),
    h(
      'span',
      { class: 'file-words' },
      h('span', { class: 'file-name' }, name),
      h('span', { class: 'file-note' }, note ?? '点击打开'),
    ),
  ];
  const url = address && safeUrl(address);
  if (!url) return h('span', { class: 'file' }, body);
  return h(
    'a',
    { class: 'file', href: url, target: '_blank', rel: 'noopener', download: name, data: { attachment: '' } },
    body,
  );
}

/**
 * One message. `look`: own (right side), lead (first of a run, carries the avatar), sender (name line in groups or null),
 * pressing (id of the button on its way, or undefined), onPress(message, button).
 */
export function messageNode(message, look) {
  const bot = message.from === 'bot';
  const picture = message.image ? pictureNode(message.image, message.fileName) : null;
  const text = message.text ? h('div', { class: 'text' }, textNodes(message.text, message.bold)) : null;
  const file = message.file ? fileCard(fileNameOf(message), message.file) : null;
  const acts = buttonRows(message, look);
  const avatar = bot ? botAvatar() : personAvatar(message.from.id, message.from.name);
  return h(
    'article',
    {
      class: `row ${look.own ? 'row-own' : 'row-other'}${look.lead ? ' row-lead' : ''}`,
      data: { message: message.id, from: bot ? 'bot' : message.from.id },
      'aria-label': `${bot ? '督办' : message.from.name}，${timeText(message.at)}`,
    },
    look.own ? null : h('div', { class: 'row-face' }, look.lead ? avatar : null),
    h(
      'div',
      { class: 'row-body' },
      look.lead && look.sender ? h('div', { class: 'sender' }, look.sender) : null,
      h(
        'div',
        {
          class: `bubble${picture ? ' bubble-picture' : ''}${acts ? ' bubble-acts' : ''}${message.retracted ? ' bubble-retracted' : ''}`,
          title: `${dayText(message.at)} ${timeText(message.at)}`,
        },
        [picture, text, file, acts],
      ),
      message.retracted ? h('div', { class: 'edited', data: { retracted: '' } }, message.retracted) : null,
      message.edited && !message.retracted ? h('div', { class: 'edited' }, '已更新') : null,
    ),
  );
}

/** What one has just sent, until the program has answered. */
export function waitingNode({ text, fileName }) {
  const content = fileName ? fileCard(fileName, null, '正在上传…') : h('div', { class: 'text' }, text);
  return h(
    'div',
    { class: 'row row-own row-lead row-waiting', data: { waiting: '' } },
    h('div', { class: 'row-body' }, h('div', { class: 'bubble' }, content)),
    h('span', { class: 'spinner spinner-on', role: 'img', 'aria-label': '正在发送' }),
  );
}

/** The centred line between runs: the day where it changes, and the time. */
export function timeNode({ day, time }) {
  return day
    ? h('div', { class: 'when when-day', role: 'separator' }, h('span', null, `${day}　${time}`))
    : h('div', { class: 'when' }, h('span', null, time));
}
