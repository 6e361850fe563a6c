import { h } from './dom.js';

const SHOWN_MS = 5000;

/** Shows a short message at the top of the page; `tone` is 'plain' or 'bad'. A click dismisses it. */
export function toast(text, tone = 'plain') {
  const place = document.querySelector('[data-toasts]');
  const card = h(
    'button',
    { type: 'button', class: `toast toast-${tone}`, data: { toast: tone }, title: '点击关闭' },
    text,
  );
  const close = () => card.remove();
  card.addEventListener('click', close);
  while (place.childElementCount >= 3) place.firstElementChild.remove();
  place.append(card);
  setTimeout(close, tone === 'bad' ? SHOWN_MS * 1.6 : SHOWN_MS);
}
