import { charactersOf, bytesOf } from './split.js';

/** One entry of a drop-down or a list to tick. */
export interface CardOption {
  id: string;
  text: string;
}

interface CardHead {
  main_title: { title: string; desc?: string };
  sub_title_text?: string;
  task_id: string;
}

/** The card types that the bot sends or checks (doc 90236). */
export type Card =
  | (CardHead & {
      card_type: 'button_interaction';
      button_selection?: { question_key: string; title: string; option_list: CardOption[]; selected_id?: string };
      button_list: { text: string; style: number; key: string }[];
    })
  | (CardHead & {
      card_type: 'vote_interaction';
      checkbox: { question_key: string; mode: 0 | 1; option_list: (CardOption & { is_checked: boolean })[] };
      submit_button: { text: string; key: string };
    })
  | (CardHead & {
      card_type: 'multiple_interaction';
      select_list: { question_key: string; title: string; option_list: CardOption[]; selected_id?: string }[];
      submit_button: { text: string; key: string };
    })
  | (CardHead & {
      card_type: 'text_notice';
      card_action: { type: 1; url: string };
      horizontal_content_list?: { keyname: string; value: string }[];
    });

/** Limits of cards (doc 90236, read 2025-09-24). Characters are code points, bytes UTF-8. */
export const CARD_LIMITS = {
  titleCharacters: 36,
  descCharacters: 44,
  bodyCharacters: 160,
  buttons: 6,
  buttonCharacters: 10,
  keyBytes: 1024,
  selectionOptions: 10,
  voteOptions: 20,
  selects: 3,
  optionCharacters: 16,
  optionIdBytes: 128,
  taskIdBytes: 128,
  noticeFields: 6,
  noticeNameCharacters: 5,
  noticeValueCharacters: 30,
  urlBytes: 2048,
} as const;

/** Everything that WeCom would refuse about a card, in words for the log; nothing when it may be sent. */
export function cardProblems(card: Card): string[] {
  const problems: string[] = [];
  const L = CARD_LIMITS;
  const check = (ok: boolean, problem: string): void => {
    if (!ok) problems.push(problem);
  };
  const within = (text: string | undefined, characters: number, what: string): void =>
    check(charactersOf(text ?? '') <= characters, `${what} is over ${characters} characters`);
  const needs = (text: string, what: string): void => check(text.trim() !== '', `${what} is empty`);
  const options = (list: readonly CardOption[], most: number): void => {
    check(list.length >= 1 && list.length <= most, `there are ${list.length} options, not 1 to ${most}`);
    check(new Set(list.map(({ id }) => id)).size === list.length, 'two options have one id');
    for (const { id, text } of list) {
      check(bytesOf(id) >= 1 && bytesOf(id) <= L.optionIdBytes, `an option id is not 1 to ${L.optionIdBytes} bytes`);
      needs(text, 'an option');
      within(text, L.optionCharacters, 'an option');
    }
  };
  const key = (text: string): void =>
    check(bytesOf(text) >= 1 && bytesOf(text) <= L.keyBytes, `a key is not 1 to ${L.keyBytes} bytes`);

  within(card.main_title.title, L.titleCharacters, 'the title');
  within(card.main_title.desc, L.descCharacters, 'the line under the title');
  within(card.sub_title_text, L.bodyCharacters, 'the text');
  needs(`${card.main_title.title}${card.main_title.desc ?? ''}`, 'the title');
  check(
    /^[0-9A-Za-z_\-@]+$/.test(card.task_id) && bytesOf(card.task_id) <= L.taskIdBytes,
    'the task id is out of form',
  );
  switch (card.card_type) {
    case 'button_interaction':
      check(
        card.button_list.length >= 1 && card.button_list.length <= L.buttons,
        `there are ${card.button_list.length} buttons`,
      );
      for (const button of card.button_list) {
        needs(button.text, 'a button');
        within(button.text, L.buttonCharacters, 'a button');
        key(button.key);
      }
      check(
        new Set(card.button_list.map((button) => button.key)).size === card.button_list.length,
        'two buttons have one key',
      );
      if (card.button_selection) options(card.button_selection.option_list, L.selectionOptions);
      break;
    case 'vote_interaction':
      options(card.checkbox.option_list, L.voteOptions);
      within(card.submit_button.text, L.buttonCharacters, 'the button');
      key(card.submit_button.key);
      break;
    case 'multiple_interaction':
      check(
        card.select_list.length >= 1 && card.select_list.length <= L.selects,
        `there are ${card.select_list.length} drop-downs`,
      );
      for (const select of card.select_list) options(select.option_list, L.selectionOptions);
      within(card.submit_button.text, L.buttonCharacters, 'the button');
      key(card.submit_button.key);
      break;
    case 'text_notice':
      check(
        /^https?:\/\//.test(card.card_action.url) && bytesOf(card.card_action.url) <= L.urlBytes,
        'the address is out of form',
      );
      check((card.horizontal_content_list ?? []).length <= L.noticeFields, 'there are too many fields');
      for (const field of card.horizontal_content_list ?? []) {
        within(field.keyname, L.noticeNameCharacters, 'a field name');
        within(field.value, L.noticeValueCharacters, 'a field');
      }
      break;
  }
  return problems;
}
