import type { Logger } from 'pino';
import type { StoredFile } from '../../../domain/message.js';
import { UserError } from '../../../domain/userError.js';
import { createBlobs } from '../../blobs.js';
import type { ChatPort } from '../../port.js';
import type { SandboxChat } from './chats.js';
import { SandboxError } from './errors.js';
import { createInputs, type InputTrace, MAX_UPLOAD_BYTES, type Upload } from './inputs.js';
import { createFeed } from './receive.js';
import { createSend } from './send.js';
import { openSandboxStore, type SandboxStore } from './store.js';

/** What a sandbox needs: the data folder, the clock of the whole process, and the log. */
export interface SandboxParts {
  dataDir: string;
  clockNow: () => Date;
  log: Logger;
}

/** A chat platform that lives in the process: the bot talks to `port`, people act through the rest. */
export interface Sandbox {
  port: ChatPort;
  store: SandboxStore;
  /** Writes in a chat; resolves when the bot has taken or rejected it. Throws SandboxError('chatUnknown' | 'notMember'). */
  say(input: { as: string; chat: string; text: string }): Promise<InputTrace>;
  /** Presses a button, likewise. Throws SandboxError('messageUnknown' | 'notMember' | 'buttonUnknown' | 'buttonDisabled'). */
  press(input: { as: string; message: number; button: string }): Promise<InputTrace>;
  /** Sends a file of 1 byte to 20 MB, likewise. Throws SandboxError('chatUnknown' | 'notMember' | 'fileEmpty' | 'fileTooLarge'). */
  upload(input: Upload): Promise<InputTrace>;
  /** Creates the private chat of somebody the bot does not know. Throws SandboxError('personExists'). */
  addStranger(person: { id?: string; name: string }): SandboxChat;
  /** A message's picture or file. Throws SandboxError('messageUnknown' | 'fileUnknown'). */
  attachment(messageId: number, kind: 'image' | 'file'): Promise<{ file: StoredFile; bytes: Uint8Array }>;
  /** Calls back with a chat's id after each change in it; the answer ends that. */
  onChange(listener: (chatId: string) => void): () => void;
  /** Closes the store; stop the port first. */
  close(): void;
}

/** Opens the sandbox's store in the data folder and builds the platform on it; starts nothing. */
export function createSandbox({ dataDir, clockNow, log }: SandboxParts): Sandbox {
  const store = openSandboxStore(dataDir);
  const uploads = createBlobs(dataDir, 'sandbox-files');
  const blobs = createBlobs(dataDir);
  const inputs = createInputs(store, uploads, clockNow);
  const feed = createFeed(store, log);
  const listeners = new Set<(chatId: string) => void>();
  const changed = (chatId: string): void => {
    for (const listener of listeners) listener(chatId);
  };

  async function deliver(trace: InputTrace): Promise<InputTrace> {
    changed(trace.chatId);
    await feed.pump(trace.chatId);
    return trace;
  }

  return {
    store,
    port: {
      platform: 'sandbox',
      capabilities: { refusesDuplicates: true, edits: true },
      limits: [],
      start: (receive) => feed.start(receive),
      stop: () => feed.stop(),
      send: createSend({ store, blobs, clockNow, changed }),
      async download({ ref }) {
        const bytes = await uploads.read(ref);
        if (bytes.byteLength > MAX_UPLOAD_BYTES) throw new UserError('fileTooLarge');
        return bytes;
      },
    },
    say: async (input) => deliver(inputs.say(input)),
    press: async (input) => deliver(inputs.press(input)),
    upload: async (input) => deliver(await inputs.upload(input)),
    addStranger(person) {
      const chat = store.transaction(() => store.addStranger(person));
      changed(chat.id);
      return chat;
    },
    async attachment(messageId, kind) {
      const message = store.findMessage(messageId);
      if (!message) throw new SandboxError('messageUnknown');
      const file = message[kind];
      const home = message.from === 'bot' ? blobs : uploads;
      if (!file || !(await home.has(file.sha256))) throw new SandboxError('fileUnknown');
      return { file, bytes: await home.read(file.sha256) };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => store.close(),
  };
}
