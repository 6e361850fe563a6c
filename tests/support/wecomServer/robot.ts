import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { pad } from '../../../bot/adapters/wecom/crypto.js';
import { newId, note, type WecomState, within } from './state.js';

type Frame = { cmd?: string; headers?: { req_id?: string }; body?: Record<string, unknown>; errcode?: number };

/** The long connection of one robot. */
export interface RobotServer {
  /** Connections that subscribed, ever. */
  subscriptions(): number;
  connected(): boolean;
  /** Says something to the robot in a group or alone; resolves once it was written to the connection. */
  say(from: string, text: string, chatId?: string): void;
  /** Sends it a file in a single chat. */
  sendFile(from: string, name: string, bytes: Uint8Array): void;
  /** Ends the line without a word. */
  cut(): void;
  /** Tells the connection that another one took its place, as when somebody else connects and leaves. */
  kick(): void;
  /** Stops answering pings and everything else, with the line open. */
  mute(): void;
  close(): Promise<void>;
  /** Resolves when a connection has subscribed for the n-th time. */
  subscribed(times: number): Promise<void>;
}

export const ROBOT = { id: 'aib-1', secret: 'robot-secret' };

/** Serves the robot at `/robot` of a server; `url` is where its files can be fetched. */
export function serveRobot(state: WecomState, server: Server, url: () => string): RobotServer {
  const sockets = new WebSocketServer({ server, path: '/robot' });
  let current: WebSocket | null = null;
  let muted: WebSocket | null = null;
  let subscriptions = 0;
  let listeners: (() => void)[] = [];
  const uploads = new Map<string, { name: string; chunks: Buffer[] }>();

  const write = (socket: WebSocket, frame: object) => socket.send(JSON.stringify(frame));
  const refuse = (errcode: number, errmsg = 'refused') => ({ errcode, errmsg });

  const kick = (socket: WebSocket): void =>
    write(socket, {
      cmd: 'aibot_event_callback',
      headers: { req_id: randomUUID() },
      body: { msgtype: 'event', event: { eventtype: 'disconnected_event' } },
    });

  function handle(socket: WebSocket, { cmd, body = {} }: Frame): object {
    if (cmd === 'aibot_subscribe') {
      if (body.bot_id !== ROBOT.id) return refuse(93019);
      if (body.secret !== ROBOT.secret) return refuse(853000);
      if (current && current !== socket) kick(current);
      current = socket;
      subscriptions++;
      for (const listener of listeners) listener();
      return { errcode: 0, errmsg: 'ok' };
    }
    if (socket !== current) return refuse(846609);
    const planned = state.faults.get(cmd ?? '')?.shift();
    if (typeof planned === 'number') return refuse(planned);
    switch (cmd) {
      case 'aibot_send_msg':
        return send(body);
      case 'aibot_upload_media_init': {
        const id = newId('UP');
        uploads.set(id, { name: String(body.filename), chunks: [] });
        return { errcode: 0, body: { upload_id: id } };
      }
      case 'aibot_upload_media_chunk': {
        const chunk = Buffer.from(String(body.base64_data), 'base64');
        if (chunk.length > 512 * 1024) return refuse(40058);
        const upload = uploads.get(String(body.upload_id));
        if (!upload) return refuse(40058);
        upload.chunks[Number(body.chunk_index)] = chunk;
        return { errcode: 0 };
      }
      case 'aibot_upload_media_finish': {
        const upload = uploads.get(String(body.upload_id));
        const id = newId('MEDIA');
        const bytes = Buffer.concat(upload?.chunks ?? []);
        state.uploads.set(id, { place: 'robot', name: upload?.name ?? '', bytes, at: state.now().getTime() });
        return { errcode: 0, body: { type: 'file', media_id: id } };
      }
      default:
        return { errcode: 0, errmsg: 'ok' };
    }
  }

  function send(body: Record<string, unknown>): object {
    const chat = String(body.chatid);
    if (body.msgtype === 'text') return refuse(40008);
    if (within(state, state.sentAt, `robot ${chat}`, 60_000) >= 30) {
      state.dropped.push({ to: chat, why: 'robot limit' });
      return refuse(45009);
    }
    note(state, state.sentAt, `robot ${chat}`);
    const part = body[String(body.msgtype)] as { content?: string; media_id?: string };
    const upload = state.uploads.get(part.media_id ?? '');
    if (part.media_id !== undefined && upload?.place !== 'robot') return refuse(40007);
    const post = {
      at: state.now().getTime(),
      by: 'robot' as const,
      msgtype: String(body.msgtype),
      text: part.content ?? upload?.name ?? '',
      bytes: upload?.bytes ?? null,
    };
    state.groups.set(chat, [...(state.groups.get(chat) ?? []), post]);
    return { errcode: 0, errmsg: 'ok' };
  }

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      if (socket === muted) return;
      const frame = JSON.parse((data as Buffer).toString('utf8')) as Frame;
      write(socket, { headers: frame.headers, ...handle(socket, frame) });
    });
    socket.on('close', () => {
      if (socket === current) current = null;
    });
  });

  const callback = (from: string, chatId: string | undefined, more: object) => {
    if (!current) throw new Error('the robot is not connected');
    const place = chatId === undefined ? { chattype: 'single' } : { chattype: 'group', chatid: chatId };
    const body = { msgid: newId('rm'), aibotid: ROBOT.id, ...place, from: { userid: from }, ...more };
    write(current, { cmd: 'aibot_msg_callback', headers: { req_id: randomUUID() }, body });
  };

  return {
    subscriptions: () => subscriptions,
    connected: () => current !== null,
    say: (from, text, chatId) =>
      callback(from, chatId, { msgtype: 'text', text: { content: chatId === undefined ? text : `@督办 ${text}` } }),
    sendFile(from, name, bytes) {
      const key = randomBytes(32);
      const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
      const sealed = Buffer.concat([cipher.update(pad(bytes)), cipher.final()]);
      const id = newId('F');
      state.uploads.set(id, { place: 'sealed', name, bytes: sealed, at: state.now().getTime() });
      callback(from, undefined, {
        msgtype: 'file',
        file: { url: `${url()}/files/${id}`, aeskey: key.toString('base64'), filename: name },
      });
    },
    cut: () => current?.terminate(),
    kick: () => {
      if (current) kick(current);
      current = null;
    },
    mute: () => {
      muted = current;
      current = null;
    },
    async subscribed(times) {
      if (subscriptions >= times) return;
      await new Promise<void>((resolve) => {
        listeners.push(() => {
          if (subscriptions >= times) resolve();
        });
      });
      listeners = [];
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}
