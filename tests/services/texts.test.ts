import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions, commands } from '../../commands/index.js';
import { jobs } from '../../jobs/index.js';
import { projectRoot } from '../../prisma/projectRoot.js';
import type { Clearance } from '../../domain/clearance.js';
import { messageText as words } from '../../domain/message.js';
import { type Role, ROLES } from '../../domain/roles.js';
import { MENU_WORDS } from '../../services/texts/menuWords.js';
import { textsFor } from '../../services/texts/index.js';
import { distance } from '../../services/texts/zhCN/dates.js';

const t = textsFor('zh-CN');

function codeBelow(folder: string): string {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(projectRoot, folder, name), 'utf8'))
    .join('\n');
}

describe('the words', () => {
  it('has some for every error that a person can meet', () => {
    const code = ['bot', 'commands', 'services', 'domain'].map(codeBelow).join('\n');
    const thrown = [...code.matchAll(/new UserError\(\s*'(\w+)'/g), ...code.matchAll(/ok: false, code: '(\w+)'/g)].map(
      ([, name = '']) => name,
    );
    expect(thrown.length).toBeGreaterThan(20);
    expect([...new Set(thrown)].filter((name) => !t.errorCodes.includes(name))).toEqual([]);
  });

  it('calls every job and every command by name', () => {
    expect(jobs.map((job) => job.name).filter((name) => !(name in t.jobs))).toEqual([]);
    for (const words of [t.help.commands, ...Object.values(MENU_WORDS)])
      expect(commands.map((command) => command.name).filter((name) => !(name in words))).toEqual([]);
  });

  it('holds no emoji', () => {
    expect(codeBelow('services/texts')).not.toMatch(/\p{Extended_Pictographic}/u);
  });
});

describe('words that name commands', () => {
  const open = (role: Role) =>
    commands.filter(({ roles, chats }) => (roles === 'everyone' || roles.includes(role)) && chats.includes('private'));
  const aliases = (role: Role) => open(role).flatMap((command) => command.aliases);

  it('offer each role only what it may use', () => {
    for (const role of ROLES) {
      expect(t.usual[role].filter((word) => !aliases(role).includes(word))).toEqual([]);
      expect(words(t.notUnderstood('天气', [role]))).toMatch(/^没有认出“天气”。常用的有：.+、帮助。$/);
    }
    expect(words(t.notUnderstood('', ['leader']))).not.toContain('汇报');
  });

  it('tell the coordinator what to ask for instead of a job that did not run', () => {
    expect(Object.keys(t.instead).filter((name) => !jobs.some((job) => job.name === name))).toEqual([]);
    expect(Object.values(t.instead).filter((word) => !aliases('coordinator').includes(word))).toEqual([]);
    expect(words(t.missedSlots([{ job: 'chaseReports', title: '催办迟报', count: 2 }]))).toContain(
      '· 催办迟报　2 次（可发“催办”查看、办理）',
    );
  });
});

describe('words about time', () => {
  it('never call a day off that lies ahead today', () => {
    const due = (workdays: number, dueOn: string) => distance({ workdays, dueOn, today: '2026-09-11' });
    expect([due(3, '2026-09-16'), due(0, '2026-09-11'), due(0, '2026-09-12'), due(-2, '2026-09-09')]).toEqual([
      '还有 3 个工作日',
      '今日到期',
      '休息日到期',
      '逾期 2 个工作日',
    ]);
    expect(distance({ workdays: 0, dueOn: '2026-09-12', today: '2026-09-13' })).toBe('已到期');
  });

  it('say when a report that is sent back outside hours reaches its author', () => {
    const sent = { itemNo: 'XM-001', who: '周岚', zone: 'Asia/Shanghai' };
    expect(words(t.review.sentBackDone({ ...sent, heldUntil: null }))).toBe('XM-001 已退回，周岚会收到您写的这句话。');
    expect(words(t.review.sentBackDone({ ...sent, heldUntil: new Date('2026-09-14T00:00:00Z') }))).toBe(
      'XM-001 已退回。现在是休息时间，您写的这句话 9月14日 周一 08:00 发给周岚。',
    );
    expect(words(t.review.sentBackDone({ ...sent, who: '', heldUntil: null }))).toContain('请直接告知');
  });
});

describe('a unit’s own line', () => {
  const line = {
    unit: '教育局',
    place: 2,
    tie: false,
    totalCenti: 9500,
    change: { kind: 'none', by: 0 },
    cause: null,
    periodKey: '2026-W36',
    list: 'middle',
    ranked: 6,
    reasons: [],
    revision: 1,
    commitments: [],
  };
  const told = (more: { smallSample: boolean; clearance: Clearance | null }) =>
    words(t.boardLife.ownLine({ ...line, ...more }, '9月8日 周二 12:00', [])).split('\n');

  it('says when few records were judged, and how many problems are cleared', () => {
    expect(told({ smallSample: true, clearance: { due: 5, cleared: 4, open: 1, basisPoints: 8000 } })).toEqual([
      '第 36 周红黑榜（预告，只有本单位可见）',
      '教育局：95.0 分，第 2 名（共 6 个单位），不上榜（样本少，仅供参考）。没有扣分。',
      '问题清零：到期 5 个，已清零 4 个，见底清零率 80%',
      '认为有误，请在 9月8日 周二 12:00 前提出；没有异议不用回复，审定后发布。',
    ]);
    expect(told({ smallSample: false, clearance: null })).toHaveLength(3);
  });
});

describe('words of the morning', () => {
  const line = { itemId: 1, itemNo: 'XM-001', title: '开工', dueOn: '2026-09-09', today: '2026-09-11' };

  it('tell a head of a missing report also where the item itself is overdue', () => {
    const head = t.bundle.head(
      '教育局',
      [{ ...line, what: 'overdue', workdays: -2, reportLate: 2, promise: null }],
      0,
      { rung: 'contactLeader', inWorkdays: 1 },
      [],
    );
    expect(words(head)).toContain('【逾期 2 个工作日】XM-001 开工，进展未填报，迟 2 个工作日');
    expect(words(head)).toContain('仍未填报的，下一个工作日将报联点领导。');
  });

  it('call what was not reported unreported', () => {
    const facts = {
      toReview: 1,
      toCheck: 0,
      unreported: [{ unit: '教育局', count: 2, rung: 'liaison' }],
      proposals: [],
      referrals: 0,
    };
    expect(words(t.bundle.coordinator(facts, []))).toMatch(/^督办情况　待复核 1 份，未填报 2 项\n/);
  });
});

describe('words of the board', () => {
  const unit = { unit: '甲局', place: 1, tie: false, totalCenti: 9900, smallSample: false, cause: null };
  const post = t.board.post({
    campaign: '行动',
    periodKey: '2026-W36',
    startsOn: '2026-08-31',
    endsOn: '2026-09-06',
    status: 'published',
    revision: 0,
    lights: { red: 0, yellow: 0, green: 0 },
    grades: [],
    red: [{ line: { ...unit, change: { kind: 'none', by: 0 } }, why: '均未扣分' }],
    black: [],
    middle: 0,
    notRanked: [
      { unit: '乙局', cause: 'nothingDue' },
      { unit: '丙局', cause: 'allExempt' },
      { unit: '丁局', cause: 'nothingDue' },
      { unit: '戊局', cause: 'allExcused' },
    ],
    only: null,
    commitments: { due: 0, kept: 0 },
    formulaVersion: '2026.1',
    dataAt: '2026-09-07 09:12',
  });

  it('say why each unit is not ranked', () => {
    expect(words(post)).toContain(
      '未参与排名 4 个：乙局、丁局（本期没有到期事项）；丙局（本期事项均已容错）；戊局（本期事项均有正当理由，暂不计分）。',
    );
  });

  it('end no line with a blank', () => {
    expect(words(post)).toContain('1. 甲局　99.0 分\n');
    expect(words(post)).not.toMatch(/\s$/m);
  });
});

describe('the lists', () => {
  it('gives every command a name and words of its own, and the form that Telegram takes', () => {
    const words = commands.flatMap((command) => [command.name, ...command.aliases]);
    expect(words.length).toBe(new Set(words).size);
    for (const { name, examples } of commands) {
      expect(name).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(examples.length).toBeGreaterThan(0);
    }
  });

  it('gives every button a name of its own', () => {
    expect(actions.length).toBe(new Set(actions.map((action) => action.name)).size);
  });

  it('keeps scheduled jobs off the full and half hours, when messages of everybody else go out', () => {
    expect(jobs.filter((job) => /^(0|30) /.test(job.cron)).map((job) => job.name)).toEqual([]);
  });
});
