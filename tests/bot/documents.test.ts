import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createBlobs } from '../../bot/blobs.js';
import { createDocuments } from '../../bot/documents.js';
import type { Threads } from '../../services/documents/threads.js';
import { describeOnDatabase } from '../support/database.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

describeOnDatabase('sqlite', 'documents that messages name', (databases) => {
  async function open(threads: Threads) {
    const database = await databases.open();
    const dataDir = mkdtempSync(join(scratchFolder(), 'duban-made-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const logged: object[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line) as object) });
    const now = new Date('2026-09-14T01:00:00Z');
    const blobs = createBlobs(dataDir);
    const documents = createDocuments({ database, clock: { now: () => now }, blobs, dataDir, log, threads });
    const campaign = await database.campaign.create({
      data: { name: '测试', startsOn: '2026-08-01', endsOn: '2026-12-31', rules: {}, schedules: {}, createdAt: now },
    });
    const board = await database.board.create({
      data: {
        campaignId: campaign.id,
        kind: 'week',
        periodKey: '2026-W37',
        startsOn: '2026-09-07',
        endsOn: '2026-09-13',
        formulaVersion: '1',
        formula: {},
        rules: {},
        dataAt: now,
      },
    });
    const message = {
      lines: [{ kind: 'text' as const, spans: ['红黑榜'] }],
      attach: {
        request: { make: 'boardPoster' as const, boardId: board.id, page: 1 },
        otherwise: [{ kind: 'note' as const, spans: ['没有图片'] }],
      },
    };
    return { documents, message, logged };
  }

  it('are made once for the same content, also when several messages ask at once', async () => {
    let runs = 0;
    const run = async () => {
      runs++;
      return new Uint8Array([1, 2, 3]);
    };
    const { documents, message } = await open({ run, stop: async () => {} });
    const sent = await Promise.all([documents.complete(message), documents.complete(message)]);
    sent.push(await documents.complete(message));
    expect(runs).toBe(1);
    for (const each of sent)
      expect(each).toMatchObject({ image: { mime: 'image/png', bytes: 3 }, lines: [{ spans: ['红黑榜'] }] });
    expect(sent[0]).not.toHaveProperty('attach');
  });

  it('give way to words when they cannot be made, and the log says so', async () => {
    const run = () => Promise.reject(new Error('out of memory'));
    const { documents, message, logged } = await open({ run, stop: async () => {} });
    const sent = await documents.complete(message);
    expect(sent.lines.map((line) => line.spans)).toEqual([['红黑榜'], ['没有图片']]);
    expect(sent.image).toBeUndefined();
    expect(logged).toHaveLength(1);
  });
});
