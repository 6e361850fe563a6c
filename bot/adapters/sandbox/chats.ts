import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { ChatKind } from '../../../domain/roles.js';
import { SandboxError } from './errors.js';

/** A person in a chat. `id` is the platform's user id; role and unit are words to show, '' for a stranger. */
export interface Member {
  id: string;
  name: string;
  role: string;
  unit: string;
}

/** A chat between the bot and its members (the bot itself is not listed). */
export interface SandboxChat {
  id: string;
  title: string;
  kind: ChatKind;
  members: Member[];
}

/** Id of the private chat with a person. */
export const privateChatId = (personId: string): string => `p-${personId}`;

/** Who is where. */
export interface ChatStore {
  /**
   * Creates a chat, or brings its title and members up to date; strangers who joined stay. A private chat has the id
   * `p-<member id>` and that one member; throws RangeError otherwise, or when the kind would change.
   */
  upsertChat(chat: SandboxChat): void;
  /** Creates the private chat of a person nobody knows yet. Throws SandboxError('personExists'). */
  addStranger(person: { id?: string; name: string }): SandboxChat;
  /** All chats, in the order in which they were created. */
  listChats(): SandboxChat[];
  /** Null when there is none. */
  findChat(id: string): SandboxChat | null;
  /**
   * The member who acts. A stranger joins a group by speaking in it.
   * Throws SandboxError('chatUnknown' | 'notMember').
   */
  enter(chatId: string, personId: string, mayJoin: boolean): { kind: ChatKind; member: Member };
}

type ChatRow = Omit<SandboxChat, 'members'>;

/** The part of the store that holds chats and their members. */
export function createChatStore(db: Database): ChatStore {
  const chatById = db.prepare<[string], ChatRow>('SELECT id, title, kind FROM chat WHERE id = ?');
  const allChats = db.prepare<[], ChatRow>('SELECT id, title, kind FROM chat ORDER BY position');
  const membersOf = db.prepare<[string], Member>(
    'SELECT id, name, role, unit FROM member WHERE chatId = ? ORDER BY stranger, position',
  );
  const memberOf = db.prepare<[string, string], Member>(
    'SELECT id, name, role, unit FROM member WHERE chatId = ? AND id = ?',
  );
  const strangerById = db.prepare<[string], Member>(
    'SELECT id, name, role, unit FROM member WHERE id = ? AND stranger = 1 LIMIT 1',
  );
  const anyoneById = db.prepare<[string], { id: string }>('SELECT id FROM member WHERE id = ? LIMIT 1');
  const putChat = db.prepare<[string, string, string]>(
    'INSERT INTO chat (id, title, kind) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title',
  );
  const dropMembers = db.prepare<[string]>('DELETE FROM member WHERE chatId = ? AND stranger = 0');
  const putMember = db.prepare<[string, string, string, string, string, number]>(
    `INSERT INTO member (chatId, id, name, role, unit, stranger) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (chatId, id) DO UPDATE SET name = excluded.name, role = excluded.role, unit = excluded.unit, stranger = excluded.stranger`,
  );

  const whole = (row: ChatRow): SandboxChat => ({ ...row, members: membersOf.all(row.id) });
  const join = (chatId: string, person: Member, stranger: boolean): void => {
    putMember.run(chatId, person.id, person.name, person.role, person.unit, stranger ? 1 : 0);
  };
  function findChat(id: string): SandboxChat | null {
    const row = chatById.get(id);
    return row ? whole(row) : null;
  }

  return {
    findChat,
    listChats: () => allChats.all().map(whole),
    upsertChat: db.transaction((chat: SandboxChat) => {
      const [first, ...others] = chat.members;
      if (chat.kind === 'private' && (!first || others.length > 0 || chat.id !== privateChatId(first.id)))
        throw new RangeError(`a private chat has one member and the id p-<member id>: ${chat.id}`);
      if ((chatById.get(chat.id)?.kind ?? chat.kind) !== chat.kind)
        throw new RangeError(`the kind of a chat cannot change: ${chat.id}`);
      putChat.run(chat.id, chat.title, chat.kind);
      dropMembers.run(chat.id);
      for (const member of chat.members) join(chat.id, member, false);
    }),
    addStranger: db.transaction((person: { id?: string; name: string }): SandboxChat => {
      const id = person.id ?? `guest-${randomUUID().slice(0, 8)}`;
      const stranger = { id, name: person.name, role: '', unit: '' };
      const chatId = privateChatId(id);
      if (anyoneById.get(id) || chatById.get(chatId)) throw new SandboxError('personExists');
      putChat.run(chatId, person.name, 'private');
      join(chatId, stranger, true);
      return { id: chatId, title: person.name, kind: 'private', members: [stranger] };
    }),
    enter(chatId, personId, mayJoin) {
      const chat = chatById.get(chatId);
      if (!chat) throw new SandboxError('chatUnknown');
      const member = memberOf.get(chatId, personId);
      if (member) return { kind: chat.kind, member };
      const stranger = mayJoin && chat.kind === 'group' ? strangerById.get(personId) : undefined;
      if (!stranger) throw new SandboxError('notMember');
      join(chatId, stranger, true);
      return { kind: chat.kind, member: stranger };
    },
  };
}
