import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, onTestFinished } from 'vitest';
import { createSandbox } from '../../../bot/adapters/sandbox/index.js';
import type { Inbound } from '../../../bot/port.js';
import { describeOnEachDatabase } from '../../support/database.js';
import { portContract } from '../../support/doorContract.js';
import { startHarness } from './harness.js';
import { scratchFolder } from '../../support/scratchFolder.mjs';

describeOnEachDatabase('the port of WeCom’s app', (databases) => {
  portContract(async () => {
    const harness = await startHarness(await databases.open());
    const { server, heard } = harness;
    const shown = () => server.chat('zhangsan').filter((each) => !each.recalled);
    const fresh = async (act: () => Promise<unknown>) => {
      const before = heard.length;
      await act();
      return heard.slice(before);
    };
    return {
      chat: 'zhangsan',
      goneChat: 'nobody',
      send: harness.send,
      seen: () => shown().map((each) => each.text),
      says: (words) => fresh(() => server.says('zhangsan', words)),
      presses: (label) => fresh(() => server.presses('zhangsan', label)),
      pressable: () =>
        shown()
          .filter((each) => each.card && each.greyed === null)
          .map((each) => each.text),
    };
  });
});

describe('the port of the sandbox', () => {
  portContract(async () => {
    const dataDir = mkdtempSync(join(scratchFolder(), 'sandbox-'));
    const log = pino({ level: 'silent' });
    const sandbox = createSandbox({ dataDir, clockNow: () => new Date('2026-09-07T01:00:00Z'), log });
    const li = { id: 'li', name: '李娜', role: '', unit: '' };
    sandbox.store.upsertChat({ id: 'p-li', title: '李娜', kind: 'private', members: [li] });
    const heard: Inbound[] = [];
    await sandbox.port.start(async (inbound) => void heard.push(inbound));
    onTestFinished(async () => {
      await sandbox.port.stop();
      sandbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    const messages = () =>
      sandbox.store.listMessages('p-li', 0).filter((message) => message.from === 'bot' && !message.retracted);
    const buttons = () =>
      messages().flatMap((message) =>
        message.rows.flat().flatMap((button) => (button.disabled ? [] : [{ message: message.id, ...button }])),
      );
    const fresh = async (act: () => Promise<unknown>) => {
      const before = heard.length;
      await act();
      return heard.slice(before);
    };
    return {
      chat: 'p-li',
      goneChat: 'p-nobody',
      send: (outgoing) => sandbox.port.send(outgoing),
      seen: () => messages().map((message) => message.text),
      says: (words) => fresh(() => sandbox.say({ as: 'li', chat: 'p-li', text: words })),
      presses: (label) =>
        fresh(async () => {
          const found = buttons().findLast((button) => button.label === label);
          await sandbox.press({ as: 'li', message: found?.message ?? 0, button: found?.id ?? '' });
        }),
      pressable: () => buttons().map((button) => button.label),
    };
  });
});
