import type { Logger } from 'pino';
import type { Message } from '../../../domain/message.js';
import { commands } from '../../../commands/index.js';
import type { Database } from '../../../prisma/client.js';
import { forgetWecomMessages, noteWecomClosed } from '../../../prisma/store/wecom.js';
import { moveChat } from '../../../prisma/store/chats.js';
import { noteWebhookGroups } from '../../../prisma/store/wecomGroups.js';
import type { Phrases } from '../../../services/texts/index.js';
import type { Blobs } from '../../blobs.js';
import type { Routes } from '../../http/server.js';
import type { KeepLease } from '../../lease.js';
import type { ChatPort, Connection, Inbound, Outgoing, Receive, SendOutcome } from '../../port.js';
import { inTransaction } from '../../transaction.js';
import type { WecomConfig } from '../../wecomConfig.js';
import { asChoice, asPress } from './answers.js';
import { createApi } from './api.js';
import { type AppDoor, createAppDoor } from './appDoor.js';
import { callbackRoutes } from './callback.js';
import { downloadFile } from './download.js';
import { WecomApiError } from './errors.js';
import { wordOf } from './http.js';
import { createMediaCache } from './media.js';
import { menuOf } from './menu.js';
import { createMeter } from './meter.js';
import { addressOfChat, groupAddress, placeOf, robotAddress, titleOfChat } from './places.js';
import { normalUserId, readAppUpdate } from './receive.js';
import { createRobotDoor } from './robot.js';
import { readRobotMessage } from './robotReceive.js';
import { createRobotSocket, type Frame, type SocketState, type SocketTimes } from './robotSocket.js';
import { sendMessage } from './send.js';
import { createTokens } from './token.js';
import { createWebhooks } from './webhook.js';
import type { XmlFields } from './xml.js';

export interface WecomParts {
  config: WecomConfig;
  database: Database;
  blobs: Blobs;
  clockNow: () => Date;
  log: Logger;
  words: Phrases['wecom'];
  /** Times of the robot's connection, where they are not the usual ones. */
  times?: SocketTimes;
  /** WeCom lets one process be the robot: of several, the lease's holder is. Without it this process just connects. */
  lease?: KeepLease;
  /** Told when the connection's state changes. */
  onConnection?: (connection: Connection) => void;
}

/** The lease of the robot's one connection. */
export const robotLease = (robotId: string): string => `wecom:robot:${robotId}`;

/** How the robot's connection is told; states in between are not. */
const ROBOT_CONNECTION: Partial<Record<SocketState, Connection['state']>> = {
  ready: 'ok',
  waiting: 'unreachable',
  standby: 'conflict',
  refused: 'unauthorized',
};

/** WeCom behind one port: the app for members, webhooks and the robot for groups. */
export interface Wecom {
  port: ChatPort;
  /** The callback's door on the HTTP server; null when the app's callback is not configured. */
  routes: Routes | null;
  robotState(): SocketState | null;
  /** The user id behind a mobile number, null when the directory does not tell. Throws WecomApiError, WecomNetworkError. */
  userIdOfMobile: ((mobile: string) => Promise<string | null>) | null;
}

/** What is older than every code, limit and recall is forgotten. */
const REMEMBER_DAYS = 7;
const DAY_MS = 86_400_000;
/** The machine's address is not among the trusted ones. */
const NOT_TRUSTED = 60020;
/** The beginning of an outbox key that answers a command given to the robot. */
const ROBOT_REPLY = 're:wecom:robot:';

