import { createHash } from 'node:crypto';
import type { Message, StoredFile } from '../../../domain/message.js';
import { WecomApiError, WecomPausedError } from './errors.js';
import { wordOf } from './http.js';
import type { MediaCache } from './media.js';
import { messageIdOf, type Part, partsOf, type PartWords, ROBOT_MANNER } from './parts.js';
import type { RobotSocket } from './robotSocket.js';
import { type DoorSender, type Given, NOTHING_GIVEN } from './send.js';

/** Bytes of one chunk of an upload before base64, and chunks of one upload (doc 101463). */
const CHUNK_BYTES = 512 * 1024;

/** Pause while the robot is not connected, in ms: its messages wait for it. */
const NOT_READY_PAUSE_MS = 15_000;
/** The same where another process is the robot, which will send it. */
const ELSEWHERE_PAUSE_MS = 2_000;

/** Where the robot speaks: a person or a group, with the id exactly as WeCom writes it. */
export interface RobotTarget {
  chatId: string;
  kind: 'single' | 'group';
}

/** The sending side of the smart robot. */
export function createRobotDoor(parts: {
  socket: RobotSocket;
  media: MediaCache;
  words: PartWords;
  clockNow: () => Date;
}) {
  const { socket, media, words, clockNow } = parts;

  const upload = (type: 'image' | 'file', file: StoredFile) => async (bytes: Uint8Array) => {
    const md5 = createHash('md5').update(bytes).digest('hex');
    const chunks = Math.ceil(bytes.byteLength / CHUNK_BYTES);
    const opened = await socket.request('aibot_upload_media_init', {
      type,
      filename: file.name,
      total_size: bytes.byteLength,
      total_chunks: chunks,
      md5,
    });
    const uploadId = wordOf(opened.body?.upload_id);
    for (let index = 0; index < chunks; index++) {
      const chunk = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
      await socket.request('aibot_upload_media_chunk', {
        upload_id: uploadId,
        chunk_index: index,
        base64_data: Buffer.from(chunk).toString('base64'),
      });
    }
    const finished = await socket.request('aibot_upload_media_finish', { upload_id: uploadId });
    return wordOf(finished.body?.media_id);
  };

  async function bodyOf(part: Part): Promise<Record<string, unknown>> {
    if (part.kind === 'card') throw new RangeError('the robot offers letters, not cards');
    if (part.kind !== 'media') return { msgtype: 'markdown', markdown: { content: part.text } };
    const id = await media.idOf('robot', part.type, part.file, upload(part.type, part.file));
    return { msgtype: part.type, [part.type]: { media_id: id } };
  }

  async function deliver(target: RobotTarget, part: Part): Promise<Given> {
    const state = socket.state();
    const pauseMs = state === 'stopped' ? ELSEWHERE_PAUSE_MS : NOT_READY_PAUSE_MS;
    if (state !== 'ready') throw new WecomPausedError(clockNow().getTime() + pauseMs, `robot is ${state}`);
    const place = { chatid: target.chatId, chat_type: target.kind === 'group' ? 2 : 1 };
    const send = async () => socket.request('aibot_send_msg', { ...place, ...(await bodyOf(part)) });
    try {
      await send();
    } catch (error) {
      if (!(error instanceof WecomApiError) || error.fault !== 'media' || part.kind !== 'media') throw error;
      media.drop('robot', part.type, part.file);
      await send();
    }
    return NOTHING_GIVEN;
  }

  return {
    sender: (target: RobotTarget, message: Message): DoorSender => ({
      door: 'robot',
      compose: (key) => partsOf(message, ROBOT_MANNER, messageIdOf(key), words),
      deliver: (part) => deliver(target, part),
    }),
  };
}
