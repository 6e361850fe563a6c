import { createHash, randomBytes } from 'node:crypto';
import type { Card } from '../../../bot/adapters/wecom/cardTypes.js';

/** A message that a member of the loopback unit sees. */
export interface Shown {
  msgid: string;
  at: number;
  msgtype: string;
  /** Words, or title and text of a card. */
  text: string;
  card: Card | null;
  /** What stands on the buttons once they are grey. */
  greyed: string | null;
  responseCode: string | null;
  codeIssuedAt: number;
  mediaId: string | null;
  recalled: boolean;
}

/** A post in a group. */
export interface Post {
  at: number;
  by: 'webhook' | 'robot';
  msgtype: string;
  text: string;
  bytes: Uint8Array | null;
}

export interface Upload {
  place: string;
  name: string;
  bytes: Uint8Array;
  at: number;
}

/** One self-built app, its members, its webhooks and its robot, as the platform keeps them. */
export interface WecomState {
  now: () => Date;
  corpId: string;
  secret: string;
  agentId: number;
  token: string;
  encodingAesKey: string;
  /** Seconds that a token lasts. */
  tokenSeconds: number;
  tokens: Map<string, number>;
  tokenRequests: number;
  /** Members by lower-case id: the id as written, whether visible to the app, and licensed. */
  members: Map<string, { userId: string; visible: boolean; licensed: boolean; mobile: string }>;
  chats: Map<string, Shown[]>;
  /** Messages that the platform dropped without a word, or refused for a limit. */
  dropped: { to: string; why: string }[];
  /** What was refused, by code. */
  refused: { path: string; errcode: number; errmsg: string }[];
  seenJson: Map<string, number>;
  suppressed: number;
  groups: Map<string, Post[]>;
  webhooks: Map<string, string>;
  webhookCalls: Map<string, number[]>;
  uploads: Map<string, Upload>;
  callbackUrl: string | null;
  menu: unknown;
  sentAt: Map<string, number[]>;
  usedCodes: Set<string>;
  taskIds: Set<string>;
  /** Codes to answer to the next calls of a path, before anything else; the special 'drop' cuts the line after acting. */
  faults: Map<string, (number | 'drop')[]>;
  counter: number;
}

/** An empty unit. */
export function newState(now: () => Date): WecomState {
  return {
    now,
    corpId: 'wwtest0000000001',
    secret: 'app-secret',
    agentId: 1000002,
    token: 'QDG6eK',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    tokenSeconds: 7200,
    tokens: new Map(),
    tokenRequests: 0,
    members: new Map(),
    chats: new Map(),
    dropped: [],
    refused: [],
    seenJson: new Map(),
    suppressed: 0,
    groups: new Map(),
    webhooks: new Map(),
    webhookCalls: new Map(),
    uploads: new Map(),
    callbackUrl: null,
    menu: null,
    sentAt: new Map(),
    usedCodes: new Set(),
    taskIds: new Set(),
    faults: new Map(),
    counter: 0,
  };
}

/** A refusal with a code of WeCom's. */
export class Refusal extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

export const newId = (prefix: string): string => prefix + randomBytes(9).toString('base64url');
export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** Entries of a list that lie within the last `ms`, with the list cut to them. */
export function within(state: WecomState, lists: Map<string, number[]>, key: string, ms: number): number {
  const now = state.now().getTime();
  return (lists.get(key) ?? []).filter((at) => at > now - ms).length;
}

export function note(state: WecomState, lists: Map<string, number[]>, key: string): void {
  const list = lists.get(key) ?? [];
  list.push(state.now().getTime());
  lists.set(key, list);
}
