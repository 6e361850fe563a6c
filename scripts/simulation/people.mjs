// Scripted people: what a liaison or a coordinator does when they look at their phone. They see what people see: texts and buttons.
import { pick } from './random.mjs';

/** How many of a hundred liaisons are like that. */
export const HABITS = { prompt: 55, late: 20, silent: 8, onLeave: 10, cheating: 7 };

const WORK = [
  '现场督办并协调解决了用地问题',
  '完成招标并签订合同',
  '已组织专家评审，正在修改完善',
  '完成年度任务的主要部分',
  '逐户走访核对，建立台账',
  '完成主体施工，转入设备安装',
];

/** Messages of all chats that are looked through before everything is. */
const RECENT = 20;

/** Somebody at a phone: taps are counted, presses and messages alike. */
export function phone(app, code) {
  const chat = `p-${code}`;
  let taps = 0;
  // The end of the chat only: over months there are thousands of messages.
  const newest = () => {
    const { store } = app.sandbox;
    const said = (after) => store.listMessages(chat, after).findLast((each) => each.from === 'bot');
    return said(store.lastMessageId(chat) - RECENT) ?? said(0);
  };
  const has = (label) =>
    newest()
      ?.rows.flat()
      .find((each) => each.label.startsWith(label) && !each.disabled);
  return {
    code,
    newest,
    has,
    taps: () => taps,
    async press(label) {
      const button = has(label);
      if (!button) return false;
      taps++;
      await app.sandbox.press({ as: code, message: newest().id, button: button.id });
      await app.settle();
      return true;
    },
    async say(text) {
      taps++;
      await app.sandbox.say({ as: code, chat, text });
      await app.settle();
    },
  };
}

/** Answers everything that waits, one after the other. @returns the taps of each report */
export async function reportAll(person, random, habit) {
  const taps = [];
  for (let left = 20; left > 0; left--) {
    const before = person.taps();
    const opened = (await person.press('下一项')) || (await person.press('逐项填报')) || (await person.press('填 '));
    if (opened && person.has('进行中')) {
      await reportPart(person, random);
      continue;
    }
    if (!opened || !person.has('有进展')) break;
    await reportOne(person, random, habit);
    taps.push(person.taps() - before);
  }
  return taps;
}

/** A supporting unit's part: a state, and a sentence or none. */
async function reportPart(person, random) {
  await person.press(random() < 0.3 ? '已完成' : '进行中');
  if (random() < 0.5) return person.press('跳过');
  return person.say(`${WORK[Math.floor(random() * WORK.length)]}，第 ${Math.floor(random() * 900) + 100} 批`);
}

async function reportOne(person, random, habit) {
  if (habit === 'cheating') return person.say(`100%，${WORK[0]}，无困难`).then(() => person.press('提交'));
  const way = pick(random, { noChange: 50, steps: 30, block: 20 });
  if (way === 'noChange') return person.press('无变化');
  const percent = Math.floor(random() * 60) + 30;
  const work = `${WORK[Math.floor(random() * WORK.length)]}，第 ${Math.floor(random() * 900) + 100} 批`;
  if (way === 'block') return person.say(`${percent}%，${work}，无困难`).then(() => person.press('提交'));
  await person.press('有进展');
  await person.say(`${percent}`);
  await person.say(work);
  await person.press('没有困难');
  await person.press('跳过');
  return person.press('提交');
}

/** Mends what was sent back, in one sentence. */
export async function mend(person, random) {
  if (!(await person.press('补充说明'))) return;
  await person.say(
    `补充：${WORK[Math.floor(random() * WORK.length)]}，进度按现场实际为 ${Math.floor(random() * 40) + 40}%`,
  );
  await person.press('提交');
}

/** Goes through the queue: what is flagged goes back, the rest is accepted. @returns how many were decided */
export async function reviewAll(coordinator, limit) {
  await coordinator.say('复核');
  let decided = 0;
  while (decided < limit && coordinator.has('通过')) {
    const flagged = coordinator.newest().text.includes('请核对】');
    if (flagged) {
      await coordinator.press('退回补充');
      await coordinator.press('进展说明');
      await coordinator.say('说明与进度对不上，请写明现场实际情况。');
      await coordinator.press('退回');
    } else await coordinator.press('通过');
    decided++;
  }
  return decided;
}
