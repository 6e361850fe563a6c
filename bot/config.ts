import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../prisma/projectRoot.js';
import { type WecomConfig, wecomGaps, wecomOf, wecomVariables } from './wecomConfig.js';

const instant = z
  .string()
  .refine((words) => /T.*(Z|[+-]\d\d:\d\d)$/.test(words) && !Number.isNaN(Date.parse(words)), {
    error: 'must be an instant with its zone, such as 2022-02-24T08:00:00+08:00',
  })
  .transform((words) => new Date(words));

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, { error: 'must begin with file: or postgresql://' })
    .optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_PLAN: z.string().min(1).optional(),
  SANDBOX_NOW: instant.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  SANDBOX: z.enum(['0', '1']).optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{5,}:[\w-]{30,}$/, { error: 'is not a token as BotFather gives it (123456:ABC…)' })
    .optional(),
  TELEGRAM_API_ROOT: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, { error: 'must be 16–256 of A–Z a–z 0–9 _ -' })
    .optional(),
  ...wecomVariables,
});

/** Telegram as configured. */
export interface TelegramConfig {
  token: string;
  /** Without a slash at the end. */
  apiRoot: string;
  /** null: updates are polled. */
  webhook: { url: string; secret: string } | null;
}

/** The parsed environment: everything else receives it, or parts of it. */
export interface Config {
  /** TCP port of the page, API and webhooks; 0 takes a free one. */
  port: number;
  /** Address that the port is bound to; 127.0.0.1 unless a webhook must be reached from elsewhere. */
  host: string;
  /** Absolute path of the folder for the database, stored files and the sandbox. */
  dataDir: string;
  databaseUrl: string;
  /** Whether the sandbox runs: without a platform always, beside one only when told to. */
  sandbox: boolean;
  telegram: TelegramConfig | null;
  /** Absolute path of the plan that an empty database begins with; null: none. The sandbox always has one. */
  demoPlan: string | null;
  /** Where the sandbox's clock starts in an empty data folder; the system's time when not given. */
  sandboxNow: Date | undefined;
  logLevel: string;
  /** Null when no door of WeCom is configured. */
  wecom: WecomConfig | null;
}

/** Platforms on which the first administrator can send the claim code: WeCom where somebody can write to the bot privately. */
export const claimPlatforms = ({ telegram, wecom }: Config): ('telegram' | 'wecom')[] => [
  ...(telegram ? (['telegram'] as const) : []),
  ...(wecom?.app?.callback || wecom?.robot ? (['wecom'] as const) : []),
];

/** A configuration that cannot be used: every problem at once, in words. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

const SHIPPED_PLANS = ['province', 'county2022'];

/** Parses the environment. An empty value counts as not set. Throws ConfigError with all problems. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []),
    ...(given.TELEGRAM_WEBHOOK_URL && !given.TELEGRAM_WEBHOOK_SECRET
      ? ['TELEGRAM_WEBHOOK_SECRET: is needed with TELEGRAM_WEBHOOK_URL, so that nobody else can post updates']
      : []),
    ...wecomGaps(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const { PORT, HOST, DATA_DIR, DATABASE_URL, DEMO_PLAN, SANDBOX, SANDBOX_NOW, LOG_LEVEL } = parsed.data;
  const wecom = wecomOf(parsed.data);
  const dataDir = fromRoot(DATA_DIR);
  const telegram = telegramOf(parsed.data);
  const sandbox = (telegram === null && wecom === null) || SANDBOX === '1';
  const plan = DEMO_PLAN ?? (sandbox ? 'province' : null);
  return {
    port: PORT,
    host: HOST,
    dataDir,
    sandbox,
    telegram,
    databaseUrl: DATABASE_URL ?? `file:${join(dataDir, 'duban.db')}`,
    demoPlan: plan === null ? null : planFile(plan),
    sandboxNow: SANDBOX_NOW,
    logLevel: LOG_LEVEL,
    wecom,
  };
}

const fromRoot = (path: string): string => (isAbsolute(path) ? path : join(projectRoot, path));

const planFile = (plan: string): string =>
  SHIPPED_PLANS.includes(plan) ? join(projectRoot, 'prisma', 'demo', `${plan}.json`) : fromRoot(plan);

function telegramOf(env: z.infer<typeof environment>): TelegramConfig | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = env;
  if (token === undefined) return null;
  return {
    token,
    apiRoot: env.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
    webhook: url !== undefined && secret !== undefined ? { url, secret } : null,
  };
}
