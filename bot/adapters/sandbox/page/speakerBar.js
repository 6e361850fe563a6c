import { personAvatar } from './avatar.js';
import { h, icon } from './dom.js';
import { openPicker } from './picker.js';
import { ROLE_ORDER, roleOf } from './roles.js';

/** In a group: who one speaks and presses as. Starts with the coordinator, who opens most group talk. */
export function createSpeakerBar(chat, onChange) {
  const people = chat.members.filter((member) => member.id !== 'bot');
  let current = people.find((member) => roleOf(member.role).key === 'coordinator') ??
    people[0] ?? { id: '', name: '—' };
  const chosen = h('span', { class: 'speaker-name' });
  const face = h('span', { class: 'speaker-face' });

  function draw() {
    face.replaceChildren(personAvatar(current.id, current.name));
    chosen.textContent = [current.name, [current.unit, current.role].filter(Boolean).join('')]
      .filter(Boolean)
      .join('·');
  }

  function choose(anchor) {
    openPicker({
      anchor,
      title: '以谁的身份发言',
      currentId: current.id,
      entries: people
        .map((member) => ({
          id: member.id,
          name: member.name,
          detail: [member.unit, member.role].filter(Boolean).join('·'),
          group: roleOf(member.role),
          avatar: () => personAvatar(member.id, member.name),
          unread: 0,
        }))
        .sort((a, b) => ROLE_ORDER.indexOf(a.group.key) - ROLE_ORDER.indexOf(b.group.key)),
      onPick: (id) => {
        current = people.find((member) => member.id === id) ?? current;
        draw();
        onChange();
      },
    });
  }

  draw();
  const element = h(
    'div',
    { class: 'speaker' },
    h('span', { class: 'speaker-label' }, '以'),
    h(
      'button',
      {
        type: 'button',
        class: 'speaker-pick',
        'aria-haspopup': 'dialog',
        data: { speaker: '' },
        onClick: (event) => choose(event.currentTarget),
      },
      face,
      chosen,
      icon('down'),
    ),
    h('span', { class: 'speaker-label' }, '的身份'),
  );
  return { element, current: () => current };
}
