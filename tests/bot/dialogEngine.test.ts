import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer, begin, type Draft, type Move, move, type Turn } from '../../bot/dialog/engine.js';
import { presentStep, readToken } from '../../bot/dialog/present.js';
import type { Dialog } from '../../commands/dialogs/definition.js';
import { parseButtonId } from '../../domain/button.js';
import { lineText } from '../../domain/message.js';
import { textsFor } from '../../services/texts/index.js';

interface Data {
  name: string;
  note: string;
}

const dialog: Dialog<Data> = {
  name: 'sample',
  version: 1,
  keepHours: 1,
  data: z.object({ name: z.string(), note: z.string() }),
  first: () => 'name',
  steps: {
    name: {
      ask: () => ({ lines: [], options: [{ value: 'anna', label: '安娜' }] }),
      accept: (input, data) => {
        const name = input.kind === 'choice' ? input.value : input.text;
        return name === '' ? { ok: false, code: 'stepNeedsText' } : { ok: true, data: { ...data, name } };
      },
      next: () => 'note',
    },
    note: {
      optional: true,
      ask: () => ({ lines: [], options: [] }),
      accept: (input, data) => ({ ok: true, data: { ...data, note: input.kind === 'text' ? input.text : '' } }),
      next: () => 'confirm',
    },
    confirm: {
      ask: () => ({ lines: [], options: [{ value: 'yes', label: '提交' }] }),
      accept: (input, data) =>
        input.kind === 'choice' && input.value === 'yes'
          ? { ok: true, data }
          : input.kind === 'choice'
            ? { ok: true, data, goTo: input.value }
            : { ok: false, code: 'stepNeedsChoice' },
      next: () => null,
    },
  },
  finish: async () => ({}),
};

const start = () => begin(dialog, { name: '', note: '' });
const say = (draft: Draft, text: string) => answer(dialog, draft, { kind: 'text', text });
const choose = (draft: Draft, value: string) => answer(dialog, draft, { kind: 'choice', value });
const draftOf = (turn: Turn): Draft => {
  if (!('draft' in turn)) throw new Error(`no draft after ${turn.kind}`);
  return turn.draft;
};

describe('a guided dialog', () => {
  it('goes from step to step and finishes with everything that was said', () => {
    const named = draftOf(say(start(), '周岚'));
    const noted = draftOf(say(named, '备注'));
    const done = choose(noted, 'yes');
    expect(done).toMatchObject({ kind: 'finish', draft: { data: { name: '周岚', note: '备注' } } });
  });

  it('asks again when an answer is not understood, and loses nothing', () => {
    const turn = say(start(), '');
    expect(turn).toMatchObject({ kind: 'ask', draft: { step: 'name', trail: [] }, error: { code: 'stepNeedsText' } });
  });

  it('goes back the way it came, and stays at the first step', () => {
    const confirm = draftOf(move(dialog, draftOf(say(start(), '周岚')), 'skip'));
    const back = draftOf(move(dialog, confirm, 'back'));
    expect(back).toMatchObject({ step: 'note', data: { name: '周岚' } });
    const first = draftOf(move(dialog, back, 'back'));
    expect(draftOf(move(dialog, first, 'back'))).toMatchObject({ step: 'name', trail: [] });
  });

  it('skips only what may be left out', () => {
    expect(move(dialog, start(), 'skip')).toMatchObject({ kind: 'ask', error: { code: 'stepNeedsAnswer' } });
    expect(move(dialog, draftOf(say(start(), '周岚')), 'skip')).toMatchObject({
      kind: 'ask',
      draft: { step: 'confirm' },
    });
  });

  it('may be left for later or given up', () => {
    expect(move(dialog, start(), 'later')).toMatchObject({ kind: 'park' });
    expect(move(dialog, start(), 'cancel')).toEqual({ kind: 'cancel' });
  });

  it('may be sent to another step from a step, and comes back by 上一步', () => {
    const confirm = draftOf(say(draftOf(say(start(), '周岚')), '备注'));
    const changing = draftOf(choose(confirm, 'name'));
    expect(changing.step).toBe('name');
    expect(draftOf(move(dialog, changing, 'back')).step).toBe('confirm');
  });

  it('counts every answer, so that a button of an older step is known, whatever people do', () => {
    const moves: Move[] = ['back', 'skip'];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...moves), fc.string({ maxLength: 5 })), { maxLength: 20 }),
        (acts) => {
          let draft = start();
          for (const act of acts) {
            const turn = moves.includes(act as Move) ? move(dialog, draft, act as Move) : say(draft, act);
            if (turn.kind !== 'ask') return;
            expect(turn.draft.seq).toBe(draft.seq + 1);
            expect(dialog.steps[turn.draft.step]).toBeDefined();
            draft = turn.draft;
          }
        },
      ),
    );
  });
});

describe('a step as a message', () => {
  const t = textsFor('zh-CN');

  it('carries the step’s number in every button', () => {
    const message = presentStep(dialog, 7, { ...start(), seq: 3 }, t);
    const tokens = (message.buttons ?? []).flat().map((button) => parseButtonId(button.id));
    expect(tokens.map((ref) => readToken(ref?.token ?? ''))).toEqual([
      { seq: 3, value: 'anna' },
      { seq: 3, move: 'later' },
      { seq: 3, move: 'cancel' },
    ]);
  });

  it('says first what was not understood', () => {
    const message = presentStep(dialog, 7, start(), t, { code: 'percentUnclear', params: { text: '八成多点' } });
    expect(lineText(message.lines[0] ?? { kind: 'text', spans: [] })).toContain('八成多点');
  });

  it.each(['', '3', '3.', '3.o.', '3.fly', 'x.o.1', '3.o.1 2', '-1.back'])(
    'a token that is not ours is nothing: %j',
    (token) => {
      expect(readToken(token)).toBeNull();
    },
  );
});
