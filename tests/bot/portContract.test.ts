import { describe } from 'vitest';
import { createBlobs } from '../../bot/blobs.js';
import { type PlatformUnderTest, portContract } from '../support/portContract.js';
import { telegramUnderTest } from '../support/telegramPort.js';
import { someone } from '../support/telegramServer/index.js';
import { dropFolder, makeFolder, openSandbox } from './sandboxHarness.js';

async function sandbox(): Promise<PlatformUnderTest> {
  const folder = makeFolder();
  const platform = openSandbox(folder);
  const li = { id: 'li', chat: 'p-li' };
  const ofBot = () => platform.store.listMessages(li.chat, 0).filter((message) => message.from === 'bot');
  return {
    port: platform.port,
    blobs: createBlobs(folder),
    li,
    says: async (words) => void (await platform.say({ as: li.id, chat: li.chat, text: words })),
    sends: async (name, bytes) =>
      void (await platform.upload({ as: li.id, chat: li.chat, name, mime: 'text/plain', bytes })),
    async presses(messageId, label) {
      const message = ofBot().find((each) => String(each.id) === messageId);
      const button = message?.rows.flat().find((each) => each.label === label);
      await platform.press({ as: li.id, message: Number(messageId), button: button?.id ?? '' });
    },
    sees: () =>
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
    says: async (words) => void li.says(words),
    sends: async (name, bytes) => void li.sendsFile(name, 'text/plain', Buffer.from(bytes)),
    async presses(messageId, label) {
      const message = ofBot().find((each) => String(each.id) === messageId);
      const button = message?.keyboard?.inline_keyboard.flat().find((each) => each.text === label);
      if (message && button) li.presses(message, button);
    },
    sees: () =>
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
