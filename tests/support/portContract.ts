import { expect, onTestFinished, test } from 'vitest';
import type { Blobs } from '../../bot/blobs.js';
import type { ChatPort, Inbound, Outgoing } from '../../bot/port.js';
import { bold, type Button, due, fold, type Message, note, quote, text, title } from '../../domain/message.js';
import { until } from './until.js';

/** A message of the bot as a person sees it, however many posts it took. */
export interface SeenMessage {
  id: string;
  /** What was in bold is not marked. */
  text: string;
  /** Labels of buttons that can be pressed. */
  buttons: string[];
  /** How many pictures and files. */
  files: number;
}

/** A platform with one person, Li, whose private chat is open, and what Li does and sees there. */
export interface PlatformUnderTest {
  port: ChatPort;
  blobs: Blobs;
  li: { id: string; chat: string };
  says(words: string): Promise<void>;
  presses(messageId: string, label: string): Promise<void>;
  sends(name: string, bytes: Uint8Array): Promise<void>;
  /** What the bot said in Li's chat and did not take back, oldest first. */
  sees(): Promise<SeenMessage[]>;
  /** Remembers what it sent, so that a key is delivered once however often it is handed over. */
  remembersKeys: boolean;
  stop(): Promise<void>;
}

const post = (chat: string, key: string, message: Message): Outgoing => ({
  op: 'post',
  key,
  address: { chat, thread: '' },
  message,
});

/** Full-width twins, which a platform may put in the place of signs that would be markup, look alike. */
const looks = (words: string): string => words.normalize('NFKC').replace(/\s+/g, ' ');

const choices = (count: number): Button[][] =>
  Array.from({ length: count }, (_, n) => [{ id: `act:${n + 1}:x`, label: `选项 ${n + 1}` }]);

