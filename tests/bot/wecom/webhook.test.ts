import { expect, it } from 'vitest';
import { bold, lineText, note, quote, text, title } from '../../../domain/message.js';
import { describeOnDatabase } from '../../support/database.js';
import { messageOf, startHarness } from './harness.js';

const hooksOnly = { app: false };

describeOnDatabase('sqlite', 'posts to a group by webhook', (databases) => {
  it('are markdown_v2, with people’s own words harmless in them', async () => {
    const harness = await startHarness(await databases.open(), { doors: hooksOnly });
    await harness.post('a', 'group:work', {
      lines: [
        title('第 36 周红黑榜'),
        text(bold('进度：'), '60%'),
        ...quote('> # 标题 <@all> *粗* [链](http://x)\n- 列'),
        note('数据截至 9月7日'),
      ],
    });
    expect(harness.server.state.groups.get('work')).toMatchObject([
      {
        msgtype: 'markdown_v2',
        text: '**第 36 周红黑榜**\n**进度：** 60%\n> ＞ # 标题 ＜@all> ＊粗＊ ［链］(http://x)\n> － 列\n\n数据截至 9月7日',
      },
    ]);
  });

  it('show a picture in place, and send what is too large or no picture as a file', async () => {
    const harness = await startHarness(await databases.open(), { doors: hooksOnly });
    const png = Buffer.alloc(1000, 1);
    const small = await harness.blobs.put(png, '红黑榜.png', 'image/png');
    const large = await harness.blobs.put(Buffer.alloc(3 * 1024 * 1024, 2), '大图.png', 'image/png');
    const sheet = await harness.blobs.put(Buffer.alloc(2000, 3), '台账“一”.xlsx', 'application/octet-stream');
    await harness.post('a', 'group:work', { lines: [title('榜')], image: small, file: sheet });
    await harness.post('b', 'group:work', { lines: [], image: large });
    const posts = harness.server.state.groups.get('work') ?? [];
    expect(posts.map(({ msgtype, text: words }) => [msgtype, words])).toEqual([
      ['markdown_v2', '**榜**'],
      ['image', ''],
      ['file', '台账“一”.xlsx'],
      ['file', '大图.png'],
    ]);
    expect(Buffer.from(posts[1]?.bytes ?? []).equals(png)).toBe(true);
  });

  it('upload a file once for each webhook, and again after three days or when it was refused', async () => {
    const harness = await startHarness(await databases.open(), { doors: hooksOnly, webhooks: ['work', 'other'] });
    const { server } = harness;
    const file = await harness.blobs.put(Buffer.alloc(2000, 3), 'a.xlsx', 'application/octet-stream');
    const post = (key: string, group: string) => harness.post(key, `group:${group}`, { lines: [], file });
    for (const [key, group] of [
      ['1', 'work'],
      ['2', 'work'],
      ['3', 'other'],
    ] as const)
      expect(await post(key, group)).toMatchObject({ kind: 'sent' });
    expect(server.state.uploads.size).toBe(2);
    harness.later(3 * 86_400);
    await post('4', 'work');
    expect(server.state.uploads.size).toBe(3);
    server.state.faults.set('webhook/send', [40007]);
    expect(await post('5', 'work')).toMatchObject({ kind: 'sent' });
    expect(server.state.uploads.size).toBe(4);
  });

  it('leave out buttons, which nobody could press', async () => {
    const harness = await startHarness(await databases.open(), { doors: hooksOnly });
    await harness.post('a', 'group:work', messageOf('内容', '看依据'));
    expect(harness.server.state.groups.get('work')?.[0]?.text).toBe('**标题**\n内容');
  });

  it('wait a minute when the webhook is full, and go on where they stopped', async () => {
    const harness = await startHarness(await databases.open(), { doors: hooksOnly });
    const lines = Array.from({ length: 60 }, (_, n) => text(`${n} ${'字'.repeat(60)}`));
    harness.server.state.faults.set('webhook/send', [0, 45009].slice(1));
    expect(await harness.post('a', 'group:work', { lines })).toEqual({
      kind: 'retry',
      afterMs: 60_000,
      scope: 'chat',
      error: expect.stringContaining('45009'),
    });
    harness.later(60);
    harness.server.state.faults.set('webhook/send', []);
    expect(await harness.post('a', 'group:work', { lines })).toMatchObject({ kind: 'sent' });
    const posts = harness.server.state.groups.get('work') ?? [];
    expect(posts.length).toBeGreaterThan(1);
    expect(posts.map((post) => post.text).join('\n')).toBe(lines.map(lineText).join('\n'));
  });

  it('say that a webhook is gone, and that a group is not configured', async () => {
    const harness = await startHarness(await databases.open(), { doors: hooksOnly });
    harness.server.state.webhooks.clear();
    expect(await harness.post('a', 'group:work', messageOf('x'))).toMatchObject({ kind: 'unreachable' });
    expect(await harness.post('b', 'group:never', messageOf('x'))).toMatchObject({ kind: 'unreachable' });
  });
});
