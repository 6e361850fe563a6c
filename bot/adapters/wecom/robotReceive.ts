import { z } from 'zod';
import type { Inbound, InboundFile } from '../../port.js';
import { fileOf } from './fileRef.js';
import { normalUserId } from './receive.js';

const media = z.object({
  url: z.string(),
  aeskey: z.string().default(''),
  filename: z.string().optional(),
  name: z.string().optional(),
});
const item = z.looseObject({
  msgtype: z.string(),
  text: z.object({ content: z.string() }).optional(),
  voice: z.object({ content: z.string() }).optional(),
  image: media.optional(),
  file: media.optional(),
  video: media.optional(),
});
type Item = z.infer<typeof item>;

const callbackSchema = item.extend({
  msgid: z.string().min(1),
  chatid: z.string().optional(),
  chattype: z.enum(['single', 'group']),
  from: z.object({ userid: z.string().min(1) }),
  mixed: z.object({ msg_item: z.array(item) }).optional(),
  quote: item.extend({ mixed: z.object({ msg_item: z.array(item) }).optional() }).optional(),
});

/** A message to the robot: its updates, and the ids as WeCom writes them (case matters for pushing back). */
export interface RobotUpdate {
  inbounds: Inbound[];
  userId: string;
  chatId: string | null;
}

/**
 * Decodes a message to the robot (doc 100719). In a group the leading @Name goes, and what is left counts as a command:
 * the robot hears nothing there but what is said to it. A quoted file counts as sent along. Each further file is an
 * update of its own. Null for anything of another form.
 * @param groupChat the chat's name in our addresses, and what people call it
 */
export function readRobotMessage(
  body: unknown,
  receivedAt: Date,
  groupChat: (chatId: string) => { chat: string; title: string },
): RobotUpdate | null {
  const parsed = callbackSchema.safeParse(body);
  if (!parsed.success) return null;
  const { msgid, chatid, chattype, from, mixed, quote, ...own } = parsed.data;
  if (chattype === 'group' && chatid === undefined) return null;
  const items = mixed ? mixed.msg_item : [own];
  const quoted = chattype === 'group' && quote ? (quote.mixed?.msg_item ?? [quote]) : [];
  const said = items
    .flatMap((each) => each.text?.content ?? each.voice?.content ?? [])
    .join('\n')
    .trim();
  const text = chattype === 'group' ? commandOf(said) : said;
  const files = [...items, ...quoted].flatMap((each, index) => fileIn(each, `${msgid.slice(-6)}-${index + 1}`));
  const group = chattype === 'group' ? groupChat(chatid ?? '') : null;
  const chat = group?.chat ?? normalUserId(from.userid);
  const base: Inbound = {
    platform: 'wecom',
    updateKey: `robot:${msgid}`,
    address: { chat, thread: '' },
    chatKind: chattype === 'group' ? 'group' : 'private',
    sender: normalUserId(from.userid),
    senderName: from.userid,
    ...(group ? { chatTitle: group.title } : {}),
    receivedAt,
  };
  const [first, ...rest] = files;
  return {
    userId: from.userid,
    chatId: chatid ?? null,
    inbounds: [
      { ...base, ...(text === '' && first ? {} : { text }), ...(first ? { file: first } : {}) },
      ...rest.map((file, index) => ({ ...base, updateKey: `${base.updateKey}:${index + 1}`, file })),
    ],
  };
}

function commandOf(said: string): string {
  const words = said.replace(/^(?:@\S+\s*)+/u, '').trim();
  return words === '' || /^[/／]/.test(words) || /^[A-Za-z]{1,2}$/.test(words) ? words : `/${words}`;
}

function fileIn({ image, file, video }: Item, id: string): InboundFile[] {
  const made = (found: z.infer<typeof media>, fallback: string, mime: string) =>
    fileOf({ door: 'robot', url: found.url, aesKey: found.aeskey }, found.filename ?? found.name ?? fallback, mime);
  return [
    ...(image ? [made(image, `photo-${id}.jpg`, 'image/jpeg')] : []),
    ...(file ? [made(file, `file-${id}`, 'application/octet-stream')] : []),
    ...(video ? [made(video, `video-${id}.mp4`, 'video/mp4')] : []),
  ];
}
