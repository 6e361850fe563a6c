import { expect, it } from 'vitest';
import { inTransaction } from '../../bot/transaction.js';
import { text } from '../../domain/message.js';
import { insertDelivery } from '../../prisma/store/outbox.js';
import { DELIVERY_PRIORITY, type DeliveryKind, URGENT_PRIORITY } from '../../services/outbox.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { quietPlan, smallPlan } from '../support/plans.js';

const KINDS = Object.keys(DELIVERY_PRIORITY) as DeliveryKind[];
/** Kinds that answer what a person did themselves. */
const ANSWERS: DeliveryKind[] = ['reply', 'close'];
const SPOKEN = KINDS.filter((kind) => !ANSWERS.includes(kind));

/** Puts a message into the outbox as a use case that forgot the quiet hours would. */
async function put(chat: ChatApp, key: string, more: { kind: DeliveryKind; to?: string; urgent?: boolean; at?: Date }) {
  const { database, clock } = chat.app;
  const { kind, to = 'zhou', urgent = false, at = clock.now() } = more;
  const person = await database.person.findUniqueOrThrow({ where: { code: to } });
  const campaign = await database.campaign.findFirstOrThrow();
  await inTransaction(database, (tx) =>
    insertDelivery(tx, {
      dedupKey: key,
      platform: 'sandbox',
      address: `p-${to}`,
      thread: '',
      personId: person.id,
      campaignId: campaign.id,
      kind,
      priority: urgent ? URGENT_PRIORITY : DELIVERY_PRIORITY[kind],
      payload: { op: 'post', message: { lines: [text(key)] } },
      notBefore: at,
      createdAt: at,
    }),
  );
}

const quiet = (change: (rules: { weeklyCap?: number }) => void = () => {}) => {
  const plan = quietPlan();
  plan.campaign.rules = {};
  change(plan.campaign.rules);
  return plan;
};

describeOnEachDatabase('what is held', (databases) => {
  it.each([
    ['in the evening', '2026-09-07', '20:00', '2026-09-08'],
    ['in the small hours', '2026-09-08', '03:00', '2026-09-08'],
    ['on a Saturday at noon', '2026-09-12', '12:00', '2026-09-14'],
    ['on a holiday', '2026-10-05', '10:00', '2026-10-08'],
  ])('every kind of message that the bot begins, %s', async (_when, on, time, opensOn) => {
    const chat = await startChatApp(databases, { plan: quiet((rules) => (rules.weeklyCap = 50)), on, time });
    for (const kind of SPOKEN) await put(chat, kind, { kind });
    await chat.app.settle();
    expect(chat.as('zhou').hears()).toEqual([]);
    await chat.goTo(opensOn, '07:59');
    expect(chat.as('zhou').hears()).toEqual([]);
    await chat.goTo(opensOn, '08:00');
    expect(
      chat
        .as('zhou')
        .hears()
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(SPOKEN.toSorted((a, b) => a.localeCompare(b)));
  });

  it('but never an answer to what a person did, at any hour', async () => {
    const chat = await startChatApp(databases, { plan: quiet(), on: '2026-09-12', time: '23:30' });
    expect(await chat.as('zhou').says('我的事项')).toEqual([expect.stringContaining('我的事项 2 项')]);
  });

  it('a make-up Saturday is a workday like any other', async () => {
    const chat = await startChatApp(databases, { plan: smallPlan(), on: '2026-10-10', time: '07:00' });
    await chat.goTo('2026-10-10', '09:00');
    expect(chat.as('su').hears()).toEqual([expect.stringContaining('今日待办')]);
  });

  it('over the weekly cap: notices wait for the next week’s opening, what is due goes, and the record says why', async () => {
    const chat = await startChatApp(databases, {
      plan: quiet((rules) => (rules.weeklyCap = 2)),
      on: '2026-09-11',
      time: '10:00',
    });
    const zhou = chat.as('zhou');
    for (const key of ['notice 1', 'notice 2', 'notice 3']) await put(chat, key, { kind: 'notice' });
    await chat.app.settle();
    expect(zhou.hears()).toEqual(['notice 1', 'notice 2']);
    await put(chat, 'correction', { kind: 'notice', urgent: true });
    await put(chat, 'overdue', { kind: 'warning' });
    await chat.app.settle();
    expect(zhou.hears()).toEqual(['correction', 'overdue']);
    expect(await chat.as('wangmin').says('发送记录 周岚')).toEqual([
      expect.stringContaining('周岚　通知　等待（本周已到上限，9月14日 周一 08:00 发）'),
    ]);
    await chat.goTo('2026-09-14', '07:59');
    expect(zhou.hears()).not.toContain('notice 3');
    await chat.goTo('2026-09-14', '08:00');
    expect(zhou.hears()).toEqual(['notice 3']);
  });
});
