import { pino } from 'pino';
import type { WecomConfig } from '../../wecomConfig.js';
import { createApi, type WecomApi } from './api.js';
import { WecomApiError, WecomNetworkError } from './errors.js';
import { serverTime, wordOf } from './http.js';
import { createTokens } from './token.js';

/** One thing the doctor found; its words are in services/texts. In the order in which an administrator should act. */
export interface Finding {
  level: 'ok' | 'hint' | 'wrong';
  code: string;
  params: Record<string, string | number>;
}

/** People as the database knows them: user ids that are bound, and how many of the roster are not. */
export interface KnownPeople {
  userIds: readonly string[];
  unmatched: number;
  /** The robot's connection as the running bot told it last, and which process holds it; null where neither is known. */
  robot: { conflict: boolean; holder: string } | null;
}

/** A clock that is off by more than this many seconds gets callbacks refused as replays sooner or later. */
const MOST_SKEW_SECONDS = 60;
/** People who are looked up one by one; a sample is enough to show that the range is wrong. */
const MOST_LOOKED_UP = 200;
const MOST_NAMED = 10;

const found = (level: Finding['level'], code: string, params: Finding['params'] = {}): Finding => ({
  level,
  code,
  params,
});

/**
 * Looks at every door: what is missing and in which order to set it up, the clock, the token, the app and who sees it.
 * Sends no message, and does not connect as the robot: that would kick the running bot's connection.
 * @param people null when there is no database yet
 */
export async function checkWecom(
  config: WecomConfig,
  people: KnownPeople | null,
  clockNow: () => Date,
): Promise<Finding[]> {
  return [...(await checkApp(config, people, clockNow)), ...checkGroups(config, people)];
}

async function checkApp(config: WecomConfig, people: KnownPeople | null, clockNow: () => Date): Promise<Finding[]> {
  const { app, apiRoot } = config;
  if (!app) return [found('hint', 'appMissing')];
  const findings = [app.callback ? found('ok', 'callbackOk') : found('hint', 'callbackMissing')];
  const log = pino({ level: 'silent' });
  const tokens = createTokens({ app, apiRoot, clockNow, log });
  try {
    findings.push(await checkClock(apiRoot, clockNow));
    await tokens.get();
    findings.push(found('ok', 'tokenOk'));
    const api = createApi(apiRoot, tokens, clockNow);
    const agent = await checkAgent(api, app.agentId);
    findings.push(...agent);
    if (agent.every((each) => each.level === 'ok') && people) findings.push(...(await checkPeople(api, people)));
  } catch (error) {
    findings.push(troubleOf(error, apiRoot));
  }
  return findings;
}

async function checkClock(apiRoot: string, clockNow: () => Date): Promise<Finding> {
  const theirs = await serverTime(`${apiRoot}/cgi-bin/gettoken`);
  const seconds = theirs ? Math.round(Math.abs(theirs.getTime() - clockNow().getTime()) / 1000) : 0;
  return found(seconds > MOST_SKEW_SECONDS ? 'wrong' : 'ok', seconds > MOST_SKEW_SECONDS ? 'clockWrong' : 'clockOk', {
    seconds,
  });
}

function troubleOf(error: unknown, apiRoot: string): Finding {
  if (error instanceof WecomNetworkError)
    return found('wrong', 'unreachable', { host: new URL(apiRoot).host, reason: error.message });
  if (!(error instanceof WecomApiError)) throw error;
  // The address that WeCom saw stands only in its words; they are shown, nothing is decided by them.
  const ip = /from ip: ([0-9a-fA-F.:]+)/.exec(error.message)?.[1] ?? '';
  return error.errcode === 60020
    ? found('wrong', 'notTrusted', { ip })
    : found('wrong', 'tokenRefused', { errcode: error.errcode });
}

async function checkAgent(api: WecomApi, agentId: number): Promise<Finding[]> {
  try {
    const agent = await api.get('agent/get', { agentid: agentId });
    const count = (list: unknown): number => (Array.isArray(list) ? list.length : 0);
    const users = count((agent.allow_userinfos as { user?: unknown } | undefined)?.user);
    const parties = count((agent.allow_partys as { partyid?: unknown } | undefined)?.partyid);
    const tags = count((agent.allow_tags as { tagid?: unknown } | undefined)?.tagid);
    if (agent.close === 1) return [found('wrong', 'agentClosed')];
    if (users + parties + tags === 0) return [found('wrong', 'rangeEmpty')];
    return [found('ok', 'agentOk', { name: wordOf(agent.name), users, parties, tags })];
  } catch (error) {
    if (!(error instanceof WecomApiError) || error.errcode === 60020) throw error;
    return [found('wrong', 'agentWrong', { errcode: error.errcode })];
  }
}

async function checkPeople(api: WecomApi, { userIds, unmatched }: KnownPeople): Promise<Finding[]> {
  const hidden: string[] = [];
  for (const userid of userIds.slice(0, MOST_LOOKED_UP)) {
    try {
      await api.get('user/get', { userid });
    } catch (error) {
      if (!(error instanceof WecomApiError) || error.fault !== 'member') throw error;
      hidden.push(userid);
    }
  }
  const names = hidden.slice(0, MOST_NAMED).join(', ');
  return [
    userIds.length === 0
      ? found('hint', 'peopleNone')
      : hidden.length > 0
        ? found('wrong', 'peopleHidden', { count: hidden.length, names })
        : found('ok', 'peopleVisible', { count: userIds.length }),
    ...(unmatched > 0 ? [found('wrong', 'peopleUnmatched', { count: unmatched })] : []),
  ];
}

function checkGroups({ groups, robot }: WecomConfig, people: KnownPeople | null): Finding[] {
  const names = groups.map((group) => group.name).join(', ');
  const unpaired = groups.filter((group) => group.chatId === null).map((group) => group.name);
  return [
    groups.length > 0 ? found('ok', 'webhooks', { count: groups.length, names }) : found('hint', 'webhooksMissing'),
    robot ? robotFinding(people) : found('hint', 'robotMissing'),
    ...(robot && unpaired.length > 0 ? [found('hint', 'unpaired', { names: unpaired.join(', ') })] : []),
  ];
}

function robotFinding(people: KnownPeople | null): Finding {
  const robot = people?.robot;
  if (robot?.conflict) return found('wrong', 'robotTaken');
  return robot && robot.holder !== '' ? found('ok', 'robotHeld', { holder: robot.holder }) : found('ok', 'robotSet');
}
