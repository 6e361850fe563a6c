process.env.TZ = 'UTC';
import { mkdtempSync } from 'node:fs';
const { startPostgres } = await import('/work/main/tests/support/postgresServer.mjs');
const server = await startPostgres();
import { createRequire } from 'node:module';
const require = createRequire('/work/main/package.json');
const pg = require('pg');
let n = 0,
  ms = 0;
const by = new Map();
const q = pg.Client.prototype.query;
pg.Client.prototype.query = function (a, ...r) {
  const text = (a?.text ?? a) + '';
  const k = text.replace(/\s+/g, ' ').slice(0, 90);
  const t = performance.now();
  n++;
  const out = q.call(this, a, ...r);
  if (out?.then)
    out.then(
      () => {
        const d = performance.now() - t;
        ms += d;
        const s = by.get(k) ?? { n: 0, ms: 0 };
        s.n++;
        s.ms += d;
        by.set(k, s);
      },
      () => {},
    );
  return out;
};
const { buildApp } = await import('/work/main/dist/bot/app.js');
const { readConfig } = await import('/work/main/dist/bot/config.js');
const c = new pg.Client({ connectionString: server.url('postgres') });
await c.connect();
await c.query('CREATE DATABASE prof');
await c.end();
const dir = mkdtempSync('/tmp/prof/d-');
const start = new Date('2022-02-24T08:00:00+08:00');
const config = {
  ...readConfig({ PORT: '0', DATA_DIR: dir, DEMO_PLAN: 'county2022', LOG_LEVEL: 'error' }),
  databaseUrl: server.url('prof'),
  sandboxNow: start,
};
const app = await buildApp(config, { system: { now: () => start } });
await app.start();
const t0 = Date.now();
n = 0;
ms = 0;
by.clear();
const c0 = process.cpuUsage();
await app.advanceTo(new Date('2022-03-20T20:00:00+08:00'));
const cpu = process.cpuUsage(c0);
console.log('ms', Date.now() - t0, 'cpu ms', ((cpu.user + cpu.system) / 1000) | 0, 'queries', n, 'query ms', ms | 0);
[...by]
  .sort((a, b) => b[1].ms - a[1].ms)
  .slice(0, 16)
  .forEach(([k, s]) => console.log(s.n, s.ms | 0, (s.ms / s.n).toFixed(2), k));
await app.stop();
await server.stop();
