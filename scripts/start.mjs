// npm start: set-up, compile, run, all in one process.
process.env.TZ = 'UTC'; // before anything reads the clock: days are reckoned in explicit zones

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, setUp } from './setup.mjs';

const env = join(root, '.env');
if (existsSync(env)) process.loadEnvFile(env);
await setUp();
build();
await import('../dist/bot/main.js');
