import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../prisma/projectRoot.js';

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');

describe('the documents', () => {
  it('have the permission matrix and the job table that the lists say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    expect(stderr.replace(/^.*ExperimentalWarning[^\n]*\n.*\n?/m, '')).toBe('');
    expect(status).toBe(0);
  });

  it('name every variable of the environment in .env.example', () => {
    const names = [...read('bot/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter((name) => !new RegExp(`^${name}=`, 'm').test(read('.env.example')))).toEqual([]);
  });

  it('name every dependency with its reason', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const list = read('docs/dependencies.md');
    const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !name.startsWith('@types/') && !list.includes(name),
    );
    expect(missing).toEqual([]);
  });

  it('link only to files that are there', () => {
    const dead = ['README.md', 'CONTRIBUTING.md'].flatMap((file) =>
      [...read(file).matchAll(/\]\((?!http)([^)#]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(projectRoot, target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});
