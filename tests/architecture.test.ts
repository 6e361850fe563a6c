import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../prisma/projectRoot.js';

/** Every source file, with its code and its imports as paths from the project's root or package names. */
const sources = ['bot', 'commands', 'jobs', 'services', 'domain', 'prisma'].flatMap((folder) =>
  filesBelow(join(projectRoot, folder))
    .filter((file) => file.endsWith('.ts') && !file.includes('/generated/'))
    .map((file) => {
      const path = relative(projectRoot, file);
      const code = readFileSync(file, 'utf8');
      const imports = [...code.matchAll(/(?<!['/])(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) =>
        target.startsWith('.') ? join(dirname(path), target) : target,
      );
      return { path, code, imports, lines: code.split('\n').length };
    }),
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const within = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));

/** Imports of a folder's files that no rule allows, as 'file → import'. */
function forbidden(folder: string, allowed: RegExp[]): string[] {
  return within(folder).flatMap(({ path, imports }) =>
    imports.filter((target) => !allowed.some((rule) => rule.test(target))).map((target) => `${path} → ${target}`),
  );
}

/** Files whose code matches, except the ones that may. */
function usersOf(pattern: RegExp, allowed: string[] = []): string[] {
  return sources.filter(({ path, code }) => pattern.test(code) && !allowed.includes(path)).map(({ path }) => path);
}

describe('who may import whom', () => {
  it('the domain imports the domain, and the calendar its data', () => {
    expect(forbidden('domain', [/^domain\//, /^chinese-days\//, /^dayjs/])).toEqual([]);
    expect(usersOf(/from 'chinese-days/, ['domain/calendar.ts'])).toEqual([]);
    expect(usersOf(/from 'dayjs/, ['domain/day.ts'])).toEqual([]);
  });

  it('use cases import the domain, use cases, the store and zod; document libraries under documents only', () => {
    const documents = /^(@takumi-rs\/|hucre$|hucre\/|docx$|node:)/;
    const found = forbidden('services', [/^domain\//, /^services\//, /^prisma\/store\//, /^zod$/]);
    expect(
      found.filter((each) => !(each.startsWith('services/documents/') && documents.test(each.split(' → ')[1] ?? ''))),
    ).toEqual([]);
  });

  it('words and shapes of messages import the domain only', () => {
    expect(forbidden('services/texts', [/^domain\//, /^services\/texts\//])).toEqual([]);
  });

  it('commands import use cases, the domain, their own folder and zod', () => {
    expect(forbidden('commands', [/^domain\//, /^services\//, /^commands\//, /^zod$/])).toEqual([]);
  });

  it('jobs import use cases, the domain and their own folder', () => {
    expect(forbidden('jobs', [/^domain\//, /^services\//, /^jobs\//])).toEqual([]);
  });

  it('the store imports the domain and the database client', () => {
    expect(forbidden('prisma/store', [/^domain\//, /^prisma\//, /^@prisma\//])).toEqual([]);
    expect(
      within('prisma').flatMap(({ imports }) =>
        imports.filter((target) => /^(bot|commands|jobs|services)\//.test(target)),
      ),
    ).toEqual([]);
  });

  it('nobody imports the bot', () => {
    const others = sources.filter(({ path }) => !path.startsWith('bot/'));
    expect(others.filter(({ imports }) => imports.some((target) => target.startsWith('bot/')))).toEqual([]);
  });

  it('a platform is known to its adapter and the composition root only', () => {
    expect(usersOf(/from 'grammy/).filter((path) => !path.startsWith('bot/adapters/telegram/'))).toEqual([]);
    const users = within('bot').filter(({ path, imports }) => {
      const own = /^bot\/adapters\/(\w+)\//.exec(path)?.[1];
      return imports.some((target) => {
        const adapter = /^bot\/adapters\/(\w+)\//.exec(target)?.[1];
        return adapter !== undefined && adapter !== own;
      });
    });
    // The sandbox's page and its demo are part of that platform, served and filled from outside its folder.
    const sandboxOwn = (path: string) => /^bot\/http\/sandbox|^bot\/demo\.ts$/.test(path);
    const knowsAll = ['bot/app.ts', 'bot/doctor.ts'];
    expect(users.map(({ path }) => path).filter((path) => !knowsAll.includes(path) && !sandboxOwn(path))).toEqual([]);
  });
});

describe('what stands in one place', () => {
  it('the cron library only in the scheduler', () => {
    expect(usersOf(/from 'node-cron'/, ['bot/scheduler.ts'])).toEqual([]);
  });

  it('the environment only in the config', () => {
    expect(usersOf(/process\.env/, ['bot/config.ts'])).toEqual([]);
  });

  it('the machine’s clock only in the clock', () => {
    expect(usersOf(/new Date\(\)|Date\.now\(\)/, ['bot/clock.ts'])).toEqual([]);
  });

  it('transactions only in transaction.ts, which router, scheduler and delivery use', () => {
    expect(usersOf(/\$transaction\(/, ['bot/transaction.ts'])).toEqual([]);
  });

  it('Chinese words for people only in the texts, the sandbox’s own page, and command words', () => {
    const quoted = /(['"`])(?:(?!\1).)*[\u4e00-\u9fff]/;
    const speaks = sources.filter(({ path, code }) => {
      if (/^services\/texts\/|^domain\/|^prisma\/|^bot\/http\/|^bot\/adapters\/sandbox\/|^bot\/main\.ts/.test(path))
        return false;
      const withoutComments = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
      const withoutWords = withoutComments
        .replace(/(aliases|examples): \[[^\]]*\]/g, '')
        .replace(/\/[^/\n]*[\u4e00-\u9fff][^/\n]*\//g, '');
      return quoted.test(withoutWords);
    });
    expect(speaks.map(({ path }) => path)).toEqual([]);
  });
});

describe('sizes', () => {
  it('no file has more than 400 lines, and half of them fewer than 100', () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ path }) => path)).toEqual([]);
    const sorted = sources.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
  });
});
