import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { commands } from '../commands/index.js';
import type { ChatKind, Platform, Role } from '../domain/roles.js';
import type { Database } from '../prisma/client.js';
import { textsFor } from '../services/texts/index.js';
import { MENU_WORDS } from '../services/texts/menuWords.js';
import type { Clock } from './clock.js';
import { createLanes } from './lanes.js';
import type { ChatPort, MenuEntry, MenuScope } from './port.js';
import { inTransaction } from './transaction.js';

/** Pause between two menus, in ms: setting them is not urgent, and shares the platform's patience with messages. */
const PAUSE_MS = 60;
/** The menu of private chats in which nothing else is set: the role that most people have. */
const COMMONEST: readonly Role[] = ['liaison'];

/** Languages of apps that get a menu of their own; null is everybody else's, in the words of their locale. */
const LANGUAGES: readonly (string | null)[] = [null, ...Object.keys(MENU_WORDS)];

/** The commands that somebody with these roles may use in a chat of this kind, as a menu. */
export function menuFor(
  roles: readonly Role[],
  kind: ChatKind,
  { language = null, locale }: { language?: string | null; locale?: string } = {},
): MenuEntry[] {
  const words = (language !== null && MENU_WORDS[language]) || textsFor(locale).help.commands;
  return commands
    .filter((each) => each.chats.includes(kind))
    .filter((each) => each.roles === 'everyone' || each.roles.some((role) => roles.includes(role)))
    .map((each) => ({ command: each.name, description: words[each.name] ?? each.aliases[0] ?? each.name }));
}

/** A menu as it should be. */
interface Wanted {
  scope: MenuScope;
  language: string | null;
  entries: MenuEntry[];
}

interface MenuDeps {
  database: Database;
  clock: Clock;
  log: Logger;
}

/** Keeps the command menus of a platform as they should be, and sets one only when it has changed. */
export interface Menus {
  /** Looks at all menus, or at those of one account. Never rejects. */
  sync(platformUserId?: string): Promise<void>;
  /** Sets no further menu; resolves when none is under way. */
  stop(): Promise<void>;
}

/** The menus of a platform; one that has none is left alone. Where menus show is no permission: the router checks that. */
export function createMenus({ database, clock, log }: MenuDeps, port: ChatPort): Menus {
  const { platform } = port;
  const turns = createLanes();
  let stopping = false;

  async function wanted(platformUserId?: string): Promise<Wanted[]> {
    const identities = await database.identity.findMany({
      where: { platform, state: 'active', ...(platformUserId === undefined ? {} : { platformUserId }) },
      include: { person: { include: { grants: { select: { role: true } } } } },
      orderBy: { id: 'asc' },
    });
    return LANGUAGES.flatMap((language): Wanted[] => {
      const own = identities.map(({ address, person }) => ({
        scope: { kind: 'chat', chat: address } as const,
        language,
        entries: menuFor(
          person.grants.map((grant) => grant.role as Role),
          'private',
          { language, locale: person.locale },
        ),
      }));
      const inGroups = menuFor(['coordinator', 'administrator'], 'group', { language });
      const common: Wanted[] = [
        { scope: { kind: 'private' }, language, entries: menuFor(COMMONEST, 'private', { language }) },
        { scope: { kind: 'group' }, language, entries: inGroups },
      ];
      return platformUserId === undefined ? [...common, ...own] : own;
    });
  }

  async function syncNow(platformUserId?: string): Promise<void> {
    const known = await hashes(database, platform);
    const usual = new Map(LANGUAGES.map((each) => [each, hashOf(menuFor(COMMONEST, 'private', { language: each }))]));
    for (const { scope, language, entries } of await wanted(platformUserId)) {
      const place = scope.kind === 'chat' ? `chat:${scope.chat}` : scope.kind;
      const key = language === null ? place : `${place}@${language}`;
      const hash = hashOf(entries);
      const shown = known.get(key) ?? (scope.kind === 'chat' ? usual.get(language) : null);
      if (shown === hash || stopping) continue;
      if (!(await port.setMenu?.(scope, entries, language))) continue;
      const where = { platform_scope: { platform, scope: key } };
      const data = { hash, updatedAt: clock.now() };
      await inTransaction(database, (tx) =>
        tx.menuState.upsert({ where, create: { platform, scope: key, ...data }, update: data }),
      );
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  return {
    async sync(platformUserId) {
      if (!port.setMenu || stopping) return;
      try {
        await turns.run('menus', () => syncNow(platformUserId));
      } catch (error) {
        log.error({ err: error, platform }, 'menus could not be brought up to date');
      }
    },
    async stop() {
      stopping = true;
      await turns.run('menus', async () => {});
    },
  };
}

async function hashes(database: Database, platform: Platform): Promise<Map<string, string>> {
  const rows = await database.menuState.findMany({ where: { platform }, select: { scope: true, hash: true } });
  return new Map(rows.map((row) => [row.scope, row.hash]));
}

const hashOf = (entries: readonly MenuEntry[]): string =>
  createHash('sha256').update(JSON.stringify(entries)).digest('hex');
