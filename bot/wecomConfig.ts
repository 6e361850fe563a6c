import { z } from 'zod';

/** The app's part: 1:1 messages, and, where the callback is set, cards and answers. */
export interface WecomAppConfig {
  corpId: string;
  agentId: number;
  secret: string;
  callback: { token: string; encodingAesKey: string } | null;
}

/** A group that is posted to by webhook; `chatId` is the robot's id of the same group, so that both are one chat. */
export interface WecomGroupConfig {
  name: string;
  key: string;
  chatId: string | null;
}

/** Which of WeCom's three doors are open. At least one is. */
export interface WecomConfig {
  /** Host of the REST interface, without a slash at the end. */
  apiRoot: string;
  /** Accounts of the unit: it may send 200 messages per account and day (doc 90236). */
  seats: number;
  app: WecomAppConfig | null;
  groups: WecomGroupConfig[];
  robot: { id: string; secret: string; wsUrl: string } | null;
}

const url = (pattern: RegExp, hint: string) => z.string().regex(pattern, { error: hint });

const namesIn = (pairs: string): string[] => pairs.split(',').map((pair) => pair.split('=')[0]?.trim() ?? '');

/** The variables of WeCom. */
export const wecomVariables = {
  WECOM_CORP_ID: z.string().optional(),
  WECOM_AGENT_ID: z.coerce.number({ error: 'must be the number shown as AgentId' }).int().positive().optional(),
  WECOM_SECRET: z.string().optional(),
  WECOM_CALLBACK_TOKEN: z
    .string()
    .regex(/^[0-9A-Za-z]{1,32}$/, { error: 'has up to 32 letters and digits' })
    .optional(),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[0-9A-Za-z+/]{43}$/, { error: 'has exactly 43 characters' })
    .optional(),
  WECOM_API_ROOT: url(/^https?:\/\/[^/]+$/, 'must be a host with https://, without a path').default(
    'https://qyapi.weixin.qq.com',
  ),
  WECOM_ROBOT_ID: z.string().optional(),
  WECOM_ROBOT_SECRET: z.string().optional(),
  WECOM_ROBOT_WS_URL: url(/^wss?:\/\//, 'must begin with wss://').default('wss://openws.work.weixin.qq.com'),
  WECOM_WEBHOOKS: z
    .string()
    .regex(/^[^=,@\s]+=[^=,@\s]+(@[^=,@\s]+)?(\s*,\s*[^=,@\s]+=[^=,@\s]+(@[^=,@\s]+)?)*$/, {
      error: 'must be name=key pairs with commas between, each optionally followed by @ and the group’s chat id',
    })
    .refine((pairs) => new Set(namesIn(pairs)).size === namesIn(pairs).length, { error: 'names a group twice' })
    .optional(),
  WECOM_SEATS: z.coerce.number({ error: 'must be the number of accounts' }).int().positive().default(200),
};

const environment = z.object(wecomVariables);
type Variables = z.infer<typeof environment>;

/** Variables that only make sense together: [all of them, what they open]. */
const TOGETHER: [(keyof Variables)[], string][] = [
  [['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET'], 'the app'],
  [['WECOM_CALLBACK_TOKEN', 'WECOM_ENCODING_AES_KEY'], 'the callback'],
  [['WECOM_ROBOT_ID', 'WECOM_ROBOT_SECRET'], 'the smart robot'],
];

/** What is wrong about the combination of variables, whatever they hold. */
export function wecomGaps(given: Record<string, unknown>): string[] {
  const problems = TOGETHER.flatMap(([names, what]) => {
    const missing = names.filter((name) => given[name] === undefined);
    return missing.length > 0 && missing.length < names.length
      ? missing.map((name) => `${name}: is missing; ${names.join(', ')} open ${what} together`)
      : [];
  });
  if (given.WECOM_CALLBACK_TOKEN !== undefined && given.WECOM_CORP_ID === undefined)
    problems.push('WECOM_CORP_ID: is missing; the callback belongs to the app');
  return problems;
}

/** What the variables open; null when they open nothing. */
export function wecomOf(env: Variables): WecomConfig | null {
  const groups = (env.WECOM_WEBHOOKS ?? '')
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const [name = '', rest = ''] = pair.trim().split('=');
      const [key = '', chatId] = rest.split('@');
      return { name, key, chatId: chatId ?? null };
    });
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_SECRET: secret } = env;
  const { WECOM_CALLBACK_TOKEN: token, WECOM_ENCODING_AES_KEY: encodingAesKey } = env;
  const { WECOM_ROBOT_ID: id, WECOM_ROBOT_SECRET: robotSecret } = env;
  const config: WecomConfig = {
    apiRoot: env.WECOM_API_ROOT,
    seats: env.WECOM_SEATS,
    app:
      corpId !== undefined && agentId !== undefined && secret !== undefined
        ? {
            corpId,
            agentId,
            secret,
            callback: token !== undefined && encodingAesKey !== undefined ? { token, encodingAesKey } : null,
          }
        : null,
    groups,
    robot:
      id !== undefined && robotSecret !== undefined ? { id, secret: robotSecret, wsUrl: env.WECOM_ROBOT_WS_URL } : null,
  };
  const open = config.app !== null || config.robot !== null || groups.length > 0;
  return open ? config : null;
}
