import type { ClientChat, ClientMessage, SandboxClient } from './sandboxClient.js';

/** A Sunday before a month with a make-up workday (20 September) and two holidays. */
export const TOUR_BEGINS = '2026-09-06T08:00:00+08:00';
export const COORDINATOR = 'wangmin';
export const GROUP = 'g-duban';

/** Everything the bot has said so far, in order, with where. */
export async function everythingSaid(client: SandboxClient): Promise<(ClientMessage & { chat: ClientChat })[]> {
  const chats = await client.chats();
  const said = await Promise.all(
    chats
      .filter((chat) => chat.lastMessageId > 0)
      .map(async (chat) => (await client.messages(chat.id)).map((message) => ({ ...message, chat }))),
  );
  return said
    .flat()
    .filter((message) => message.from === 'bot')
    .sort((a, b) => a.id - b.id);
}

/** The liaisons who were told of something in the morning, each with the first item they can report on. */
export async function warnedLiaisons(client: SandboxClient): Promise<{ liaison: string; itemNo: string }[]> {
  const warned: { liaison: string; itemNo: string }[] = [];
  for (const message of await everythingSaid(client)) {
    // A part of another unit's item is answered in a shorter way.
    const parts = message.text.split('\n').filter((line) => line.startsWith('【协同情况】'));
    const itemNo = message.buttons
      .map(({ label }) => (label.startsWith('填 ') ? label.slice(2) : ''))
      .find((each) => each !== '' && !parts.some((line) => line.includes(each)));
    const liaison = message.chat.members[0]?.id;
    if (itemNo && liaison && message.text.startsWith('今日待办') && !warned.some((each) => each.liaison === liaison))
      warned.push({ liaison, itemNo });
  }
  return warned;
}

/** Reports step by step as a liaison does. @returns the bot's last answer */
export async function reportGuided(
  client: SandboxClient,
  liaison: string,
  itemNo: string,
  { percent, summary }: { percent: string; summary: string },
): Promise<string> {
  await client.press(liaison, `填 ${itemNo}`);
  await client.press(liaison, '有进展');
  await client.say(liaison, percent);
  await client.say(liaison, summary);
  await client.press(liaison, '没有困难');
  await client.upload(liaison, '现场照片说明.txt', summary);
  await client.press(liaison, '发完了');
  return (await client.press(liaison, '提交')).join('\n');
}

/** The liaison says of everything that is asked that nothing has changed, where the newest message offers it. */
export async function noChange(client: SandboxClient, liaison: string): Promise<void> {
  const newest = (await client.messages(`p-${liaison}`)).at(-1);
  if (newest?.buttons.some(({ label }) => label === '全部无变化')) await client.press(liaison, '全部无变化');
}

/** The coordinator leafs through the queue until an item's report is on top. */
export async function findInQueue(client: SandboxClient, itemNo: string): Promise<string> {
  let [card = ''] = await client.say(COORDINATOR, '复核');
  for (let leaf = 0; leaf < 60; leaf++) {
    if (card.split('\n')[0]?.includes(itemNo)) break;
    [card = ''] = await client.press(COORDINATOR, '看下一份');
  }
  return card;
}

/** The coordinator sends an item's report back for its sentence. */
export async function sendBack(client: SandboxClient, itemNo: string, reason: string): Promise<void> {
  await findInQueue(client, itemNo);
  await client.press(COORDINATOR, '退回补充');
  await client.press(COORDINATOR, '进展说明');
  await client.say(COORDINATOR, reason);
  await client.press(COORDINATOR, '退回');
}

/** The liaison mends what was sent back. @returns the bot's last answer */
export async function mend(client: SandboxClient, liaison: string, summary: string): Promise<string> {
  await client.press(liaison, '补充说明');
  await client.say(liaison, summary);
  return (await client.press(liaison, '提交')).join('\n');
}

/** The coordinator accepts an item's report. @returns the bot's answers */
export async function accept(client: SandboxClient, itemNo: string): Promise<string> {
  await findInQueue(client, itemNo);
  return (await client.press(COORDINATOR, '通过')).join('\n');
}

/** The coordinator sends a bulletin to the group. @returns the bot's last answer */
export async function sendBulletin(client: SandboxClient, title: string, body: string): Promise<string> {
  await client.say(COORDINATOR, '通报');
  await client.press(COORDINATOR, '工作提示');
  await client.say(COORDINATOR, title);
  await client.say(COORDINATOR, body);
  await client.press(COORDINATOR, '发工作群');
  return (await client.press(COORDINATOR, '发送')).join('\n');
}
