import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions, commands } from '../../commands/index.js';
import { jobs } from '../../jobs/index.js';
import { projectRoot } from '../../prisma/projectRoot.js';
import { textsFor } from '../../services/texts/index.js';

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
    expect(commands.map((command) => command.name).filter((name) => !(name in t.help.commands))).toEqual([]);
  });

  it('holds no emoji', () => {
    expect(codeBelow('services/texts')).not.toMatch(/\p{Extended_Pictographic}/u);
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
