import { h } from './dom.js';
import { personOf } from './roles.js';

const HUES = 7;

function hueOf(id) {
  let sum = 0;
  for (const char of String(id)) sum = (sum * 31 + char.codePointAt(0)) % 9973;
  return sum % HUES;
}

/** A small square with the last two characters of a name, as office chats in China show people without a photo. */
export function personAvatar(id, name) {
  const letters = [...name.replace(/[（(].*$/u, '').trim()].slice(-2).join('');
  return h('span', { class: `avatar hue-${hueOf(id)}`, 'aria-hidden': 'true' }, letters);
}

export function botAvatar() {
  return h('span', { class: 'avatar avatar-bot', 'aria-hidden': 'true' }, '督');
}

export function chatAvatar(chat) {
  const person = personOf(chat);
  if (person) return personAvatar(person.id, person.name);
  return h('span', { class: 'avatar avatar-group', 'aria-hidden': 'true' }, '群');
}
