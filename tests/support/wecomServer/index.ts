import { randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { encrypt, signatureOf } from '../../../bot/adapters/wecom/crypto.js';
import { cdata } from '../../../bot/adapters/wecom/xml.js';
import type { Card } from '../../../bot/adapters/wecom/cardTypes.js';
import { type RobotServer, ROBOT, serveRobot } from './robot.js';
import { restRoutes } from './rest.js';
import { newId, newState, type Shown, type WecomState } from './state.js';

export type { Post, Shown } from './state.js';

/** A WeCom on this machine: REST, callbacks and the robot's connection, over real HTTP and WebSocket. */
export interface WecomServer {
  url: string;
  state: WecomState;
  robot: RobotServer;
  /** The variables with which the bot finds it: app, callback, webhooks and robot. */
  env(doors?: { app?: boolean; callback?: boolean; webhooks?: boolean; robot?: boolean }): Record<string, string>;
  /** Adds a member of the unit. */
  member(userId: string, more?: { visible?: boolean; licensed?: boolean; mobile?: string }): void;
  /** Adds a group with a webhook of that name. @returns the key */
  webhook(name: string): string;
  /** What a member sees, oldest first. */
  chat(userId: string): Shown[];
  /** Sends a callback as WeCom does: signed, up to three times. @returns the statuses it got */
  callback(fields: Record<string, string>): Promise<number[]>;
  says(userId: string, text: string): Promise<number[]>;
  /** Presses what a label stands on in the newest card that has it: a button, or an entry of a list with its button. */
  presses(userId: string, label: string): Promise<number[]>;
  sendsPhoto(userId: string, bytes: Uint8Array): Promise<number[]>;
  sendsFile(userId: string, name: string, bytes: Uint8Array): Promise<number[]>;
  close(): Promise<void>;
}

/** Starts it on a free port. `now` is the platform's clock: limits, tokens and codes go by it. */
export async function startWecomServer(now: () => Date): Promise<WecomServer> {
  const state = newState(now);
  const server = createAdaptorServer({ fetch: restRoutes(state).fetch, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const robot = serveRobot(state, server, () => url);

  async function callback(fields: Record<string, string>): Promise<number[]> {
    if (!state.callbackUrl) throw new Error('no callback address');
    const all = {
      ToUserName: state.corpId,
      CreateTime: String(Math.floor(now().getTime() / 1000)),
      AgentID: String(state.agentId),
      ...fields,
    };
    const xml = `<xml>${Object.entries(all)
      .map(([name, value]) =>
        value.startsWith('<') && name === 'SelectedItems'
          ? `<${name}>${value}</${name}>`
          : `<${name}>${cdata(value)}</${name}>`,
      )
      .join('')}</xml>`;
    const keys = { token: state.token, encodingAesKey: state.encodingAesKey, receiveId: state.corpId };
    const encrypted = encrypt(keys, xml);
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const nonce = String(randomInt(2 ** 31));
    const query = new URLSearchParams({
      msg_signature: signatureOf(state.token, timestamp, nonce, encrypted),
      timestamp,
      nonce,
    });
    const body = `<xml><ToUserName>${cdata(state.corpId)}</ToUserName><AgentID>${cdata(String(state.agentId))}</AgentID><Encrypt>${cdata(encrypted)}</Encrypt></xml>`;
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const response = await fetch(`${state.callbackUrl}?${query}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/xml' },
      });
      statuses.push(response.status);
      if (response.status === 200) break;
    }
    return statuses;
  }

  const userIdOf = (id: string) => state.members.get(id.toLowerCase())?.userId ?? id;
  const message = (userId: string, fields: Record<string, string>) =>
    callback({ FromUserName: userIdOf(userId), MsgId: String(randomInt(2 ** 47)) + String(randomInt(9)), ...fields });

  function pressOn(card: Card, label: string): { key: string; selected: string } | null {
    const lists =
      card.card_type === 'button_interaction'
        ? card.button_selection
          ? [card.button_selection]
          : []
        : card.card_type === 'vote_interaction'
          ? [card.checkbox]
          : card.card_type === 'multiple_interaction'
            ? card.select_list
            : [];
    const button =
      card.card_type === 'button_interaction' ? card.button_list.find((each) => each.text === label) : undefined;
    if (button) return { key: button.key, selected: '' };
    for (const list of lists) {
      const option = (list.option_list as { id: string; text: string }[]).find((each) => each.text === label);
      if (!option) continue;
      const key =
        card.card_type === 'button_interaction'
          ? card.button_list.at(-1)?.key
          : 'submit_button' in card
            ? card.submit_button.key
            : '';
      const item = `<SelectedItem><QuestionKey>${cdata(list.question_key)}</QuestionKey><OptionIds><OptionId>${cdata(option.id)}</OptionId></OptionIds></SelectedItem>`;
      return { key: key ?? '', selected: item };
    }
    return null;
  }

  return {
    url,
    state,
    robot,
    env: ({ app = true, callback: callbackDoor = true, webhooks = true, robot: robotDoor = false } = {}) => ({
      WECOM_API_ROOT: url,
      ...(app
        ? { WECOM_CORP_ID: state.corpId, WECOM_AGENT_ID: String(state.agentId), WECOM_SECRET: state.secret }
        : {}),
      ...(app && callbackDoor
        ? { WECOM_CALLBACK_TOKEN: state.token, WECOM_ENCODING_AES_KEY: state.encodingAesKey }
        : {}),
      ...(webhooks && state.webhooks.size > 0
        ? {
            WECOM_WEBHOOKS: [...state.webhooks]
              .map(([key, name]) => `${name}=${key}${robotDoor ? `@wr-${name}` : ''}`)
              .join(','),
          }
        : {}),
      ...(robotDoor
        ? {
            WECOM_ROBOT_ID: ROBOT.id,
            WECOM_ROBOT_SECRET: ROBOT.secret,
            WECOM_ROBOT_WS_URL: `${url.replace('http', 'ws')}/robot`,
          }
        : {}),
    }),
    member(userId, { visible = true, licensed = true, mobile = '' } = {}) {
      state.members.set(userId.toLowerCase(), { userId, visible, licensed, mobile });
    },
    webhook(name) {
      const key = newId('key-');
      state.webhooks.set(key, name);
      return key;
    },
    chat: (userId) => state.chats.get(userId.toLowerCase()) ?? [],
    callback,
    says: (userId, text) => message(userId, { MsgType: 'text', Content: text }),
    async presses(userId, label) {
      for (const shown of (state.chats.get(userId.toLowerCase()) ?? []).toReversed()) {
        const press = shown.card && shown.greyed === null && !shown.recalled ? pressOn(shown.card, label) : null;
        if (!press || !shown.card) continue;
        // Every press brings a code of its own.
        shown.responseCode = newId('RC');
        shown.codeIssuedAt = now().getTime();
        return callback({
          FromUserName: userIdOf(userId),
          MsgType: 'event',
          Event: 'template_card_event',
          EventKey: press.key,
          TaskId: shown.card.task_id,
          CardType: shown.card.card_type,
          ResponseCode: shown.responseCode,
          ...(press.selected === '' ? {} : { SelectedItems: press.selected }),
        });
      }
      throw new Error(`no “${label}” on any card of ${userId}`);
    },
    async sendsPhoto(userId, bytes) {
      const id = newId('MEDIA');
      state.uploads.set(id, { place: 'app', name: 'photo.jpg', bytes, at: now().getTime() });
      return message(userId, { MsgType: 'image', PicUrl: `${url}/files/${id}`, MediaId: id });
    },
    async sendsFile(userId, name, bytes) {
      const id = newId('MEDIA');
      state.uploads.set(id, { place: 'app', name, bytes, at: now().getTime() });
      return message(userId, { MsgType: 'file', FileName: name, MediaId: id });
    },
    async close() {
      await robot.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
