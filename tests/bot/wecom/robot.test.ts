import { expect, it } from 'vitest';
import { text, title } from '../../../domain/message.js';
import { describeOnDatabase } from '../../support/database.js';
import { FAST, type Harness, messageOf, startHarness } from './harness.js';

const robotOnly = { app: false, webhooks: false, robot: true };

/** Waits until a condition holds, looking again after every turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
const ready = (harness: Harness) => until(() => harness.wecom.robotState() === 'ready');

describeOnDatabase('sqlite', 'the smart robot', (databases) => {
  it('hears what is said to it in a group as a command, and answers there', async () => {
    const harness = await startHarness(await databases.open(), { doors: { robot: true } });
    const { server } = harness;
    await ready(harness);
    server.robot.say('ZhangSan', '红黑榜', 'wr-work');
    const [inbound] = await harness.hears(1);
    expect(inbound).toMatchObject({
      text: '/红黑榜',
      chatKind: 'group',
      sender: 'zhangsan',
      // The group is known by its webhook's name, so that posts and commands are of one chat.
      address: { chat: 'group:work' },
    });
    await harness.post(`re:wecom:${inbound?.updateKey}:0`, 'group:work', { lines: [title('第 36 周红黑榜')] });
    expect(server.state.groups.get('wr-work')).toMatchObject([{ by: 'robot', text: '**第 36 周红黑榜**' }]);
    await harness.post('board:1:1', 'group:work', { lines: [title('第 37 周红黑榜')] });
    expect(server.state.groups.get('work')).toMatchObject([{ by: 'webhook', text: '**第 37 周红黑榜**' }]);
  });

  it('speaks in a group without a webhook under that group’s own address', async () => {
    const harness = await startHarness(await databases.open(), { doors: robotOnly });
    await ready(harness);
    harness.server.robot.say('ZhangSan', '/帮助', 'wrOTHER');
    const [inbound] = await harness.hears(1);
    expect(inbound).toMatchObject({ text: '/帮助', address: { chat: 'robot:wrOTHER' } });
    expect(await harness.post('a', 'robot:wrOTHER', { lines: [text('好')] })).toMatchObject({ kind: 'sent' });
    expect(harness.server.state.groups.get('wrOTHER')?.[0]?.text).toBe('好');
  });

  it('tells a group’s number to whoever asks, and bothers nobody else with it', async () => {
    const harness = await startHarness(await databases.open(), { doors: robotOnly });
    await ready(harness);
    harness.server.robot.say('ZhangSan', '群编号', 'wrNEW');
    await until(() => (harness.server.state.groups.get('wrNEW') ?? []).length > 0);
    expect(harness.server.state.groups.get('wrNEW')?.[0]?.text).toBe('本群编号：wrNEW');
    expect(harness.heard).toEqual([]);
  });

  it('brings a file into the chat that the person has with the app', async () => {
    const harness = await startHarness(await databases.open(), { doors: { robot: true } });
    await ready(harness);
    harness.server.robot.sendFile('ZhangSan', '台账.xlsx', new TextEncoder().encode('a whole spreadsheet'));
    const [inbound] = await harness.hears(1);
    expect(inbound).toMatchObject({ address: { chat: 'zhangsan' }, file: { name: '台账.xlsx' } });
    if (!inbound?.file) throw new Error('no file');
    expect(Buffer.from(await harness.wecom.port.download(inbound.file)).toString()).toBe('a whole spreadsheet');
  });

  it('talks to a person without the app, offers letters in place of buttons, and takes them', async () => {
    const harness = await startHarness(await databases.open(), { doors: robotOnly });
    await ready(harness);
    harness.server.robot.say('ZhangSan', '汇报');
    await harness.hears(1);
    await harness.post('a', 'zhangsan', messageOf('请选', '有进展', '无变化'));
    expect(harness.server.state.groups.get('ZhangSan')?.[0]?.text).toContain('A　有进展\nB　无变化');
    for (const [words, id] of [
      ['b', 'act:2:'],
      ['Ａ', 'act:1:'],
      ['无变化', 'act:2:'],
    ] as const) {
      const before = harness.heard.length;
      harness.server.robot.say('ZhangSan', words);
      expect((await harness.hears(before + 1)).at(-1)).toMatchObject({ button: { id } });
    }
    harness.server.robot.say('ZhangSan', '85');
    expect((await harness.hears(5)).at(-1)).toMatchObject({ text: '85' });
  });

  it('sends a picture in chunks', async () => {
    const harness = await startHarness(await databases.open(), { doors: robotOnly });
    await ready(harness);
    const bytes = Buffer.alloc(1_300_000, 7);
    const image = await harness.blobs.put(bytes, '红黑榜.png', 'image/png');
    expect(await harness.post('a', 'robot:wrG', { lines: [text('榜')], image })).toMatchObject({ kind: 'sent' });
    const posts = harness.server.state.groups.get('wrG') ?? [];
    expect(posts.map((post) => post.msgtype)).toEqual(['markdown', 'image']);
    expect(Buffer.from(posts[1]?.bytes ?? []).equals(bytes)).toBe(true);
  });

  it('connects again after the line was cut, and after it went dead without a word', async () => {
    const times = { ...FAST, heartbeat: 20, watchdog: 400 };
    const harness = await startHarness(await databases.open(), { doors: robotOnly, times });
    await harness.server.robot.subscribed(1);
    harness.server.robot.cut();
    await harness.server.robot.subscribed(2);
    await ready(harness);
    harness.server.robot.mute();
    await harness.server.robot.subscribed(3);
    await ready(harness);
    expect(await harness.post('a', 'robot:wrG', { lines: [text('好')] })).toMatchObject({ kind: 'sent' });
  });

  it('stands by when another process connects as the same robot, so that they do not kick each other for ever', async () => {
    const harness = await startHarness(await databases.open(), { doors: robotOnly });
    await ready(harness);
    await harness.again();
    await until(() => harness.wecom.robotState() === 'standby');
    expect(harness.server.robot.subscriptions()).toBe(2);
    expect(harness.server.robot.connected()).toBe(true);
  });

  it('comes back after a pause that grows with every kick, and says so', async () => {
    const times = { ...FAST, kicked: 30, longestKicked: 60_000 };
    const harness = await startHarness(await databases.open(), { doors: robotOnly, times });
    await ready(harness);
    harness.server.robot.kick();
    await until(() => harness.wecom.robotState() === 'standby');
    await ready(harness);
    const second = performance.now();
    harness.server.robot.kick();
    await until(() => harness.wecom.robotState() === 'standby');
    await ready(harness);
    expect(performance.now() - second).toBeGreaterThanOrEqual(59);
    expect(harness.connections.map((each) => each.state)).toEqual(['ok', 'conflict', 'ok', 'conflict', 'ok']);
  });

  it('does not knock again and again with a wrong secret', async () => {
    const harness = await startHarness(await databases.open(), {
      doors: robotOnly,
      env: { WECOM_ROBOT_SECRET: 'wrong' },
    });
    await until(() => harness.wecom.robotState() === 'refused');
    expect(await harness.post('a', 'robot:wrG', { lines: [text('好')] })).toMatchObject({ kind: 'retry' });
  });

  it('holds what goes beyond a conversation’s limit', async () => {
    const harness = await startHarness(await databases.open(), { doors: robotOnly });
    await ready(harness);
    const outcomes = [];
    for (let n = 0; n < 30; n++)
      outcomes.push((await harness.post(`a${n}`, 'robot:wrG', { lines: [text(`${n}`)] })).kind);
    expect(outcomes.filter((kind) => kind === 'sent')).toHaveLength(27);
    expect(harness.server.state.dropped).toEqual([]);
  });
});
