import type { UserFromGetMe } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { inboundOf } from '../../../bot/adapters/telegram/receive.js';

const me = { id: 7, is_bot: true, first_name: 'D', username: 'duban_bot' } as UserFromGetMe;
const at = new Date('2026-09-07T00:30:00Z');
const person = { id: 5_000_000_001, is_bot: false, first_name: '李', last_name: '娜' };
const supergroup = { id: -1_001_234_567_890, type: 'supergroup', title: '工作群', is_forum: true };

const decode = (update: object) => inboundOf({ update_id: 9, ...update }, me, at);
const message = (more: object) =>
  decode({ message: { message_id: 3, date: 0, chat: supergroup, from: person, ...more } });
const command = (text: string, length = text.split(' ')[0]?.length ?? 0) =>
  message({ text, entities: [{ type: 'bot_command', offset: 0, length }] })?.text;

describe('what Telegram tells', () => {
  test('keeps ids beyond 32 bits, the topic, the title and the message that is answered', () => {
    const reply = { message_id: 2, date: 0, chat: supergroup, from: me };
    expect(message({ text: '好', message_thread_id: 44, is_topic_message: true, reply_to_message: reply })).toEqual({
      platform: 'telegram',
      updateKey: '7:9',
      receivedAt: at,
      address: { chat: '-1001234567890', thread: '44' },
      chatKind: 'group',
      chatTitle: '工作群',
      sender: '5000000001',
      senderName: '李 娜',
      messageId: '3',
      replyTo: '2',
      text: '好',
    });
    // In a group without topics a reply has a thread id too, which is none.
    expect(message({ text: '好', message_thread_id: 2 })?.address.thread).toBe('');
  });

  test('takes commands for us, by name or by mention, and leaves those for other bots', () => {
    expect(command('/board')).toBe('/board');
    expect(command('/board@Duban_Bot 教育局')).toBe('/board 教育局');
    expect(command('/board@other_bot')).toBeUndefined();
    const mention = (text: string) => message({ text, entities: [{ type: 'mention', offset: 0, length: 10 }] })?.text;
    expect(mention('@duban_bot 红黑榜')).toBe('/红黑榜');
    expect(mention('@duban_bot')).toBe('/help');
    expect(mention('@other_bot 红黑榜')).toBe('@other_bot 红黑榜');
  });

  test('takes the largest size of a picture, and a file’s own name and type', () => {
    const size = (n: number) => ({ file_id: `f${n}`, file_unique_id: `u${n}`, width: n, height: n, file_size: n });
    expect(message({ photo: [size(1), size(2)], caption: '现场', media_group_id: 'a' })).toMatchObject({
      text: '现场',
      file: { ref: 'f2', lastingRef: 'u2', name: '照片-3.jpg', mime: 'image/jpeg', bytes: 2 },
    });
    const document = { file_id: 'd', file_unique_id: 'ud', file_name: '进度；表.xlsx', mime_type: 'application/x' };
    expect(message({ document })).toMatchObject({ file: { name: '进度；表.xlsx', mime: 'application/x', bytes: 0 } });
  });

  test('tells of groups that moved and of changes of the bot’s own place', () => {
    expect(message({ migrate_to_chat_id: -1009 })).toMatchObject({ event: { kind: 'moved', to: '-1009' } });
    const member = (chat: object, new_chat_member: object) =>
      decode({ my_chat_member: { chat, from: person, date: 0, old_chat_member: {}, new_chat_member } })?.event;
    expect(member(supergroup, { status: 'kicked' })).toEqual({ kind: 'membership', state: 'removed', canPost: false });
    expect(member(supergroup, { status: 'administrator' })).toEqual({
      kind: 'membership',
      state: 'admin',
      canPost: true,
    });
    expect(member(supergroup, { status: 'restricted', can_send_messages: false })).toEqual({
      kind: 'membership',
      state: 'member',
      canPost: false,
    });
    expect(member({ id: 5, type: 'private', first_name: '李' }, { status: 'kicked' })).toEqual({
      kind: 'reachable',
      reachable: false,
    });
  });

  test('has no use for channels, other bots, service messages, edits and unknown updates', () => {
    expect(message({ chat: { id: -5, type: 'channel', title: 'x' }, text: 'x' })).toBeNull();
    expect(message({ from: { ...person, is_bot: true }, text: 'x' })).toBeNull();
    expect(message({ new_chat_title: 'x' })).toBeNull();
    expect(decode({ edited_message: { message_id: 1 } })).toBeNull();
    expect(decode({ something_new: {} })).toBeNull();
    expect(decode({ callback_query: { id: '1', from: person, chat_instance: '1', data: 'x' } })).toBeNull();
  });

  test('decodes a press under a message that cannot be seen any more', () => {
    const pressed = {
      id: '1',
      from: person,
      chat_instance: '1',
      data: 'item:3:',
      message: { message_id: 8, date: 0, chat: supergroup },
    };
    expect(decode({ callback_query: pressed })).toMatchObject({ button: { id: 'item:3:', messageId: '8' } });
  });
});
