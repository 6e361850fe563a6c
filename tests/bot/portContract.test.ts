import { describe } from 'vitest';
import { createBlobs } from '../../bot/blobs.js';
import { describeOnEachDatabase } from '../support/database.js';
import { type PlatformUnderTest, portContract } from '../support/portContract.js';
import { telegramUnderTest } from '../support/telegramPort.js';
import { someone } from '../support/telegramServer/index.js';
import { wecomUnderTest } from '../support/wecomPort.js';
import { dropFolder, makeFolder, openSandbox } from './sandboxHarness.js';

async function sandbox(): Promise<PlatformUnderTest> {
  const folder = makeFolder();
  const platform = openSandbox(folder);
  const li = { id: 'li', chat: 'p-li' };
  const ofBot = () =>
    platform.store.listMessages(li.chat, 0).filter((message) => message.from === 'bot' && !message.retracted);
  return {
    port: platform.port,
    blobs: createBlobs(folder),
    li,
    remembersKeys: true,
    says: async (words) => void (await platform.say({ as: li.id, chat: li.chat, text: words })),
    sends: async (name, bytes) =>
      void (await platform.upload({ as: li.id, chat: li.chat, name, mime: 'text/plain', bytes })),
    async presses(messageId, label) {
      const message = ofBot().find((each) => String(each.id) === messageId);
      const button = message?.rows.flat().find((each) => each.label === label);
      await platform.press({ as: li.id, message: Number(messageId), button: button?.id ?? '' });
    },
    sees: async () =>
      ofBot().map(({ id, text, rows, image, file }) => ({
        id: String(id),
        text,
        buttons: rows.flat().flatMap((button) => (button.disabled ? [] : [button.label])),
        files: [image, file].filter(Boolean).length,
      })),
    async stop() {
      await platform.port.stop();
      platform.close();
      dropFolder(folder);
    },
  };
}

async function telegram(): Promise<PlatformUnderTest> {
  const { port, server, blobs, stop } = await telegramUnderTest();
  const li = someone(server, 5_000_000_001, '李娜');
  li.chat.open = true;
  const ofBot = () => [...li.chat.messages.values()].filter((message) => message.fromBot);
  return {
    port,
    blobs,
    li: { id: String(li.id), chat: String(li.id) },
    remembersKeys: false,
    says: async (words) => void li.says(words),
    sends: async (name, bytes) => void li.sendsFile(name, 'text/plain', Buffer.from(bytes)),
    async presses(messageId, label) {
      const message = ofBot().find((each) => String(each.id) === messageId);
      const button = message?.keyboard?.inline_keyboard.flat().find((each) => each.text === label);
      if (message && button) li.presses(message, button);
    },
    sees: async () =>
      ofBot().map(({ id, text, keyboard, files }) => ({
        id: String(id),
        text,
        buttons: (keyboard?.inline_keyboard ?? []).flat().flatMap((each) => ('disabled' in each ? [] : [each.text])),
        files: files.length,
      })),
    stop,
  };
}

describe('the sandbox as a platform', () => portContract(sandbox));
describe('Telegram as a platform', () => portContract(telegram));
describeOnEachDatabase('WeCom as a platform', (databases) =>
  portContract(async () => wecomUnderTest(await databases.open())),
);
