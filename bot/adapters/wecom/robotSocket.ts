import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type RawData, WebSocket } from 'ws';
import { WecomApiError, WecomNetworkError } from './errors.js';

/** A frame of the long connection (doc 101463). */
export interface Frame {
  cmd?: string;
  headers?: { req_id?: string };
  body?: Record<string, unknown>;
  errcode?: number;
  errmsg?: string;
}

/** Times of the connection, in ms. */
export interface SocketTimes {
  /** A ping every so often (doc 101463: 30 s). */
  heartbeat: number;
  /** Without any frame for so long the connection counts as dead, though the socket may look open. */
  watchdog: number;
  /** How long an answer to a frame may take. */
  answer: number;
  /** First pause before connecting again; it doubles. */
  firstPause: number;
  longestPause: number;
  /** First pause after another program took the connection; it doubles up to the longest. */
  kicked: number;
  longestKicked: number;
}

export const SOCKET_TIMES: SocketTimes = {
  heartbeat: 30_000,
  watchdog: 90_000,
  answer: 10_000,
  firstPause: 1_000,
  longestPause: 60_000,
  kicked: 600_000,
  longestKicked: 6 * 3_600_000,
};

/** Codes after which connecting again is in vain: the secret or the id is wrong, or the feature is not open. */
const HOPELESS = new Set([853000, 93019, 853006]);
/** The subscription was lost although the socket is open. */
const NOT_SUBSCRIBED = 846609;

/** Where the connection stands. `standby`: another program took over, and it will be long before it is tried again; `refused`: the credentials are wrong. */
export type SocketState = 'stopped' | 'connecting' | 'ready' | 'waiting' | 'standby' | 'refused';

export interface RobotSocket {
  start(): void;
  stop(): Promise<void>;
  state(): SocketState;
  /** Sends a frame and resolves with its answer's body. Throws WecomNetworkError, WecomApiError. */
  request(cmd: string, body: Record<string, unknown>): Promise<Frame>;
}

export interface RobotSocketParts {
  url: string;
  botId: string;
  secret: string;
  log: Logger;
  onFrame: (frame: Frame) => void;
  times?: SocketTimes;
  /** Told of every change of the state. */
  onState?: (state: SocketState) => void;
  /** Spreads reconnections: a number from 0 to below 1. */
  spread?: () => number;
}

/**
 * The robot's one long connection: subscribes, pings, notices a dead line, and connects again with growing, spread
 * pauses. When WeCom says that another connection took over it stands by for long, and longer each time: connecting
 * again at once would only kick that one, which would come back, and so on for ever.
 */
