import { describe, expect, it, onTestFinished } from 'vitest';
import { checkWecom, type KnownPeople } from '../../../bot/adapters/wecom/doctor.js';
import { ConfigError, readConfig } from '../../../bot/config.js';
import { doctor } from '../../../services/texts/zhCN/doctor.js';
import { startWecomServer, type WecomServer } from '../../support/wecomServer/index.js';

async function open(): Promise<WecomServer> {
  const server = await startWecomServer(() => new Date());
  onTestFinished(() => server.close());
  server.member('ZhangSan');
  return server;
}

async function examine(
  server: WecomServer,
  doors: Parameters<WecomServer['env']>[0] = {},
  people: KnownPeople | null = null,
  now = () => new Date(),
): Promise<string[]> {
  const { wecom } = readConfig(server.env(doors));
  if (!wecom) throw new Error('no door');
  const findings = await checkWecom(wecom, people, now);
  // Whatever the doctor finds has words of its own.
  for (const { code, params } of findings) expect(doctor.wecom(code, params)).toMatch(/[\u4e00-\u9fff]/);
  return findings.filter((finding) => finding.level !== 'ok').map((finding) => `${finding.level} ${finding.code}`);
}

describe('the doctor', () => {
  it('finds nothing wrong where all doors are open', async () => {
    const server = await open();
    server.webhook('work');
    expect(await examine(server, { robot: true }, { userIds: ['zhangsan'], unmatched: 0, robot: null })).toEqual([]);
  });

  it('says when another program has taken the robot’s connection, and who holds it otherwise', async () => {
    const server = await open();
    server.webhook('work');
    const known = { userIds: ['zhangsan'], unmatched: 0 };
    const taken = { ...known, robot: { conflict: true, holder: '' } };
    expect(await examine(server, { robot: true }, taken)).toEqual(['wrong robotTaken']);
    const held = { ...known, robot: { conflict: false, holder: 'server-1, 4711' } };
    expect(await examine(server, { robot: true }, held)).toEqual([]);
  });

  it('says what is missing, the callback before anything that needs it', async () => {
    const server = await open();
    expect(await examine(server, { callback: false })).toEqual([
      'hint callbackMissing',
      'hint webhooksMissing',
      'hint robotMissing',
    ]);
    server.webhook('work');
    expect(await examine(server, { app: false })).toEqual(['hint appMissing', 'hint robotMissing']);
  });

  it('tells a refused secret, an untrusted address with the address, and another app’s number apart', async () => {
    const server = await open();
    server.webhook('work');
    server.state.faults.set('agent/get', [301002]);
    expect(await examine(server)).toEqual(['wrong agentWrong', 'hint robotMissing']);
    server.state.faults.set('agent/get', [60020]);
    const { wecom } = readConfig(server.env());
    const findings = wecom ? await checkWecom(wecom, null, () => new Date()) : [];
    expect(findings.find((finding) => finding.code === 'notTrusted')?.params).toEqual({ ip: '203.0.113.9' });
    server.state.faults.set('gettoken', [41004, 40001]);
    expect(await examine(server)).toEqual(['wrong tokenRefused', 'hint robotMissing']);
  });

  it('finds people who are out of the app’s sight, people without an account, and an empty range', async () => {
    const server = await open();
    server.webhook('work');
    server.member('LiSi', { visible: false });
    const people = { userIds: ['zhangsan', 'lisi', 'gone'], unmatched: 2, robot: null };
    expect(await examine(server, {}, people)).toEqual([
      'wrong peopleHidden',
      'wrong peopleUnmatched',
      'hint robotMissing',
    ]);
    server.state.members.clear();
    expect(await examine(server, {}, people)).toEqual(['wrong rangeEmpty', 'hint robotMissing']);
  });

  it('finds a clock that is off by minutes, and a host that cannot be reached', async () => {
    const server = await open();
    server.webhook('work');
    expect(await examine(server, {}, null, () => new Date(Date.now() + 300_000))).toContain('wrong clockWrong');
    const { wecom } = readConfig({ ...server.env(), WECOM_API_ROOT: 'http://127.0.0.1:9' });
    const findings = wecom ? await checkWecom(wecom, null, () => new Date()) : [];
    expect(findings.map((finding) => finding.code)).toContain('unreachable');
  });
});

describe('the variables of WeCom', () => {
  const problems = (env: Record<string, string>): string[] => {
    try {
      readConfig(env);
      return [];
    } catch (error) {
      return (error as ConfigError).problems;
    }
  };

  it('open nothing when none is set, and then the sandbox runs', () => {
    expect(readConfig({})).toMatchObject({ wecom: null, sandbox: true });
    expect(readConfig({ WECOM_WEBHOOKS: 'work=abc' })).toMatchObject({ sandbox: false });
    expect(readConfig({ WECOM_WEBHOOKS: 'work=abc', SANDBOX: '1' })).toMatchObject({ sandbox: true });
  });

  it('name groups by webhook and, where it is known, by the robot’s number', () => {
    const { wecom } = readConfig({ WECOM_WEBHOOKS: 'work=a-1@wrX, county=b-2' });
    expect(wecom?.groups).toEqual([
      { name: 'work', key: 'a-1', chatId: 'wrX' },
      { name: 'county', key: 'b-2', chatId: null },
    ]);
  });

  it('are all checked at once, also for what is missing beside them', () => {
    const found = problems({
      WECOM_CORP_ID: 'ww1',
      WECOM_AGENT_ID: 'x',
      WECOM_CALLBACK_TOKEN: 'bad token',
      WECOM_WEBHOOKS: 'work',
      WECOM_ROBOT_ID: 'r',
      PORT: '-1',
    });
    for (const name of [
      'PORT',
      'WECOM_AGENT_ID',
      'WECOM_SECRET',
      'WECOM_CALLBACK_TOKEN',
      'WECOM_ENCODING_AES_KEY',
      'WECOM_WEBHOOKS',
      'WECOM_ROBOT_SECRET',
    ])
      expect(found.join('\n')).toContain(name);
    expect(problems({ WECOM_WEBHOOKS: 'a=1,a=2' }).join()).toContain('twice');
  });
});
