import { type Button, lineText, type Message } from '../../../domain/message.js';
import { type Card, CARD_LIMITS, type CardOption } from './cardTypes.js';
import { charactersOf } from './split.js';

/** The key of the button that carries out what was selected in a card. */
export const CHOOSE_KEY = 'choose';
/** Buttons beside a drop-down: one place is taken by the button that carries it out. */
const BESIDE_SELECTION = CARD_LIMITS.buttons - 1;
/** WeCom's looks: 1 blue, 2 red text, 4 grey frame (doc 90236). */
const STYLES = { primary: 1, danger: 2, plain: 4 } as const;

/** Words on cards, from the texts. */
export interface CardWords {
  more: string;
  choose: string;
  above: string;
}

/** Whether every button can stand on a card by its label: 16 characters is the most that an entry of a list may have. */
export const fitsCards = (buttons: readonly Button[]): boolean =>
  buttons.every(({ label }) => charactersOf(label) <= CARD_LIMITS.optionCharacters && label.trim() !== '');

/** Where the head of a message may end early: what follows is detail, and stands in the message itself. */
const HEAD_END = /[\u3000，。：（]/;

const countOf = (words: string, sign: string): number => words.split(sign).length;
const isClosed = (words: string): boolean =>
  ['（）', '“”', '《》'].every(([open = '', close = '']) => countOf(words, open) === countOf(words, close));

/** The longest beginning of a head that fits a card and is whole in itself; '' when there is none. */
function wholeHead(head: string): string {
  if (charactersOf(head) <= CARD_LIMITS.titleCharacters) return head;
  const ends = [...head.matchAll(new RegExp(HEAD_END, 'gu'))].map((found) => found.index).reverse();
  const parts = ends.map((at) => head.slice(0, at));
  return parts.find((part) => charactersOf(part) <= CARD_LIMITS.titleCharacters && isClosed(part)) ?? '';
}

/** A message's head and text for one card, or null when it is too long for one. */
export function cardText(message: Message): { title: string; body: string } | null {
  const [first, ...rest] = message.lines;
  if (!first || message.image || message.file || (message.album ?? []).length > 0) return null;
  const title = lineText(first);
  const body = rest.map((line) => (line.kind === 'quote' ? `“${lineText(line)}”` : lineText(line))).join('\n');
  const fits = charactersOf(title) <= CARD_LIMITS.titleCharacters && charactersOf(body) <= CARD_LIMITS.bodyCharacters;
  return fits && title.trim() !== '' ? { title, body } : null;
}

/** The head of a card whose message stands above it. */
export function headOnly(message: Message, words: CardWords): { title: string; body: string } {
  const [first] = message.lines;
  const title = first ? wholeHead(lineText(first)) : '';
  return { title: title.trim() === '' ? words.above : title, body: '' };
}

/**
 * The cards on which all buttons of a message stand, in their order: up to six side by side; more as five and a
 * drop-down of ten; what is left on further cards as lists of twenty. Labels too long for a button go to the lists.
 * @param taskId makes the id of the n-th card; each is used once for ever
 */
export function cardsFor(
  buttons: readonly Button[],
  text: { title: string; body: string },
  taskId: (index: number) => string,
  words: CardWords,
): { card: Card; buttons: Button[] }[] {
  const short = buttons.filter(({ label }) => charactersOf(label) <= CARD_LIMITS.buttonCharacters);
  const simple = short.length === buttons.length && buttons.length <= CARD_LIMITS.buttons;
  const beside = simple ? short : [...short].sort(byWeight).slice(0, BESIDE_SELECTION);
  const direct = buttons.filter((each) => beside.includes(each));
  const others = buttons.filter((each) => !beside.includes(each));
  const selected = others.slice(0, CARD_LIMITS.selectionOptions);
  const head = (index: number, { title, body }: { title: string; body: string }) => ({
    main_title: { title },
    ...(body === '' ? {} : { sub_title_text: body }),
    task_id: taskId(index),
  });
  const first: Card = {
    card_type: 'button_interaction',
    ...head(0, text),
    ...(selected.length > 0
      ? { button_selection: { question_key: 'more', title: words.more, option_list: selected.map(optionOf) } }
      : {}),
    button_list: [
      ...direct.map(({ id, label, style }) => ({ text: label, style: STYLES[style ?? 'plain'], key: id })),
      ...(selected.length > 0 ? [{ text: words.choose, style: STYLES.plain, key: CHOOSE_KEY }] : []),
    ],
  };
  const cards: { card: Card; buttons: Button[] }[] = [{ card: first, buttons: [...direct, ...selected] }];
  for (let at = selected.length; at < others.length; at += CARD_LIMITS.voteOptions) {
    const listed = others.slice(at, at + CARD_LIMITS.voteOptions);
    const card: Card = {
      card_type: 'vote_interaction',
      ...head(cards.length, { title: text.title, body: '' }),
      checkbox: {
        question_key: 'more',
        mode: 0,
        option_list: listed.map((each, index) => ({ ...optionOf(each), is_checked: index === 0 })),
      },
      submit_button: { text: words.choose, key: CHOOSE_KEY },
    };
    cards.push({ card, buttons: listed });
  }
  return cards;
}

const optionOf = ({ id, label }: Button): CardOption => ({ id, text: label });

/** Highlighted buttons keep their place on the card when others move to the list. */
const byWeight = (a: Button, b: Button): number => weight(b) - weight(a);
const weight = ({ style }: Button): number => (style === undefined ? 0 : 1);
