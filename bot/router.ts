import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { arrivals } from '../commands/arrivals.js';
import type { Answer, Guard } from '../commands/definition.js';
import { actions, fileCommands, listeners } from '../commands/index.js';
import { inCampaign, parseButtonId } from '../domain/button.js';
import { acceptsFile } from '../domain/evidence.js';
import { type Message, type StoredFile, text } from '../domain/message.js';
import { plainText } from '../domain/plainText.js';
import { holds, type Platform, ROLES, type Role } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import type { Database } from '../prisma/client.js';
import { boundCampaign } from '../prisma/store/chats.js';
import { beginInbound, markInbound } from '../prisma/store/inbound.js';
import { findActor, identityOf } from '../prisma/store/people.js';
import { knownFile, rememberFile } from '../prisma/store/remoteFiles.js';
import type { Tx } from '../prisma/store/tx.js';
import { bindWecomUser } from '../prisma/store/wecomContacts.js';
import type { ArrivalCtx, ChatCtx, Ctx, Origin } from '../services/context.js';
import { pressedIn } from '../services/currentCampaign.js';
import { greeting, strangerReply } from '../services/joining.js';
import { enqueueReply } from '../services/outbox.js';
import { chatChanged } from '../services/reach.js';
import { textsFor } from '../services/texts/index.js';
import type { Blobs } from './blobs.js';
import type { Clock } from './clock.js';
import { findCommand } from './commandWords.js';
import { DIALOG_ACTION } from './dialog/present.js';
import { continueDialog, openDialog, openDraft, pressStep } from './dialog/run.js';
import { createLanes } from './lanes.js';
import type { ChatPort, Inbound, InboundFile } from './port.js';
import { buildCtx, inTransaction } from './transaction.js';

/** Everything the router needs to know of the world. */
export interface RouterDeps {
  database: Database;
  clock: Clock;
  blobs: Blobs;
  log: Logger;
  /** Called after every commit that may have written messages. */
  onCommitted: () => void;
  /** Called after a commit in which somebody spoke privately who is bound to nobody. */
  onStranger?: (platform: Platform) => void;
  /** Called after a commit that changed what somebody may do. */
  onRolesChanged?: (platform: Platform, sender: string) => void;
  /** A short number that a person can quote when something went wrong on our side. */
  incident: () => string;
}

/** One handled step: what to say, and which message's buttons to close. */
interface Handled extends Answer {
  outcome: 'handled' | 'refused' | 'failed';
  /** The reply only says that the words meant nothing. */
  unclear?: true;
  /** Nobody that we know spoke, in a private chat. */
  fromStranger?: true;
}

/**
 * Makes the function that handles a platform's updates: inbound → dedupe → actor → open dialog or command → one
 * transaction. Updates of one chat are handled one at a time. It resolves once the outcome is committed, also when the
 * person was refused or something broke; it rejects only when nothing could be committed (the update must come again).
 */
export function createRouter(deps: RouterDeps): (inbound: Inbound, port: ChatPort) => Promise<void> {
  const lanes = createLanes();
  return (received, port) =>
    lanes.run(`${received.platform}:${received.address.chat}`, async () => {
      const inbound = received.text === undefined ? received : { ...received, text: plainText(received.text) };
      const file = await fetchFile(deps, port, inbound);
      try {
        await handleOnce(deps, inbound, file);
      } finally {
        deps.onCommitted();
      }
    });
}

/** An attached file, and its words when it is a small text file. */
interface Attached {
  file: StoredFile;
  text: string | null;
}

/** A text file up to this many bytes is read along with the update. */
const TEXT_FILE_MAX = 256 * 1024;

/**
 * Brings an attached file into the data folder before the transaction begins: nothing inside it uses the network. A file
 * that was fetched before is not fetched again; what strangers and groups send is not fetched at all.
 */
