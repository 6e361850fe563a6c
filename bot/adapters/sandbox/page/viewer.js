import { h, icon, openDialog } from './dom.js';

/** Shows a picture large, over the page; `name` is its file name, if known. */
export function openViewer(url, name) {
  const dialog = h(
    'dialog',
    { class: 'viewer', 'aria-label': name ?? '图片', data: { viewer: '' } },
    h(
      'div',
      { class: 'viewer-bar' },
      h('span', { class: 'viewer-name' }, name ?? '图片'),
      h('a', { class: 'viewer-link', href: url, target: '_blank', rel: 'noopener' }, '打开原图'),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-label': '关闭', onClick: () => dialog.close() },
        icon('close'),
      ),
    ),
    h('div', { class: 'viewer-stage', onClick: () => dialog.close() }, h('img', { src: url, alt: name ?? '图片' })),
  );
  openDialog(dialog);
}
