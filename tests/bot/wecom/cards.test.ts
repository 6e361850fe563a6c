import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Card, cardProblems } from '../../../bot/adapters/wecom/cardTypes.js';
import { APP_MANNER, messageIdOf, partsOf, readTaskId } from '../../../bot/adapters/wecom/parts.js';
import { plainWords } from '../../../bot/adapters/wecom/render.js';
import { bytesOf, cutToBytes, splitLines } from '../../../bot/adapters/wecom/split.js';
import { type Button, type Message, text, title } from '../../../domain/message.js';
import { wecom as words } from '../../../services/texts/zhCN/wecom.js';

const id = messageIdOf('key');
const label = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 16 })
  .filter((each) => [...each.trim()].length > 0 && [...each].length <= 16);
const buttons = fc.array(label, { minLength: 1, maxLength: 60 }).map((labels) =>
  labels.map(
    (each, index): Button => ({
      id: `act:${index}:`,
      label: each,
      ...(index % 5 === 0 ? { style: 'primary' as const } : {}),
    }),
  ),
);
const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 30 });

describe('a message on cards', () => {
  it('has a head that is whole in itself where the message’s own is too long', () => {
    const heads = [
      [
        '问题清单（政府办）　未销号 1 个，销号率 0%（到期 1 个，已销号 0 个，另有 3 个待复核）',
        '问题清单（政府办）　未销号 1 个，销号率 0%',
      ],
      ['短'.repeat(36), '短'.repeat(36)],
      ['长'.repeat(37), words.above],
    ] as const;
    for (const [head, wanted] of heads) {
      const body = [title(head), text('字'.repeat(200))];
      const parts = partsOf({ lines: body, buttons: [[{ id: 'act:1:', label: '看' }]] }, APP_MANNER, id, words);
      const card = parts.flatMap((part) => (part.kind === 'card' ? [part.card] : []))[0];
      expect(card?.main_title.title).toBe(wanted);
    }
  });

  it('keeps every limit and every button, whatever its words and however many buttons', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), lines, buttons, (head, rest, all) => {
        const message: Message = { lines: [title(head), ...rest.map((each) => text(each))], buttons: [all] };
        const parts = partsOf(message, APP_MANNER, id, words);
        const cards = parts.flatMap((part) => (part.kind === 'card' ? [part.card] : []));
        expect(cards.flatMap(cardProblems)).toEqual([]);
        expect(parts.flatMap((part) => part.choices.map((choice) => choice.id)).sort()).toEqual(
          all.map((each) => each.id).sort(),
        );
        for (const part of parts)
          if (part.kind === 'text' || part.kind === 'markdown') expect(bytesOf(part.text)).toBeLessThanOrEqual(2000);
        // The n-th part's card names the n-th part: a press finds its row.
        parts.forEach(
          (part, index) =>
            part.kind === 'card' && expect(readTaskId(part.card.task_id)).toEqual({ messageId: id, index }),
        );
      }),
    );
  });

  it('offers letters where a label is too long for any card', () => {
    const long: Button = { id: 'act:1:', label: '这个按钮的名字比卡片上能放的十六个字还要长' };
    const [part] = partsOf({ lines: [title('请选')], buttons: [[long]] }, APP_MANNER, id, words);
    expect(part).toMatchObject({ kind: 'markdown', choices: [{ letter: 'A', id: 'act:1:' }] });
  });

  it('is found out when it breaks a limit', () => {
    const head = { main_title: { title: '标题' }, task_id: 'a-0' };
    const options = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ id: `${n}`, text: `${n}`, is_checked: false }));
    const button = { text: '同意', style: 1, key: 'k' };
    const bad: Card[] = [
      { ...head, card_type: 'button_interaction', button_list: [] },
      {
        ...head,
        card_type: 'button_interaction',
        button_list: Array.from({ length: 7 }, (_, n) => ({ ...button, key: `${n}` })),
      },
      { ...head, card_type: 'button_interaction', button_list: [{ ...button, text: '一二三四五六七八九十一' }] },
      { ...head, card_type: 'button_interaction', button_list: [{ ...button, key: 'k'.repeat(1025) }] },
      { ...head, card_type: 'button_interaction', button_list: [button, button] },
      { ...head, task_id: 'a b', card_type: 'button_interaction', button_list: [button] },
      { ...head, main_title: { title: '字'.repeat(37) }, card_type: 'button_interaction', button_list: [button] },
      { ...head, sub_title_text: '字'.repeat(161), card_type: 'button_interaction', button_list: [button] },
      {
        ...head,
        card_type: 'vote_interaction',
        checkbox: { question_key: 'q', mode: 0, option_list: options(21) },
        submit_button: { text: '好', key: 'k' },
      },
      { ...head, card_type: 'multiple_interaction', select_list: [], submit_button: { text: '好', key: 'k' } },
      {
        ...head,
        card_type: 'multiple_interaction',
        select_list: [{ question_key: 'q', title: '', option_list: options(11) }],
        submit_button: { text: '好', key: 'k' },
      },
      { ...head, card_type: 'text_notice', card_action: { type: 1, url: 'example.cn' } },
    ];
    expect(bad.map((card) => cardProblems(card).length > 0)).toEqual(bad.map(() => true));
    const good: Card[] = [
      {
        ...head,
        card_type: 'multiple_interaction',
        select_list: [{ question_key: 'q', title: '', option_list: options(10) }],
        submit_button: { text: '好', key: 'k' },
      },
      { ...head, card_type: 'text_notice', card_action: { type: 1, url: 'https://example.cn' } },
    ];
    expect(good.flatMap(cardProblems)).toEqual([]);
  });
});

describe('splitting by UTF-8 bytes', () => {
  it('loses nothing, breaks no character and fills no text beyond the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 120 })),
        fc.integer({ min: 4, max: 200 }),
        (given, limit) => {
          const clean = given.map((line) => line.replaceAll('\n', ' '));
          const texts = splitLines(clean, limit);
          expect(texts.every((each) => bytesOf(each) <= limit && Buffer.from(each).toString() === each)).toBe(true);
          expect(texts.join('').replaceAll('\n', '')).toBe(clean.join(''));
        },
      ),
    );
    expect(cutToBytes('汉字🙂', 9)).toBe('汉字');
    expect(cutToBytes('汉字🙂', 10)).toBe('汉字🙂');
  });
});

describe('people’s own words', () => {
  it('never become a mention, a link, emphasis, code, a heading, a quote, a list or a table', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '@',
            '>',
            '[',
            ']',
            '(',
            ')',
            '*',
            '`',
            '~',
            '#',
            '|',
            '-',
            '+',
            '=',
            ' ',
            'a',
            '_',
            '文',
            '\n',
            '\u0007',
          ),
        }),
        (said) => {
          const safe = plainWords(said, true);
          expect(safe).not.toMatch(
            /[<[*`~\n\p{Cc}]|^\s*[#>|]|^\s*[-+=](\s|[-=]|$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
          );
        },
      ),
      { numRuns: 500 },
    );
    expect(plainWords('报告_v2.docx 完成 85%', true)).toBe('报告_v2.docx 完成 85%');
  });
});
