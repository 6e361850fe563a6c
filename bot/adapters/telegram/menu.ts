import type { Api } from 'grammy';
import type { BotCommandScope, LanguageCode } from 'grammy/types';
import type { Logger } from 'pino';
import type { MenuEntry, MenuScope } from '../../port.js';
import { describeError } from './errors.js';

/** Sets the command menu of a scope and language, as the port says. @returns false when Telegram did not take it */
export async function setMenu(
  api: Api,
  scope: MenuScope,
  entries: readonly MenuEntry[],
  language: string | null,
  log: Logger,
): Promise<boolean> {
  try {
    await api.setMyCommands(entries, {
      scope: scopeOf(scope),
      ...(language === null ? {} : { language_code: language as LanguageCode }),
    });
    return true;
  } catch (error) {
    log.warn({ scope: scope.kind, error: describeError(error) }, 'command menu not set');
    return false;
  }
}

function scopeOf(scope: MenuScope): BotCommandScope {
  switch (scope.kind) {
    case 'private':
      return { type: 'all_private_chats' };
    case 'group':
      return { type: 'all_group_chats' };
    case 'chat':
      return { type: 'chat', chat_id: scope.chat };
  }
}
