import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { pngSize } from '../support/pngSize.js';

describeOnEachDatabase('a unit in pictures', (databases) => {
  it('answers /unit with its trend, makes the three cards, and sends one to the group', async () => {
    const chat = await startChatApp(databases, {
      plan: 'tests/support/smallPlan.json',
      on: '2026-09-07',
      time: '10:00',
      draws: true,
    });
    const person = async (role: string) =>
      (await chat.app.database.roleGrant.findFirstOrThrow({ where: { role }, include: { person: true } })).person.code;
    const coordinator = chat.as(await person('coordinator'));
    const [words = ''] = await coordinator.says('/unit 县教育局');
    expect(words).toMatch(/在办 \d+ 项　逾期 \d+ 项　已销号 \d+ 项/);
    const trend = coordinator.newest();
    const { bytes } = await chat.app.sandbox.attachment(trend?.id ?? 0, 'image');
    expect(pngSize(bytes).width).toBe(1080);

    for (const label of ['晒问题', '晒成效', '晒目标']) {
      await coordinator.presses(label);
      expect(coordinator.newest()?.image?.name).toContain(label);
    }
    const card = coordinator.newest()?.image?.sha256;
    const sent = await coordinator.presses('发到工作群');
    expect(sent.at(-1)).toContain('1 个工作群');
    const group = await chat.app.database.chat.findFirstOrThrow();
    expect(chat.app.sandbox.store.listMessages(group.platformChatId, 0).at(-1)?.image?.sha256).toBe(card);
  }, 40_000);

  it('shows a liaison their own unit and no other', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07', draws: true });
    const grant = await chat.app.database.roleGrant.findFirstOrThrow({
      where: { role: 'liaison' },
      include: { person: true, unit: true },
    });
    const liaison = chat.as(grant.person.code);
    expect((await liaison.says('/unit'))[0]).toContain(grant.unit?.name ?? '');
    const other = await chat.app.database.unit.findFirstOrThrow({ where: { id: { not: grant.unitId ?? 0 } } });
    expect((await liaison.says(`/unit ${other.name}`))[0]).toContain('看不到内容');
  }, 40_000);
});
