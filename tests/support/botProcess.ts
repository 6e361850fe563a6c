import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../prisma/projectRoot.js';

/** The compiled bot in a process of its own. */
export interface BotProcess {
  /** What it printed so far. */
  output(): string;
  /** SIGKILL: nothing gets a chance to finish. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts dist/bot/main.js and resolves once it says that it is ready. Needs `npm run build` before. */
export async function startBot(env: Record<string, string>): Promise<BotProcess> {
  const main = join(projectRoot, 'dist', 'bot', 'main.js');
  if (!existsSync(main)) throw new Error('dist/bot/main.js is missing: run npm run build first');
  const child = spawn(process.execPath, [main], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', LOG_LEVEL: 'error', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (printed.includes('就绪')) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then((code) => reject(new Error(`the bot ended (${code}):\n${printed}`)));
  });
  return {
    output: () => printed,
    kill: () => end(child, 'SIGKILL', ended).then(() => undefined),
    stop: () => end(child, 'SIGTERM', ended),
  };
}

function end(
  child: ChildProcess,
  signal: 'SIGKILL' | 'SIGTERM',
  ended: Promise<number | null>,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return ended;
}
