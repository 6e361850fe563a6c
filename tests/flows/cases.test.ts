import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { smallPlan } from '../support/plans.js';

const twoCoordinators = () =>
  smallPlan((plan) => {
    plan.people.push({ code: 'liuyang', name: '刘洋', roles: [{ role: 'coordinator' }] });
  });

/** A case told step by step, up to the check. */
async function tell(chat: ChatApp, code: string, kind: string, words: string[]): Promise<string> {
  const author = chat.as(code);
  await author.says('报送案例');
  await author.presses(kind);
  for (const each of words) await author.says(each);
  const [check = ''] = await author.presses('跳过');
  return check;
}

const GOOD = ['一窗受理，办证从5天减到1天', '教育局把五个科室的窗口并成一个，材料内部流转。', '上半年少跑 1200 人次。'];
const BAD = ['验收只看台账返工三次', '住建局三个小区验收只看台账不看现场，雨后返工。', '已责成重新验收，逐户签字。'];

describeOnEachDatabase('good and bad examples', (databases) => {
  it('are told by a liaison, sent back and mended, approved, seen by all, and quoted in a bulletin', async () => {
    const chat = await startChatApp(databases, { plan: twoCoordinators(), on: '2026-09-08', time: '10:00' });
    const [wang, zhou, su, gao] = [chat.as('wangmin'), chat.as('zhou'), chat.as('su'), chat.as('gao')];
    expect(await zhou.says('典型案例')).toEqual([expect.stringContaining('还没有案例')]);
    expect(await zhou.presses('报送案例')).toEqual([expect.stringMatching(/^报送典型案例（1\/5）/)]);
    await zhou.presses('正面典型');
    expect(await zhou.says('字'.repeat(31))).toEqual([expect.stringContaining('标题请控制在 30 字以内')]);
    await zhou.says(GOOD[0] ?? '');
    expect(await zhou.says('太短')).toEqual([expect.stringContaining('太短了')]);
    await zhou.says(GOOD[1] ?? '');
    await zhou.says('好');
    await zhou.says(GOOD[2] ?? '');
    await zhou.sends('统计表.txt', '1200');
    expect(zhou.newest()?.text).toMatch(/请核对\n一窗受理.*（教育局）\n做法：教育局把五个科室[\s\S]*材料：统计表.txt/);
    expect(await zhou.presses('报送')).toEqual([expect.stringContaining('案例已报送')]);
    for (const code of ['wangmin', 'liuyang'])
      expect(chat.as(code).hears()).toEqual([expect.stringContaining('教育局报送典型案例（正面），请审核')]);
    expect(await su.says('典型案例')).toEqual([expect.stringContaining('还没有案例')]);

    await wang.presses('去审核');
    expect(wang.buttons()).toEqual(['通过', '退回', '看材料']);
    await wang.presses('退回');
    await wang.says('请写清 1200 人次的统计口径');
    expect(zhou.hears()).toEqual([expect.stringMatching(/被退回，请补充\n│ 请写清 1200 人次的统计口径/)]);
    const stale = chat.as('liuyang');
    await stale.presses('去审核');
    expect(stale.buttons()).toEqual(['看材料']);
    await zhou.presses('补充修改');
    await zhou.presses('改成效');
    await zhou.says('上半年少跑 1200 人次（按窗口叫号统计）。');
    expect(await zhou.presses('报送')).toEqual([expect.stringContaining('案例已补充并重新报送')]);
    await wang.presses('去审核');
    expect(await wang.presses('通过')).toEqual([expect.stringContaining('已通过，列入典型案例')]);
    expect(zhou.hears()).toEqual([expect.stringContaining('已通过')]);
    const row = await chat.app.database.exemplaryCase.findFirstOrThrow();
    chat.forge('p-liuyang', { 再批: `caseApprove:${row.id}:2.no`, 旧批: `caseApprove:${row.id}:1.no` });
    const forged = stale.newest();
    expect(await stale.presses('再批', forged)).toEqual([expect.stringContaining('已经有人审过了')]);
    expect(await stale.presses('旧批', forged)).toEqual([expect.stringContaining('刚刚补充过')]);
    expect(await su.says('典型案例')).toEqual([
      expect.stringMatching(/^典型案例 1 个\n1. 【正面】一窗受理，办证从5天减到1天（教育局）/),
    ]);
    expect(await gao.says('典型案例')).toEqual([expect.stringContaining('典型案例 1 个')]);
    await su.presses('看第 1 个');
    expect(await su.presses('看材料')).toEqual([expect.stringContaining('统计表.txt')]);

    await wang.says('通报');
    await wang.presses('表扬');
    expect(await wang.says('关于推广一窗受理的通报')).toEqual([
      expect.stringMatching(/^起草通报　引用案例\n[\s\S]*1. 【正面】/),
    ]);
    await wang.presses('引用第 1 个');
    expect(await wang.says('字'.repeat(331))).toEqual([expect.stringContaining('正文请控制在 330 字以内')]);
    await wang.says('请各单位学习借鉴。');
    const [preview] = await wang.presses('发工作群');
    expect(preview).toMatch(
      /请各单位学习借鉴。\n典型案例：一窗受理，办证从5天减到1天（教育局）\n做法：教育局把.*\n成效：上半年少跑/,
    );
    await wang.presses('发送');
    expect(chat.as('wangmin', 'g-work').hears()).toEqual([expect.stringContaining('典型案例：一窗受理')]);
    expect(await su.says('典型案例')).toEqual([expect.stringContaining('已引用 1 次')]);

    await wang.says('典型案例');
    await wang.presses('看第 1 个');
    await wang.presses('撤下');
    await wang.says('数据正在复核，暂不推广');
    expect(await su.says('典型案例')).toEqual([expect.stringContaining('还没有案例')]);
  }, 60_000);

  it('name no unit in a bad one unless the approver says so; a named one is quoted in approved criticism only', async () => {
    const chat = await startChatApp(databases, { plan: twoCoordinators(), on: '2026-09-08', time: '10:00' });
    const [wang, liu, liang, su] = [chat.as('wangmin'), chat.as('liuyang'), chat.as('liang'), chat.as('su')];
    expect(await tell(chat, 'liang', '反面典型', BAD)).toContain('点不点名由督查室定');
    await liang.presses('报送');
    await wang.presses('去审核');
    expect(wang.buttons()).toEqual(['通过，不点名', '通过并点名', '退回']);
    await wang.presses('通过，不点名');
    const [list = ''] = await su.says('典型案例');
    expect(list).toMatch(/1. 【反面】验收只看台账返工三次$/m);
    const [card = ''] = await su.presses('看第 1 个');
    expect(card).toContain('经过：某单位三个小区验收只看台账');
    expect(card).not.toContain('住建局');
    expect((await liang.says('典型案例'))[0]).toContain('（住建局）');

    await tell(chat, 'liang', '反面典型', ['报送进度与现场不符', ...BAD.slice(1)]);
    await liang.presses('报送');
    await wang.presses('去审核');
    expect(await wang.presses('通过并点名')).toEqual([expect.stringContaining('按批评通报办理，要由另一人同意')]);
    await su.says('典型案例');
    expect((await su.presses('看第 1 个'))[0]).toContain('报送进度与现场不符（住建局）');

    /** A draft of a kind up to the question which case to quote. */
    const offered = async (kind: string) => {
      await wang.says('取消');
      await wang.says('通报');
      await wang.presses(kind);
      const [asked = ''] = await wang.says('关于验收情况的通报');
      return asked;
    };
    expect(await offered('表扬')).toContain('正文写什么？');
    const notice = await offered('工作提示');
    expect(notice).toContain('1. 【反面】验收只看台账返工三次（某单位）');
    expect(notice).not.toContain('报送进度与现场不符');
    const criticism = await offered('批评');
    expect(criticism).toContain('1. 【反面】报送进度与现场不符（住建局）');
    await wang.presses('引用第 1 个');
    await wang.says('请各单位引以为戒。');
    expect(await wang.presses('发工作群')).toEqual([expect.stringContaining('批评通报要由另一位协调员')]);
    expect(await wang.presses('发送')).toEqual([expect.stringContaining('批评通报已送审')]);
    const group = chat.as('wangmin', 'g-work');
    expect(group.hears()).toEqual([]);
    await liu.presses('同意发送');
    expect(group.hears()).toEqual([expect.stringContaining('典型案例：报送进度与现场不符（住建局）')]);
    expect(await liu.presses('发送情况')).toEqual([expect.stringContaining('已送达 1')]);
    expect(await chat.app.database.caseQuote.findFirstOrThrow()).toMatchObject({ named: true });

    // A notice that names is refused also when its draft is forged.
    await offered('工作提示');
    const named = await chat.app.database.exemplaryCase.findFirstOrThrow({ where: { namesUnit: true } });
    const draft = await chat.app.database.dialogState.findFirstOrThrow({ where: { name: 'bulletin' } });
    const data = { ...(draft.data as object), caseId: named.id, body: '请注意。', complete: true };
    await chat.app.database.dialogState.update({ where: { id: draft.id }, data: { data, step: 'confirm' } });
    chat.forge('p-wangmin', { 硬发: `step:${draft.id}:${draft.seq}.o.send` });
    expect(await wang.presses('硬发')).toEqual([expect.stringContaining('只能在批评通报里引用')]);
  }, 60_000);

  it('are told by units and judged by coordinators only', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-08', time: '10:00' });
    expect(await chat.as('gao').says('报送案例')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    await tell(chat, 'liang', '正面典型', GOOD);
    await chat.as('liang').presses('报送');
    const row = await chat.app.database.exemplaryCase.findFirstOrThrow();
    chat.forge('p-su', { 看: `case:${row.id}:`, 批: `caseApprove:${row.id}:1.no`, 改: `caseAmend:${row.id}:` });
    const forged = chat.as('su').newest();
    expect(await chat.as('su').presses('看', forged)).toEqual([expect.stringContaining('没有找到这个案例')]);
    expect(await chat.as('su').presses('批', forged)).toEqual([expect.stringContaining('不在您的职责范围内')]);
    expect(await chat.as('su').presses('改', forged)).toEqual([expect.stringContaining('没有找到这个案例')]);
  });
});