/** Builds the adapter over the doors that are configured; nothing is received before port.start(). */
export function createWecom(parts: WecomParts): Wecom {
  const { config, database, blobs, clockNow, log, words, times } = parts;
  const { app, apiRoot } = config;
  const keys = app?.callback ? { ...app.callback, receiveId: app.corpId } : null;
  const media = createMediaCache(blobs, clockNow);
  const tokens = app && createTokens({ app, apiRoot, clockNow, log });
  const api = tokens && createApi(apiRoot, tokens, clockNow);
  const sendParts = { database, meter: createMeter(config.seats), clockNow, log };
  const appDoor: AppDoor | null =
    app && api
      ? createAppDoor({
          api,
          agentId: app.agentId,
          hasCallback: app.callback !== null,
          media,
          database,
          clockNow,
          log,
          words,
        })
      : null;
  const webhooks = createWebhooks({ apiRoot, blobs, media, words });
  const socket = config.robot
    ? createRobotSocket({
        url: config.robot.wsUrl,
        botId: config.robot.id,
        secret: config.robot.secret,
        log,
        onFrame: (frame) => void onFrame(frame),
        onState: (state) => report(ROBOT_CONNECTION[state], 'robot'),
        ...(times ? { times } : {}),
      })
    : null;
  const keeper =
    (socket &&
      config.robot &&
      parts.lease?.(robotLease(config.robot.id), { begin: () => socket.start(), end: () => socket.stop() })) ||
    null;
  const robot = socket && createRobotDoor({ socket, media, words, clockNow });
  /** User ids as WeCom writes them, by our lower-case ones: the robot wants its own spelling back. */
  const spelling = new Map<string, string>();
  let receive: Receive | null = null;
  let told = '';
  let tidiedAt = 0;
  let underWay = 0;
  let idle = () => {};

  function report(state: Connection['state'] | undefined, door: string): void {
    if (state === undefined || `${state} ${door}` === told) return;
    told = `${state} ${door}`;
    parts.onConnection?.({ state, detail: state === 'ok' ? '' : door, account: '' });
  }

  async function take(inbound: Inbound): Promise<void> {
    if (!receive) throw new Error('WeCom: not started');
    underWay++;
    try {
      await receive(inbound.button ? inbound : await asChoice(database, inbound));
    } finally {
      if (--underWay === 0) idle();
    }
  }

  async function onCallback(fields: XmlFields): Promise<void> {
    const update = readAppUpdate(fields, clockNow());
    if (update.kind === 'words') await take(update.inbound);
    else if (update.kind === 'press') await take(await asPress(database, update.inbound, update.press));
    else if (update.kind === 'notice')
      log.error({ event: update.event, at: update.detail }, 'WeCom may switch the app off');
  }

  async function onFrame({ cmd, body }: Frame): Promise<void> {
    if (cmd !== 'aibot_msg_callback') return;
    const update = readRobotMessage(body, clockNow(), (chatId) => ({
      chat: addressOfChat(config, chatId),
      title: titleOfChat(config, chatId) ?? words.groupTitle(chatId),
    }));
    if (!update) return;
    spelling.set(normalUserId(update.userId), update.userId);
    try {
      if (update.chatId !== null && (await tellNumber(update.chatId, update.inbounds[0]?.text))) return;
      for (const inbound of update.inbounds) await take(inbound);
    } catch (error) {
      // The robot's messages do not come again: the person will.
      log.error({ err: error }, 'a message to the WeCom robot was not taken');
    }
  }

  /** Tells a group's number where it is asked for: an administrator needs it to pair the group with its webhook. */
  async function tellNumber(chatId: string, text: string | undefined): Promise<boolean> {
    if (text !== `/${words.groupNumberWord}`) return false;
    const content = words.groupNumber(chatId);
    await socket?.request('aibot_send_msg', {
      chatid: chatId,
      chat_type: 2,
      msgtype: 'markdown',
      markdown: { content },
    });
    return true;
  }

  /** Once a day. */
  async function tidyUp(): Promise<void> {
    const now = clockNow().getTime();
    if (now - tidiedAt < DAY_MS) return;
    tidiedAt = now;
    await inTransaction(database, (tx) => forgetWecomMessages(tx, new Date(now - REMEMBER_DAYS * DAY_MS)));
  }

  async function send(outgoing: Outgoing): Promise<SendOutcome> {
    const { key, address } = outgoing;
    await tidyUp();
    const place = placeOf(config, address.chat);
    if (!place) return { kind: 'unreachable', error: 'no such chat is configured' };
    // A sent message cannot be given other words: what stands in for the change is posted.
    if (outgoing.op === 'replace') return { kind: 'rejected', error: 'cannot be changed here' };
    if (outgoing.op !== 'post') {
      if (place.kind !== 'member' || !appDoor) {
        if (outgoing.op === 'retract') return { kind: 'rejected', error: 'cannot be recalled here' };
        // There is nothing to grey: its letters are no longer taken.
        await inTransaction(database, (tx) => noteWecomClosed(tx, outgoing.messageId));
        return { kind: 'sent', messageId: outgoing.messageId };
      }
      return outgoing.op === 'close'
        ? appDoor.close(place.userId, outgoing.messageId, outgoing.chosen)
        : appDoor.retract(outgoing.messageId);
    }
    const message = await withSheet(blobs, outgoing.message);
    const to = { key, chat: address.chat };
    if (place.kind === 'member') {
      if (appDoor) return byApp(await sendMessage(sendParts, to, appDoor.sender(place.userId, message)));
      const chatId = spelling.get(place.userId) ?? place.userId;
      if (robot) return sendMessage(sendParts, to, robot.sender({ chatId, kind: 'single' }, message));
      return { kind: 'rejected', error: 'neither the app nor the robot is configured' };
    }
    const robotChat = place.kind === 'group' ? place.group.chatId : place.chatId;
    const byRobot = robot && robotChat !== null && (place.kind === 'robotGroup' || key.startsWith(ROBOT_REPLY));
    if (byRobot) return sendMessage(sendParts, to, robot.sender({ chatId: robotChat, kind: 'group' }, message));
    if (place.kind === 'group') return sendMessage(sendParts, to, webhooks.sender(place.group.key, message));
    return { kind: 'rejected', error: 'the robot is not configured' };
  }

  function byApp(outcome: SendOutcome): SendOutcome {
    if (outcome.kind === 'sent' && told === 'unreachable app') report('ok', 'app');
    return outcome;
  }

  async function createMenu(): Promise<void> {
    if (!api || !app?.callback) return;
    try {
      await api.post('menu/create', menuOf(commands, words.menuMore), { agentid: app.agentId });
    } catch (error) {
      // Without its menu the bot still works; the doctor says what is wrong.
      log.warn({ reason: (error as Error).message }, 'the menu was not created');
    }
  }

  return {
    robotState: () => socket?.state() ?? null,
    routes:
      app && keys ? () => callbackRoutes({ keys, agentId: app.agentId, clockNow, log, receive: onCallback }) : null,
    userIdOfMobile:
      api &&
      (async (mobile) => {
        try {
          return normalUserId(wordOf((await api.post('user/getuserid', { mobile })).userid)) || null;
        } catch (error) {
          if (error instanceof WecomApiError && error.fault === 'member') return null;
          throw error;
        }
      }),
    port: {
      platform: 'wecom',
      capabilities: { refusesDuplicates: false, edits: true },
      // The meter counts parts per door, and over restarts; it answers `retry` with the very instant at which there is room.
      limits: [],
      async start(handle) {
        receive = handle;
        await tidyUp();
        const groups = config.groups.map((group) => group.name);
        await inTransaction(database, async (tx) => {
          await noteWebhookGroups(tx, groups, clockNow());
          // A group that was bound before it was paired with its webhook goes on under that one's name.
          for (const { name, chatId } of config.groups)
            if (chatId !== null) await moveChat(tx, 'wecom', robotAddress(chatId), groupAddress(name));
        });
        // Wrong credentials end the start; anything else (no network yet) is tried again with every message.
        try {
          await tokens?.get();
        } catch (error) {
          // An address that is not trusted yet must not: WeCom lets it be set only once the running bot has answered.
          const wrong = error instanceof WecomApiError && (error.fault === 'setup' || error.fault === 'token');
          if (wrong && error.errcode !== NOT_TRUSTED) throw error;
          log.warn({ reason: (error as Error).message }, 'WeCom cannot be reached yet');
          report('unreachable', 'app');
        }
        if (!socket && told === '') report('ok', 'app');
        await createMenu();
        if (keeper) await keeper.start();
        else socket?.start();
      },
      async stop() {
        await keeper?.stop();
        await socket?.stop();
        if (underWay > 0)
          await new Promise<void>((resolve) => {
            idle = resolve;
          });
        receive = null;
      },
      send,
      download: (file) => downloadFile(api, file),
    },
  };
}

/** A sheet becomes a file of the data folder, as any other: WeCom takes it for three days from there. */
async function withSheet(blobs: Blobs, { sheet, ...message }: Message): Promise<Message> {
  if (!sheet) return message;
  return { ...message, file: await blobs.put(new TextEncoder().encode(sheet.content), sheet.name, sheet.mime) };
}