/** What every platform must do, whatever it is. Run it for each; `make` gives a fresh one for each test. */
export function portContract(make: () => Promise<PlatformUnderTest>): void {
  async function begin(receive: (inbound: Inbound) => Promise<void> = async () => {}) {
    const platform = await make();
    onTestFinished(() => platform.stop());
    const heard: Inbound[] = [];
    await platform.port.start(async (inbound) => {
      heard.push(inbound);
      await receive(inbound);
    });
    return { ...platform, heard };
  }

  test('hands over words with the person, the chat and a key of their own', async () => {
    const { heard, says, li } = await begin();
    await says('汇报 XM-014');
    await says('你好 <b>🎉');
    await until('both', () => heard.length === 2);
    expect(heard.map((each) => each.text)).toEqual(['汇报 XM-014', '你好 <b>🎉']);
    for (const each of heard)
      expect(each).toMatchObject({ sender: li.id, address: { chat: li.chat, thread: '' }, chatKind: 'private' });
    expect(new Set(heard.map((each) => each.updateKey)).size).toBe(2);
  });

  test('gives an update again, with the same key, until it is taken', async () => {
    let refusals = 2;
    const { heard, says } = await begin(async ({ text: words }) => {
      if (words === '一' && refusals-- > 0) throw new Error('the database is away');
    });
    await says('一');
    await until('one more', async () => {
      if (heard.length < 3) await says('二');
      return heard.filter((each) => each.text === '一').length >= 3;
    });
    expect(new Set(heard.filter((each) => each.text === '一').map((each) => each.updateKey)).size).toBe(1);
  });

  test('shows words exactly as written: nothing in them is markup', async () => {
    const { port, li, sees } = await begin();
    const words = '<b>1</b> & *2* _3_ [4](https://x.cn) `5` 🎉';
    const lines = [
      title('到期提醒'),
      text(words, bold('粗')),
      ...quote('一\n二'),
      fold('· 三'),
      text(due('9月12日', '2026-09-12')),
    ];
    const outcome = await port.send(post(li.chat, 'k1', { lines: [...lines, note('小字')] }));
    expect(outcome).toMatchObject({ kind: 'sent' });
    const [seen] = await sees();
    expect(looks(seen?.text ?? '')).toContain(looks(`${words}粗`));
    for (const part of ['到期提醒', '一', '二', '· 三', '9月12日', '小字']) expect(seen?.text).toContain(part);
    expect(seen?.id).toBe(outcome.kind === 'sent' ? outcome.messageId : '');
  });

  test('tells which button of which message was pressed, and closes it as often as it is asked to', async () => {
    const { port, li, heard, sees, presses } = await begin();
    const buttons = [
      [{ id: 'yes:1:a', label: '同意', style: 'primary' } as const],
      [{ id: 'no:1:a', label: '不同意' }],
    ];
    const outcome = await port.send(post(li.chat, 'k1', { lines: [title('延期')], buttons }));
    const messageId = outcome.kind === 'sent' ? outcome.messageId : '';
    expect((await sees())[0]?.buttons).toEqual(['同意', '不同意']);
    await presses(messageId, '不同意');
    await until('the press', () => heard.length === 1);
    expect(heard[0]).toMatchObject({ sender: li.id, button: { id: 'no:1:a', messageId } });
    for (const key of ['c1', 'c2']) {
      const close = { op: 'close', key, address: { chat: li.chat, thread: '' }, messageId, chosen: '不同意' } as const;
      expect(await port.send(close)).toMatchObject({ kind: 'sent' });
    }
    expect((await sees())[0]?.buttons).toEqual([]);
  });

  test.each([1, 6, 7, 16, 30])('makes each of %i buttons reachable, with its id', async (count) => {
    const { port, li, heard, presses } = await begin();
    const outcome = await port.send(post(li.chat, 'k1', { lines: [title('请选择')], buttons: choices(count) }));
    const messageId = outcome.kind === 'sent' ? outcome.messageId : '';
    for (const n of new Set([1, Math.ceil(count / 2), count])) {
      const before = heard.length;
      await presses(messageId, `选项 ${n}`);
      await until('the press', () => heard.length > before);
      expect(heard.at(-1)).toMatchObject({ button: { id: `act:${n}:x`, messageId }, address: { chat: li.chat } });
    }
  });

  test('delivers a long message whole and in order', async () => {
    const { port, li, sees } = await begin();
    const items = Array.from({ length: 300 }, (_, index) => `· XM-${index} 老旧小区改造🏗️进展情况`);
    const outcome = await port.send(
      post(li.chat, 'k1', { lines: [title('清单'), ...items.map((item) => text(item))] }),
    );
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect((await sees()).map((each) => each.text).join('\n')).toBe(['清单', ...items].join('\n'));
  });

  test('delivers equal words with two keys twice, and one key once where it remembers keys', async () => {
    const { port, li, sees, remembersKeys } = await begin();
    for (const key of remembersKeys ? ['a', 'a', 'b'] : ['a', 'b'])
      expect(await port.send(post(li.chat, key, { lines: [text('已取消')] }))).toMatchObject({ kind: 'sent' });
    expect(await sees()).toHaveLength(2);
  });

  test('carries files both ways', async () => {
    const { port, li, blobs, heard, sees, sends } = await begin();
    const bytes = Buffer.from('进度表');
    await sends('进度（第3周）.txt', bytes);
    await until('the file', () => heard.length === 1);
    const file = heard[0]?.file;
    expect(file).toMatchObject({ name: '进度（第3周）.txt' });
    expect(Buffer.from(await port.download(file as NonNullable<typeof file>)).toString()).toBe('进度表');
    const stored = await blobs.put(bytes, '榜单.txt', 'text/plain');
    const sheet = { name: '邀请.csv', mime: 'text/csv', content: '姓名' };
    expect(await port.send(post(li.chat, 'k1', { lines: [title('附件')], file: stored }))).toMatchObject({
      kind: 'sent',
    });
    expect(await port.send(post(li.chat, 'k2', { lines: [title('表')], sheet }))).toMatchObject({ kind: 'sent' });
    expect((await sees()).map((each) => [each.text, each.files])).toEqual([
      ['附件', 1],
      ['表', 1],
    ]);
  });

  test('takes a message back', async () => {
    const { port, li, sees } = await begin();
    const sent = await port.send(post(li.chat, 'k1', { lines: [title('通报'), text('内容有误')] }));
    const messageId = sent.kind === 'sent' ? sent.messageId : '';
    const address = { chat: li.chat, thread: '' };
    const outcome = await port.send({ op: 'retract', key: 'k2', address, messageId, note: '通报已撤回' });
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect((await sees()).map((each) => each.text).join()).not.toContain('内容有误');
  });

  test('says what cannot be sent, and never throws', async () => {
    const { port, li } = await begin();
    expect(await port.send(post(li.chat, 'k1', { lines: [] }))).toMatchObject({ kind: 'rejected' });
    expect(await port.send(post('424242', 'k2', { lines: [title('谁')] }))).toMatchObject({ kind: 'unreachable' });
    const gone = { sha256: 'a'.repeat(64), name: 'x.txt', mime: 'text/plain', bytes: 1 };
    expect(await port.send(post(li.chat, 'k3', { lines: [title('缺')], file: gone }))).toMatchObject({
      kind: 'rejected',
    });
    await expect(port.download({ ref: 'b'.repeat(64), name: 'x', mime: '', bytes: 1 })).rejects.toThrow('fileGone');
  });

  test('hands over nothing once it has stopped', async () => {
    const { port, heard, says } = await begin();
    await says('一');
    await until('the first', () => heard.length === 1);
    await port.stop();
    await says('二');
    expect(heard.map((each) => each.text)).toEqual(['一']);
  });
}
