// npm run import -- FILE [--dry-run] [--json]: set-up, compile, import. Everything but the result goes to stderr.
process.env.TZ = 'UTC'; // before anything reads the clock: days are reckoned in explicit zones

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, setUp } from './setup.mjs';

const env = join(root, '.env');
if (existsSync(env)) process.loadEnvFile(env);
const log = console.log;
console.log = console.error;
await setUp();
build();
console.log = log;
await import('../dist/bot/importMain.js');
