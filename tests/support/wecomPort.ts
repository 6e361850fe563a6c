import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createWecom } from '../../bot/adapters/wecom/index.js';
import { readTaskId } from '../../bot/adapters/wecom/parts.js';
import { createBlobs } from '../../bot/blobs.js';
import { readConfig } from '../../bot/config.js';
import { createHttpServer } from '../../bot/http/server.js';
import type { Database } from '../../prisma/client.js';
import { wecom as words } from '../../services/texts/zhCN/wecom.js';
import { clockAt } from './clockAt.js';
import type { PlatformUnderTest, SeenMessage } from './portContract.js';
import { scratchFolder } from './scratchFolder.mjs';
import { type Shown, startWecomServer } from './wecomServer/index.js';

/** What a client shows of an app's markdown: no signs for bold, quotes and grey. */
const asSeen = (text: string): string => text.replace(/<\/?font[^>]*>|\*\*/g, '').replace(/^> /gm, '');

const labelsOf = ({ card, greyed }: Shown): string[] =>
  card?.card_type === 'button_interaction' && greyed === null ? card.button_list.map((button) => button.text) : [];

/** WeCom's app on a loopback server of its own, as the contract of every platform sees it. */
export async function wecomUnderTest(database: Database): Promise<PlatformUnderTest> {
  const clock = clockAt('2026-09-07T09:00:00+08:00');
  const server = await startWecomServer(() => clock.now());
  server.member('LiNa');
  const folder = mkdtempSync(join(scratchFolder(), 'wecom-'));
  const blobs = createBlobs(folder);
  const { wecom: config } = readConfig(server.env());
  if (!config) throw new Error('no door of WeCom is configured');
  const log = pino({ level: 'silent' });
  const { port, routes } = createWecom({ config, database, blobs, clockNow: () => clock.now(), log, words });
  const http = createHttpServer({ port: 0, host: '127.0.0.1', routes: routes ? [routes] : [] });
  server.state.callbackUrl = `${(await http.start()).url}/wecom/callback`;

  /** Posts of one message, by the id that the port gave for it. */
  async function sees(): Promise<SeenMessage[]> {
    const rows = await database.wecomMessage.findMany({ where: { msgid: { not: null } } });
    const ids = new Map(rows.map((row) => [row.msgid, row.messageId]));
    const seen = new Map<string, SeenMessage>();
    for (const shown of server.chat('lina')) {
      if (shown.recalled) continue;
      const id = ids.get(shown.msgid) ?? readTaskId(shown.card?.task_id ?? '')?.messageId ?? shown.msgid;
      const message = seen.get(id) ?? { id, text: '', buttons: [], files: 0 };
      if (shown.mediaId !== null) message.files++;
      else message.text += `${message.text === '' ? '' : '\n'}${asSeen(shown.text)}`;
      message.buttons.push(...labelsOf(shown));
      seen.set(id, message);
    }
    return [...seen.values()];
  }

  return {
    port,
    blobs,
    li: { id: 'lina', chat: 'lina' },
    remembersKeys: true,
    says: async (said) => void (await server.says('lina', said)),
    sends: async (name, bytes) => void (await server.sendsFile('lina', name, bytes)),
    // The newest card with this label: the contract has one message at a time.
    presses: async (_messageId, label) => void (await server.presses('lina', label)),
    sees,
    async stop() {
      await http.stop();
      await port.stop();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
