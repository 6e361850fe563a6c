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
    async send(name) {
      taps++;
      await app.sandbox.upload({ as: code, chat, name, mime: 'text/plain', bytes: new TextEncoder().encode(name) });
      await app.settle();
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

/** Workdays before the due day from which on people bring the work to its end, by habit of a hundred. */
const FINISHING = { workdays: 3, prompt: 80, late: 60, onLeave: 70 };

/** What the question says of the item: the last percent, and how near its due day is (negative when it is over). */
function read(words) {
  const last = Number(/上次填报：(\d+)%/.exec(words)?.[1] ?? 0);
  const [, ahead, over] = /还有 (\d+) 个工作日|逾期 (\d+) 个工作日/.exec(words) ?? [];
  const dueOver = over === undefined ? 0 : -Number(over);
  return { last, left: ahead === undefined ? dueOver : Number(ahead), dated: /个工作日|到期/.test(words) };
}

const sentence = (random) =>
  `${WORK[Math.floor(random() * WORK.length)]}，涉及 ${Math.floor(random() * 900) + 100} 户、${Math.floor(random() * 90) + 10} 处`;

/** One report as people of that habit give it: the figure goes up by what was done, and to the step's end when it is due. */
async function reportOne(person, random, habit) {
  if (habit === 'cheating') return person.say(`100%，${WORK[0]}，无困难`).then(() => person.press('提交'));
  const { last, left, dated } = read(person.newest().text);
  const finishes = dated && left <= FINISHING.workdays && random() * 100 < FINISHING[habit];
  const way = finishes ? 'steps' : pick(random, { noChange: 30, steps: 40, block: 30 });
  if (way === 'noChange') return person.press('无变化');
  const onward = Math.min(last + Math.floor(random() * 15) + 3, Math.max(last, 95));
  if (way === 'block') return person.say(`${onward}%，${sentence(random)}，无困难`).then(() => person.press('提交'));
  await person.press('有进展');
  const end = Number(/到 (\d+)% 即完成/.exec(person.newest().text)?.[1] ?? 100);
  const percent = finishes ? Math.max(end, last) : onward;
  await person.say(`${percent}`);
  await person.say(sentence(random));
  await person.press('没有困难');
  if (finishes) {
    await person.send(`完成情况${Math.floor(random() * 1e9)}.txt`);
    await person.press('发完了');
  } else await person.press('跳过');
  return person.press('提交');
}

/** Mends what was sent back: the figure as it is on site, a sentence, or a file. */
export async function mend(person, random) {
  if (await person.press('改进度')) {
    const before = Number(/原来填的：(\d+)%/.exec(person.newest().text)?.[1] ?? 50);
    await person.say(`${Math.max(5, before - Math.floor(random() * 40) - 20)}`);
  } else if (await person.press('补充材料')) {
    await person.send(`补充材料${Math.floor(random() * 1e9)}.txt`);
    await person.press('发完了');
  } else if (await person.press('补充说明')) await person.say(`补充：${sentence(random)}`);
  else return;
  await person.press('提交');
}

/** Goes through the queue: what is flagged goes back, the rest is accepted. @returns how many were decided */
export async function reviewAll(coordinator, limit) {
  await coordinator.say('复核');
  let decided = 0;
  while (decided < limit && coordinator.has('通过')) {
    const card = coordinator.newest().text;
    if (card.includes('请核对】')) {
      await coordinator.press('退回补充');
      await coordinator.press(card.includes('没有佐证材料') ? '进度' : '进展说明');
      await coordinator.say('说明与进度对不上，请按现场实际情况改。');
      await coordinator.press('退回');
    } else await coordinator.press('通过');
    decided++;
  }
  return decided;
}
