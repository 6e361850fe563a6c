// npm run doctor: says what is missing or wrong about the configured platforms, and in which order to put it right.
process.env.TZ = 'UTC';

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, setUp } from './setup.mjs';

const env = join(root, '.env');
if (existsSync(env)) process.loadEnvFile(env);
await setUp();
build();
await import('../dist/bot/doctor.js');