async function fetchFile(deps: RouterDeps, port: ChatPort, inbound: Inbound): Promise<Attached | UserError | null> {
  const { file, platform } = inbound;
  if (!file || inbound.chatKind === 'group' || !(await identityOf(deps.database, platform, inbound.sender)))
    return null;
  if (!acceptsFile(file.name)) return new UserError('fileKind', { name: file.name });
  try {
    const stored = { ...(await storedFile(deps, port, inbound, file)), name: plainText(file.name) };
    const isText = /\.(json|txt)$/i.test(file.name) && stored.bytes <= TEXT_FILE_MAX;
    return { file: stored, text: isText ? new TextDecoder().decode(await deps.blobs.read(stored.sha256)) : null };
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** The file from the data folder when its content is known there, else from the platform. */
async function storedFile(
  deps: RouterDeps,
  port: ChatPort,
  { platform }: Inbound,
  file: InboundFile,
): Promise<StoredFile> {
  const { lastingRef } = file;
  const known = lastingRef === undefined ? null : await knownFile(deps.database, platform, lastingRef);
  if (known && (await deps.blobs.has(known.sha256))) return known;
  const stored = await deps.blobs.put(await port.download(file), plainText(file.name), file.mime);
  if (lastingRef !== undefined)
    await inTransaction(deps.database, (tx) => rememberFile(tx, platform, lastingRef, stored, deps.clock.now()));
  return stored;
}

async function handleOnce(deps: RouterDeps, inbound: Inbound, file: Attached | UserError | null): Promise<void> {
  try {
    const handled = await attempt(deps, inbound, async (ctx) => {
      if (file instanceof UserError) throw file;
      return handle(ctx, inbound, file);
    });
    if (handled?.fromStranger) deps.onStranger?.(inbound.platform);
    if (handled?.rolesChanged) deps.onRolesChanged?.(inbound.platform, inbound.sender);
  } catch (error) {
    // The transaction was rolled back; the apology is a transaction of its own under the same key.
    if (error instanceof UserError || error instanceof ZodError) {
      await attempt(deps, inbound, (ctx) => refuse(ctx, inbound, error));
      return;
    }
    const number = deps.incident();
    deps.log.error({ err: error, incident: number, platform: inbound.platform }, 'update failed');
    await attempt(deps, inbound, async (ctx) => ({
      outcome: 'failed',
      reply: textsFor(ctx.actor?.locale).oops(number),
    }));
  }
}

/**
 * One transaction: the dedupe row, what the handler does, and the messages it leads to.
 * @returns null when the update was handled before
 */
async function attempt(
  deps: RouterDeps,
  inbound: Inbound,
  handler: (ctx: Ctx) => Promise<Handled>,
): Promise<Handled | null> {
  const now = deps.clock.now();
  return inTransaction(deps.database, async (tx) => {
    if (!(await beginInbound(tx, inbound))) return null;
    const find = () => findActor(tx, inbound.platform, inbound.sender, now);
    const actor = (await find()) ?? ((await joinsFromRoster(tx, inbound, now)) ? await find() : null);
    const origin: Origin = {
      platform: inbound.platform,
      chat: inbound.address.chat,
      thread: inbound.address.thread,
      kind: inbound.chatKind,
      campaignId: inbound.chatKind === 'group' ? await boundCampaign(tx, inbound.platform, inbound.address) : null,
      chatTitle: inbound.chatTitle ?? '',
      sender: inbound.sender,
      senderName: inbound.senderName,
      file: null,
      fileText: null,
    };
    const ctx: Ctx = { ...(await buildCtx(tx, { now, actor, origin })), spokenOf: { campaign: null } };
    const welcome = await greeting(ctx);
    const handled = welcomed(await handler(ctx), welcome);
    if (handled.outcome !== 'handled') await markInbound(tx, inbound, handled.outcome);
    await say(ctx, inbound, handled);
    return handled;
  });
}

/** The greeting goes before the answer, and in the place of one that only says that nothing was understood. */
const welcomed = (handled: Handled, welcome: Message | null): Handled =>
  welcome === null
    ? handled
    : { ...handled, reply: handled.unclear ? welcome : [welcome, ...[handled.reply ?? []].flat()] };

/** Binds somebody who is on the roster with the very account that speaks. */
const joinsFromRoster = async (tx: Tx, inbound: Inbound, now: Date): Promise<boolean> =>
  inbound.platform === 'wecom' && (await bindWecomUser(tx, inbound.sender, now));

/** Writes the answer's messages beside the change. */
async function say(ctx: Ctx, inbound: Inbound, handled: Handled): Promise<void> {
  const { origin, actor } = ctx;
  if (!origin) return;
  const to = { ...origin, personId: actor?.personId ?? null };
  const key = `re:${inbound.platform}:${inbound.updateKey}`;
  if (handled.close !== undefined && inbound.button)
    await enqueueReply(ctx, to, `${key}:close`, {
      op: 'close',
      messageId: inbound.button.messageId,
      chosen: handled.close,
    });
  const replies: Message[] = handled.reply === undefined ? [] : [handled.reply].flat();
  if (handled.dialog && actor) {
    const first = await openDialog(ctx as ChatCtx, handled.dialog, inbound.button !== undefined);
    replies.push(first);
  }
  const [about, last] = [ctx.spokenOf?.campaign, replies.at(-1)];
  if (about && last) {
    const named = textsFor(actor?.locale).campaign.spokenOf(about.name);
    replies.splice(-1, 1, { ...last, lines: [...last.lines, named] });
    for (const [at, reply] of replies.entries()) replies[at] = markedFor(reply, about.id);
  }
  // In a group an answer names the message that asked: others may speak in between.
  const replyTo = inbound.chatKind === 'group' && inbound.messageId !== undefined ? { replyTo: inbound.messageId } : {};
  for (const [index, message] of replies.entries())
    await enqueueReply(ctx, to, `${key}:${index}`, { op: 'post', message, ...(index === 0 ? replyTo : {}) });
}

/** The refusal of something that a person can mend, in their language. A dialog that is open is not lost by it. */
async function refuse(ctx: Ctx, inbound: Inbound, error: UserError | ZodError): Promise<Handled> {
  const t = textsFor(ctx.actor?.locale);
  if (error instanceof UserError)
    return { outcome: 'refused', reply: { lines: [text(t.error(error.code, error.params))] } };
  const command = findCommand(inbound.text ?? '', inbound.chatKind)?.command;
  return {
    outcome: 'refused',
    reply: t.badArguments(command?.aliases[0] ?? command?.name ?? '', command?.examples ?? []),
  };
}

async function handle(ctx: Ctx, inbound: Inbound, attached: Attached | null): Promise<Handled> {
  if (inbound.event) {
    const { platform, address, chatTitle = '', sender } = inbound;
    await chatChanged(ctx, { platform, chat: address.chat, title: chatTitle, sender }, inbound.event);
    return { outcome: 'handled' };
  }
  const arrived = await arrive(ctx, inbound);
  if (arrived) return { outcome: 'handled', ...arrived };
  if (!ctx.actor || !ctx.origin) {
    // In a group a stranger is left alone: answering each of them would be noise.
    return inbound.chatKind === 'group'
      ? { outcome: 'refused' }
      : { outcome: 'refused', fromStranger: true, reply: await strangerReply(ctx) };
  }
  const file = attached?.file ?? null;
  const origin = { ...ctx.origin, file, fileText: attached?.text ?? null };
  const chat: ChatCtx = { ...ctx, actor: ctx.actor, origin };
  if (inbound.button)
    return { outcome: 'handled', ...(await press(chat, inbound.button.id, inbound.button.messageId)) };
  return { outcome: 'handled', ...(await hear(chat, inbound.text ?? '', file)) };
}

/** What strangers may do too: bind themselves, in a private chat. Null when these are other words. */
async function arrive(ctx: Ctx, inbound: Inbound): Promise<Answer | null> {
  if (inbound.chatKind === 'group' || !ctx.origin) return null;
  const match = /^[/／](\w+)(?:@\S+)?\s+(\S[\s\S]*)$/.exec(inbound.text?.trim() ?? '');
  const arrival = match && arrivals.find((each) => each.name === match[1]?.toLowerCase());
  return arrival ? arrival.run({ ...ctx, origin: ctx.origin } satisfies ArrivalCtx, match[2] as string) : null;
}

/** A message whose buttons say which campaign they are about, whatever its reader works in when they are pressed. */
const markedFor = (message: Message, campaignId: number): Message =>
  message.buttons
    ? {
        ...message,
        buttons: message.buttons.map((row) => row.map((each) => ({ ...each, id: inCampaign(each.id, campaignId) }))),
      }
    : message;

async function press(asked: ChatCtx, raw: string, messageId: string): Promise<Answer & Partial<Handled>> {
  const ref = parseButtonId(raw);
  if (!ref) throw new UserError('buttonUnknown');
  const ctx = await pressedIn(asked, messageId, ref.campaignId);
  if (ref.action === DIALOG_ACTION) return pressStep(ctx, ref.id, ref.token);
  const action = actions.find((each) => each.name === ref.action);
  if (!action) throw new UserError('buttonUnknown');
  return refusalBy(ctx, action) ?? action.run(ctx, ref.id, ref.token);
}

/**
 * An open dialog takes words first, unless they are a command: with a slash, a command's word and nothing else, or one and
 * an item's number.
 */
async function hear(ctx: ChatCtx, words: string, file: StoredFile | null): Promise<Answer & Partial<Handled>> {
  const found = file ? null : findCommand(words, ctx.origin.kind);
  const draft = found && (found.slash || found.named || found.rest === '') ? null : await openDraft(ctx);
  if (draft) return continueDialog(ctx, draft, words, file);
  if (found) {
    const refusal = refusalBy(ctx, found.command);
    return refusal ?? found.command.run(ctx, found.command.args.parse(found.rest));
  }
  const taker = file && fileCommands.find((each) => each.accepts(file) && isFor(ctx, each));
  if (taker) return taker.run(ctx, file);
  const listener = file || words === '' ? undefined : listeners.find((each) => isFor(ctx, each));
  if (listener) return listener.hear(ctx, words);
  if (ctx.origin.kind === 'group') return {};
  const t = textsFor(ctx.actor.locale);
  return file ? { reply: t.fileNotExpected() } : { reply: t.notUnderstood(words, rolesOf(ctx)), unclear: true };
}

/** What is said when the chat kind or the role is not the declared one; null when both are. Nothing was changed yet. */
function refusalBy(ctx: ChatCtx, declared: Guard): Handled | null {
  if (isFor(ctx, declared)) return null;
  const wrongPlace = ctx.origin.kind === 'group' ? 'onlyPrivate' : 'onlyGroup';
  const code = declared.chats.includes(ctx.origin.kind) ? 'notYourRole' : wrongPlace;
  return { outcome: 'refused', reply: { lines: [text(textsFor(ctx.actor.locale).error(code, {}))] } };
}

const rolesOf = (ctx: ChatCtx): Role[] => ROLES.filter((role) => holds(ctx.actor, [role]));

const isFor = (ctx: ChatCtx, { roles, chats }: Guard): boolean =>
  chats.includes(ctx.origin.kind) && (roles === 'everyone' || holds(ctx.actor, roles));
