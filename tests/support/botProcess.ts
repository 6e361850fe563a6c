import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../prisma/projectRoot.js';

/** The compiled bot in a process of its own. */
export interface BotProcess {
  /** Address of its page and API, without a slash at the end. */
  url: string;
  /** Ends it and waits until it is gone: SIGKILL at once, SIGTERM after what is under way. @returns its exit code */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** The errors that it has logged, one JSON line each. */
  faults(): string[];
}

/**
 * Starts `dist/bot/main.js` (npm test compiles it first) on a free port and waits until it says where it is.
 * @param settings environment variables as in .env.example; nothing else of ours is passed on
 * Throws Error with its output when it ends before that.
 */
export async function startBot(settings: Record<string, string>): Promise<BotProcess> {
  const child: ChildProcess = spawn(process.execPath, [join(projectRoot, 'dist', 'bot', 'main.js')], {
    env: { TZ: 'UTC', PORT: '0', LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    log += part;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /http:\/\/[\d.]+:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    void exit.then(([code]) => reject(new Error(`the bot ended with ${code}\n${said}\n${log}`)));
  });
  return {
    url,
    // Node's own warnings go the same way, but are no JSON.
    faults: () => log.split('\n').filter((line) => line.startsWith('{')),
    async end(signal) {
      child.kill(signal);
      const [code] = await exit;
      return code;
    },
  };
}
