import type { Card } from '../../../bot/adapters/wecom/cardTypes.js';
import { newId, note, Refusal, type Shown, type WecomState, within } from './state.js';

type Body = Record<string, unknown> & { touser?: string; msgtype?: string; agentid?: number };
const bytes = (text: string) => Buffer.byteLength(text);
const characters = (text: string) => [...text].length;

/** POST message/send, with everything that the real one does without saying so. */
export function sendMessage(state: WecomState, raw: string): Record<string, unknown> {
  const body = JSON.parse(raw) as Body;
  if (body.agentid !== state.agentId)
    throw new Refusal(301002, 'not allow operate another agent with this accesstoken');
  const users = (body.touser ?? '').split('|').filter((id) => id !== '');
  if (users.length === 0) throw new Refusal(81012, 'no recipient');
  const invalid = users.filter((id) => !state.members.get(id.toLowerCase())?.visible);
  const unlicensed = users.filter((id) => state.members.get(id.toLowerCase())?.licensed === false);
  if (invalid.length === users.length && users.length > 1) throw new Refusal(81013, 'user & party & tag all invalid');
  const content = contentOf(state, body);
  const msgid = newId('m');
  let responseCode: string | null = null;
  const repeated =
    body.enable_duplicate_check === 1 && isRepeat(state, raw, Number(body.duplicate_check_interval ?? 1800));
  if (repeated) state.suppressed++;
  for (const id of users) {
    if (repeated || invalid.includes(id) || unlicensed.includes(id)) continue;
    const key = id.toLowerCase();
    const full = within(state, state.sentAt, key, 60_000) >= 30 || within(state, state.sentAt, key, 3_600_000) >= 1000;
    if (full) {
      state.dropped.push({ to: key, why: 'member limit' });
      continue;
    }
    note(state, state.sentAt, key);
    if (content.card) responseCode = newId('RC');
    const shown: Shown = {
      ...content,
      msgid,
      at: state.now().getTime(),
      greyed: null,
      responseCode,
      codeIssuedAt: state.now().getTime(),
      recalled: false,
    };
    state.chats.set(key, [...(state.chats.get(key) ?? []), shown]);
  }
  return {
    invaliduser: invalid.map((id) => id.toLowerCase()).join('|'),
    invalidparty: '',
    invalidtag: '',
    unlicenseduser: unlicensed.map((id) => id.toLowerCase()).join('|'),
    msgid,
    ...(responseCode ? { response_code: responseCode } : {}),
  };
}

function isRepeat(state: WecomState, raw: string, seconds: number): boolean {
  const now = state.now().getTime();
  const before = state.seenJson.get(raw);
  state.seenJson.set(raw, now);
  return before !== undefined && now - before < seconds * 1000;
}

function contentOf(state: WecomState, body: Body): Pick<Shown, 'msgtype' | 'text' | 'card' | 'mediaId'> {
  const part = body[body.msgtype ?? ''] as { content?: string; media_id?: string } | undefined;
  const none = { msgtype: body.msgtype ?? '', card: null, mediaId: null };
  switch (body.msgtype) {
    case 'text':
    case 'markdown': {
      const text = part?.content ?? '';
      if (text === '') throw new Refusal(44004, 'empty content');
      if (bytes(text) <= 2048) return { ...none, text };
      if (body.msgtype === 'markdown') throw new Refusal(40058, 'markdown.content exceed max length 2048');
      state.dropped.push({ to: body.touser ?? '', why: 'text was cut' });
      return { ...none, text: Buffer.from(text).subarray(0, 2048).toString() };
    }
    case 'image':
    case 'file': {
      const upload = state.uploads.get(part?.media_id ?? '');
      if (upload?.place !== 'app' || state.now().getTime() - upload.at > 3 * 86_400_000)
        throw new Refusal(40007, 'invalid media_id');
      return { ...none, text: upload.name, mediaId: part?.media_id ?? null };
    }
    case 'template_card': {
      if (!state.callbackUrl) throw new Refusal(43012, 'callback url not set');
      const card = body.template_card as Card;
      checkCard(state, card);
      return { ...none, text: [card.main_title.title, card.sub_title_text].filter(Boolean).join('\n'), card };
    }
    default:
      throw new Refusal(40008, 'invalid msgtype');
  }
}

/** The platform's own view of what a card may be; written apart from the adapter's. */
function checkCard(state: WecomState, card: Card): void {
  const bad = (why: string): never => {
    throw new Refusal(42027, why);
  };
  if (characters(card.main_title.title) > 36) bad('title');
  if (characters(card.sub_title_text ?? '') > 160) bad('sub_title_text');
  if (!/^[0-9A-Za-z_\-@]{1,128}$/.test(card.task_id)) bad('task_id');
  const options = (list: { id: string; text: string }[], most: number) => {
    if (list.length < 1 || list.length > most) bad('option count');
    if (list.some(({ text, id }) => characters(text) > 16 || text === '' || bytes(id) > 128 || id === ''))
      bad('option');
  };
  if (card.card_type === 'button_interaction') {
    const { button_list: buttons, button_selection: selection } = card;
    if (buttons.length < 1 || buttons.length > 6) bad('button count');
    if (buttons.some(({ text, key }) => text === '' || characters(text) > 10 || bytes(key) > 1024)) bad('button');
    if (selection) options(selection.option_list, 10);
  } else if (card.card_type === 'vote_interaction') options(card.checkbox.option_list, 20);
  else if (card.card_type === 'multiple_interaction') {
    if (card.select_list.length < 1 || card.select_list.length > 3) bad('select count');
    for (const select of card.select_list) options(select.option_list, 10);
  } else if (!card.card_action.url) throw new Refusal(42045, 'card_action');
  // A retry of the very same card is caught by the duplicate check; any other use of the id is a mistake.
  state.taskIds.add(card.task_id);
}

/** POST message/update_template_card: greys the buttons of one card once. */
export function updateCard(state: WecomState, body: Record<string, unknown>): Record<string, unknown> {
  const code = (body.response_code as string | undefined) ?? '';
  const shown = [...state.chats.values()].flat().find((each) => each.responseCode === code);
  const stale = shown && state.now().getTime() - shown.codeIssuedAt > 72 * 3_600_000;
  if (!shown || stale || state.usedCodes.has(code)) throw new Refusal(60140, 'invalid response_code');
  state.usedCodes.add(code);
  shown.greyed = (body.button as { replace_name: string }).replace_name;
  return { invaliduser: [] };
}

/** POST message/recall. */
export function recall(state: WecomState, body: Record<string, unknown>): Record<string, unknown> {
  const shown = [...state.chats.values()].flat().find((each) => each.msgid === body.msgid);
  if (!shown) throw new Refusal(40058, 'invalid msgid');
  if (state.now().getTime() - shown.at > 24 * 3_600_000) throw new Refusal(42052, 'too late');
  shown.recalled = true;
  return {};
}
