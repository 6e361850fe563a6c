import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { pngSize } from '../support/pngSize.js';

describeOnEachDatabase('the weekly board comes with its poster', (databases) => {
  it('posts text and one picture of 1080 pixels to the group, and answers /board with the same picture', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07', draws: true });
    await chat.goTo('2026-09-14', '09:30');
    const [group] = await chat.app.database.chat.findMany();
    const posts = chat.app.sandbox.store
      .listMessages(group?.platformChatId ?? '', 0)
      .filter(({ text }) => text.includes('红黑榜'));
    const image = posts.at(-1)?.image;
    expect(posts.at(-1)?.text).toContain('评分规则');
    expect(image?.mime).toBe('image/png');
    const { bytes } = await chat.app.sandbox.attachment(posts.at(-1)?.id ?? 0, 'image');
    expect(pngSize(bytes).width).toBe(1080);
    expect(bytes.byteLength).toBeLessThan(2 * 1024 * 1024);

    const person = await chat.app.database.roleGrant.findFirstOrThrow({
      where: { role: 'liaison' },
      include: { person: true },
    });
    const talk = chat.as(person.person.code);
    await talk.says('/board');
    expect(talk.newest()?.image?.sha256).toBe(image?.sha256);
  }, 40_000);
});
