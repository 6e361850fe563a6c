// What `npm start` and `npm test` do first: dependencies from the lock file, database clients. Uses only what comes with Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.duban-lock');
const turn = join(root, '.installing');
const OLDEST_NODE = [20, 19];

/** Ends the process with words for a person, not a stack. */
export function stop(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  stop(
    `Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}. Install a newer one and try again.`,
  );
}

const isInstalled = (hash) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

/**
 * Installs the dependencies when the lock file is not the one that was installed last.
 * @param whileCompiling called once, when all are unpacked and those with native code may still be compiled
 */
async function install(whileCompiling) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).update(process.versions.modules).digest('hex');
  if (isInstalled(hash)) return whileCompiling();
  // Two installs at once into one folder break it: the second waits for the first.
  while (!takeTurn()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  if (isInstalled(hash)) {
    endTurn();
    return whileCompiling();
  }
  console.log('正在安装依赖（首次约 1–2 分钟）… installing dependencies');
  const unpacked = await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  let compiled = unpacked;
  if (unpacked === 0) {
    const compiling = npm('rebuild');
    await whileCompiling();
    compiled = await compiling;
  }
  if (compiled === 0) writeFileSync(stamp, hash);
  endTurn();
  if (compiled !== 0)
    stop(
      `The dependencies could not be installed (npm ${unpacked === 0 ? 'rebuild' : 'ci'} failed, see above).`,
      'Check that the npm registry can be reached, and that python3, make and a C++ compiler are there for better-sqlite3.',
    );
}

/**
 * Runs npm. SQLite's own -O2 stands for better-sqlite3's -O3: as quick, and compiled in three quarters of the time.
 * @returns its exit status; null when it could not be run or was killed
 */
async function npm(...args) {
  const windows = process.platform === 'win32';
  const started = spawn(windows ? 'npm.cmd' : 'npm', [...args, '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
    env: { CFLAGS: '-O2', ...process.env },
  });
  try {
    const [status] = await once(started, 'exit');
    return status;
  } catch (error) {
    console.error(error.message);
    return null;
  }
}

/** Writes our process id into the turn file; false while another living process holds it. */
function takeTurn() {
  try {
    writeFileSync(turn, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0);
  } catch {
    endTurn();
  }
  return false;
}

const endTurn = () => rmSync(turn, { force: true });

/**
 * Brings a checkout to where its code can run. Quick when there is nothing to do.
 * @param meanwhile called when everything but better-sqlite3 is there, which may take a minute to compile
 */
export async function setUp(meanwhile = () => {}) {
  checkNode();
  await install(async () => {
    const { generate } = await import('./generate.mjs');
    if (await generate()) console.log('已生成数据库客户端 database clients generated');
    meanwhile();
  });
}

/** Runs a tool of node_modules/.bin; ends the process when it fails. */
export function run(tool, args, { quiet = false } = {}) {
  const bin = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : tool);
  const { status } = spawnSync(bin, args, {
    cwd: root,
    stdio: quiet ? 'pipe' : 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
