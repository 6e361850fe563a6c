import { expect, it } from 'vitest';
import type { Inbound, Outgoing, SendOutcome } from '../../bot/port.js';
import { type Button, lineText, type Message, text, title } from '../../domain/message.js';

/** One person and one platform behind a port, as the contract sees them. */
export interface ContractWorld {
  /** The private chat with a person who can be reached, and one who cannot. */
  chat: string;
  goneChat: string;
  send(outgoing: Outgoing): Promise<SendOutcome>;
  /** The words that the person sees, oldest first; of messages taken back, none. */
  seen(): string[];
  /** The person writes. @returns what the port handed on */
  says(words: string): Promise<Inbound[]>;
  /** The person presses what carries this label in the newest message that has it. */
  presses(label: string): Promise<Inbound[]>;
  /** Labels that can still be pressed. */
  pressable(): string[];
}

const post = (key: string, chat: string, message: Message): Outgoing => ({
  op: 'post',
  key,
  address: { chat, thread: '' },
  message,
});

/** What every platform's port must do, whatever the platform. `open` gives a fresh world for each test. */
export function portContract(open: () => Promise<ContractWorld>): void {
  const buttons = (count: number): Button[][] => [
    Array.from({ length: count }, (_, n) => ({ id: `act:${n + 1}:x`, label: `选项 ${n + 1}` })),
  ];

  it('delivers words as they were written, markup or not', async () => {
    const world = await open();
    const words = '完成 85% 3 * 4 <b>粗</b> [a](http://x) `c` _d_';
    expect(await world.send(post('a', world.chat, { lines: [title('标题'), text(words)] }))).toMatchObject({
      kind: 'sent',
    });
    const plain = (raw: string) => raw.normalize('NFKC').replace(/\*\*/g, '').replace(/\s+/g, ' ');
    expect(world.seen().map(plain).join('\n')).toContain(plain(`标题\n${words}`));
  });

  it('does not deliver one key twice, and delivers equal words with two keys twice', async () => {
    const world = await open();
    const message: Message = { lines: [text('已取消')] };
    for (const key of ['a', 'a', 'b'])
      expect(await world.send(post(key, world.chat, message))).toMatchObject({ kind: 'sent' });
    expect(world.seen()).toHaveLength(2);
  });

  it('delivers a text that is longer than the platform takes at once, whole and in order', async () => {
    const world = await open();
    const lines = Array.from({ length: 60 }, (_, n) => text(`${n} ${'汉字🙂'.repeat(30)}`));
    expect(await world.send(post('a', world.chat, { lines }))).toMatchObject({ kind: 'sent' });
    expect(world.seen().join('\n')).toBe(lines.map(lineText).join('\n'));
  });

  it.each([1, 3, 6, 7, 11, 15, 16, 30])('makes each of %i buttons reachable, with its id', async (count) => {
    const world = await open();
    await world.send(post('a', world.chat, { lines: [title('请选择')], buttons: buttons(count) }));
    for (const n of new Set([1, Math.ceil(count / 2), count])) {
      const [inbound] = await world.presses(`选项 ${n}`);
      expect(inbound).toMatchObject({ button: { id: `act:${n}:x` }, address: { chat: world.chat } });
    }
  });

  it('closes a message by the id that a press names', async () => {
    const world = await open();
    await world.send(post('a', world.chat, { lines: [title('请选择')], buttons: buttons(3) }));
    const [inbound] = await world.presses('选项 2');
    const messageId = inbound?.button?.messageId ?? '';
    const close: Outgoing = {
      op: 'close',
      key: 'c',
      address: { chat: world.chat, thread: '' },
      messageId,
      chosen: '选项 2',
    };
    expect(await world.send(close)).toMatchObject({ kind: 'sent' });
    expect(world.pressable()).toEqual([]);
    expect(await world.send(close)).toMatchObject({ kind: 'sent' });
  });

  it('takes a message back', async () => {
    const world = await open();
    const sent = await world.send(post('a', world.chat, { lines: [title('通报'), text('内容有误')] }));
    const messageId = sent.kind === 'sent' ? sent.messageId : '';
    expect(
      await world.send({
        op: 'retract',
        key: 'r',
        address: { chat: world.chat, thread: '' },
        messageId,
        note: '通报已撤回',
      }),
    ).toMatchObject({
      kind: 'sent',
    });
    expect(world.seen().join('')).not.toContain('内容有误');
  });

  it('says that a person is gone, and refuses an empty message', async () => {
    const world = await open();
    expect(await world.send(post('a', world.goneChat, { lines: [text('在吗')] }))).toMatchObject({
      kind: 'unreachable',
    });
    expect(await world.send(post('b', world.chat, { lines: [] }))).toMatchObject({ kind: 'rejected' });
  });

  it('hands on words with a key of their own', async () => {
    const world = await open();
    const [first] = await world.says('我的事项');
    const [second] = await world.says('我的事项');
    expect(first).toMatchObject({ text: '我的事项', chatKind: 'private', address: { chat: world.chat } });
    expect(first?.updateKey).not.toBe(second?.updateKey);
  });
}