export function createRobotSocket(parts: RobotSocketParts): RobotSocket {
  const { url, botId, secret, log, onFrame, onState, times = SOCKET_TIMES, spread = Math.random } = parts;
  const waiting = new Map<string, { resolve: (frame: Frame) => void; reject: (error: Error) => void }>();
  let state: SocketState = 'stopped';
  let socket: WebSocket | null = null;
  let failures = 0;
  let kicks = 0;
  let readyAt = 0;
  let timers: NodeJS.Timeout[] = [];
  let pause: NodeJS.Timeout | null = null;
  let heardAt = 0;

  function become(next: SocketState): void {
    if (next === state) return;
    state = next;
    onState?.(next);
  }

  function connect(): void {
    become('connecting');
    const mine = new WebSocket(url, { handshakeTimeout: times.answer, maxPayload: 64 * 1024 * 1024 });
    socket = mine;
    mine.on('open', () => void subscribe(mine));
    mine.on('message', (data) => {
      if (mine === socket) hear(textOf(data));
    });
    // An error is always followed by close.
    mine.on('error', (error) => log.warn({ reason: error.message }, 'robot connection'));
    mine.on('close', () => {
      if (mine === socket) lost();
    });
  }

  async function subscribe(mine: WebSocket): Promise<void> {
    heardAt = performance.now();
    timers = [setInterval(() => beat(mine), times.heartbeat), setInterval(() => watch(mine), times.watchdog / 3)];
    try {
      await send(mine, 'aibot_subscribe', { bot_id: botId, secret });
      if (mine !== socket) return;
      failures = 0;
      readyAt = performance.now();
      become('ready');
    } catch (error) {
      if (mine !== socket) return;
      if (error instanceof WecomApiError && HOPELESS.has(error.errcode)) {
        log.error({ errcode: error.errcode }, 'WeCom refuses the robot: run npm run doctor');
        leave('refused');
      } else mine.terminate();
    }
  }

  const beat = (mine: WebSocket): void => {
    send(mine, 'ping', undefined).catch(() => {
      // The watchdog ends a line on which nothing is heard.
    });
  };

  function watch(mine: WebSocket): void {
    if (performance.now() - heardAt > times.watchdog) mine.terminate();
  }

  function hear(text: string): void {
    heardAt = performance.now();
    let frame: Frame;
    try {
      frame = JSON.parse(text) as Frame;
    } catch {
      return;
    }
    const answer = frame.cmd === undefined ? waiting.get(frame.headers?.req_id ?? '') : undefined;
    if (answer) {
      if (frame.errcode === NOT_SUBSCRIBED) socket?.terminate();
      if ((frame.errcode ?? 0) === 0) answer.resolve(frame);
      else answer.reject(new WecomApiError(frame.errcode ?? -1, frame.errmsg ?? ''));
    } else if (isKick(frame)) {
      giveWay();
    } else if (frame.cmd !== undefined) onFrame(frame);
  }

  /** Another program connected as this robot. */
  function giveWay(): void {
    if (performance.now() - readyAt > times.longestKicked) kicks = 0;
    const pauseMs = Math.min(times.kicked * 2 ** kicks++, times.longestKicked);
    log.error(
      { pauseMs },
      'another program connected as this robot; it is tried again after a pause. Run npm run doctor',
    );
    leave('standby');
    pause = setTimeout(connect, pauseMs);
  }

  /** Ends this connection. */
  function leave(why: SocketState): void {
    const mine = socket;
    socket = null;
    release();
    become(why);
    mine?.terminate();
  }

  function lost(): void {
    socket = null;
    release();
    become('waiting');
    const longest = Math.min(times.firstPause * 2 ** failures++, times.longestPause);
    pause = setTimeout(connect, longest * (0.5 + spread() / 2));
  }

  function release(): void {
    for (const timer of timers) clearInterval(timer);
    timers = [];
    for (const { reject } of waiting.values()) reject(new WecomNetworkError(true, 'robot connection lost'));
    waiting.clear();
  }

  function send(mine: WebSocket, cmd: string, body: Record<string, unknown> | undefined): Promise<Frame> {
    const id = `${cmd}_${randomUUID()}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new WecomNetworkError(true, 'no answer on the robot connection'));
      }, times.answer);
      const end = (act: () => void) => {
        clearTimeout(timer);
        waiting.delete(id);
        act();
      };
      waiting.set(id, {
        resolve: (frame) => end(() => resolve(frame)),
        reject: (error) => end(() => reject(error)),
      });
      mine.send(JSON.stringify({ cmd, headers: { req_id: id }, ...(body ? { body } : {}) }), (error) => {
        if (error) waiting.get(id)?.reject(new WecomNetworkError(true, 'robot connection lost'));
      });
    });
  }

  return {
    start() {
      if (state === 'stopped') connect();
    },
    async stop() {
      if (pause) clearTimeout(pause);
      const mine = socket;
      leave('stopped');
      if (mine && mine.readyState !== WebSocket.CLOSED) await new Promise((resolve) => mine.once('close', resolve));
    },
    state: () => state,
    async request(cmd, body) {
      if (state !== 'ready' || !socket) throw new WecomNetworkError(false, `robot is ${state}`);
      return send(socket, cmd, body);
    },
  };
}

/** Frames come as one buffer: the socket's binary type is never changed. */
const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '');

const isKick = (frame: Frame): boolean => {
  const event = frame.body?.event as { eventtype?: string } | undefined;
  return frame.cmd === 'aibot_event_callback' && (event?.eventtype ?? frame.body?.msgtype) === 'disconnected_event';
};
