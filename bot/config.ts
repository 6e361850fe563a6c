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
  DEMO_PLAN: z.string().min(1).default('province'),
  SANDBOX_NOW: instant.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  SANDBOX: z.enum(['0', '1']).optional(),
  ...wecomVariables,
});

/** The parsed environment: everything else receives it, or parts of it. */
export interface Config {
  /** TCP port of the page and API on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** Absolute path of the folder for the database, stored files and the sandbox. */
  dataDir: string;
  databaseUrl: string;
  /** Absolute path of the plan that an empty sandbox begins with. */
  demoPlan: string;
  /** Where the sandbox's clock starts in an empty data folder; the system's time when not given. */
  sandboxNow: Date | undefined;
  logLevel: string;
  /** Whether the sandbox runs: where no platform is configured, or beside them when SANDBOX=1 says so. */
  sandbox: boolean;
  /** Null when no door of WeCom is configured. */
  wecom: WecomConfig | null;
}

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
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...wecomGaps(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const wecom = wecomOf(parsed.data);
  const { PORT, DATA_DIR, DATABASE_URL, DEMO_PLAN, SANDBOX_NOW, LOG_LEVEL } = parsed.data;
  const dataDir = fromRoot(DATA_DIR);
  return {
    port: PORT,
    dataDir,
    databaseUrl: DATABASE_URL ?? `file:${join(dataDir, 'duban.db')}`,
    demoPlan: SHIPPED_PLANS.includes(DEMO_PLAN)
      ? join(projectRoot, 'prisma', 'demo', `${DEMO_PLAN}.json`)
      : fromRoot(DEMO_PLAN),
    sandboxNow: SANDBOX_NOW,
    logLevel: LOG_LEVEL,
    sandbox: parsed.data.SANDBOX === '1' || wecom === null,
    wecom,
  };
}

const fromRoot = (path: string): string => (isAbsolute(path) ? path : join(projectRoot, path));
