import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { projectRoot } from '../../prisma/projectRoot.js';

const program = `import { startPostgres } from './tests/support/postgresServer.mjs';
  const { port } = await startPostgres();
  console.log(port);
  setInterval(() => {}, 1000);`;

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

test('the server for tests ends when the process that started it is killed', async () => {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(owner.stdout, 'data');
  const port = Number(line);
  expect(await answers(port)).toBe(true);
  owner.kill('SIGKILL');
  await expect.poll(() => answers(port), { timeout: 5000 }).toBe(false);
});
