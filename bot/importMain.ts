import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UserError } from '../domain/userError.js';
import { textsFor } from '../services/texts/index.js';
import { buildApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { importFile, reportWords } from './importFile.js';

const USAGE = 'npm run import -- FILE [--dry-run] [--json] [--hidden]';

/** Runs `npm run import` and answers the exit code: 0, or 1 when the file could not be read. Wrong rows are no failure: the report names them. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, hidden: { type: 'boolean' } },
  });
  const [file] = positionals;
  if (file === undefined || !existsSync(file)) {
    process.stderr.write(`${USAGE}\n`);
    return 1;
  }
  const dryRun = values['dry-run'] === true;
  const app = await buildApp(readConfig());
  try {
    // An empty data folder begins as the bot itself would begin it.
    await app.prepare();
    const report = await importFile(app, file, { dryRun, hidden: values.hidden === true });
    process.stdout.write(`${values.json ? JSON.stringify(report) : reportWords(report, dryRun)}\n`);
    return 0;
  } finally {
    await app.stop();
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const words =
      error instanceof UserError
        ? textsFor(undefined).error(error.code, error.params)
        : error instanceof ConfigError
          ? error.problems.join('\n')
          : String(error instanceof Error ? error.stack : error);
    if (process.argv.includes('--json')) {
      const code = error instanceof UserError ? error.code : 'failed';
      process.stdout.write(`${JSON.stringify({ error: { code, message: words } })}\n`);
    }
    process.stderr.write(`${words}\n`);
    process.exitCode = 1;
  },
);
