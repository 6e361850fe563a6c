// npm run simulate [-- --weeks 12 --seed 1]: the demo campaign with scripted people; prints one JSON object last.
process.env.TZ = 'UTC'; // before anything reads the clock

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { scratchFolder } from '../tests/support/scratchFolder.mjs';
import { setUp, stop } from './setup.mjs';

function options() {
  try {
    const { values } = parseArgs({
      options: { weeks: { type: 'string', default: '12' }, seed: { type: 'string', default: '1' } },
    });
    const [weeks, seed] = [Number(values.weeks), Number(values.seed)];
    if (!Number.isInteger(weeks) || weeks < 1 || weeks > 52)
      throw new Error('--weeks takes a whole number from 1 to 52');
    if (!Number.isInteger(seed)) throw new Error('--seed takes a whole number');
    return { weeks, seed };
  } catch (error) {
    return stop(`npm run simulate -- [--weeks 12] [--seed 1]: ${error.message}`);
  }
}

const { weeks, seed } = options();
await setUp();
build();
const { simulate } = await import('./simulation/simulate.mjs');
// Nothing of a run is kept, and waiting for a disk tells nothing.
const dataDir = mkdtempSync(join(scratchFolder(), 'duban-simulation-'));
try {
  const figures = await simulate({
    dataDir,
    weeks,
    seed,
    plan: 'province',
    startsOn: '2026-08-30',
    progress: (line) => console.log(line),
  });
  console.log(JSON.stringify(figures));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
