import type { LimitRule } from '../../port.js';

/**
 * Telegram's limits on sending, as its own FAQ for bots gives them ("My bot is hitting limits", core.telegram.org/bots/faq):
 * about one message per second in a chat (short bursts are let through), 20 per minute in a group, 30 per second over all
 * chats. The real ones adapt and are not published; a 429 with its retry_after has the last word. Edits count too.
 */
export const LIMITS: readonly LimitRule[] = [
  // One per second on average; three at once, so that closing a keyboard and answering is not stretched over seconds.
  { scope: 'chat', count: 3, perMs: 3_000 },
  { scope: 'group', count: 20, perMs: 60_000 },
  { scope: 'platform', count: 30, perMs: 1_000 },
];

/** Pause between the messages that one long message is split into, in ms: the average that LIMITS allow in the chat. */
export const PART_GAP_MS = { private: 1_000, group: 3_000 } as const;

/** Text of a message in UTF-16 units, after entities (Bot API, sendMessage). */
export const TEXT_MAX = 4096;
/** Caption of a picture or file in UTF-16 units (Bot API, sendPhoto). */
export const CAPTION_MAX = 1024;
/** Buttons in a row and in all: the official server refuses more ("reply markup is too long"). */
export const BUTTONS_PER_ROW = 8;
export const BUTTONS_MAX = 100;
/** callback_data in UTF-8 bytes (Bot API, InlineKeyboardButton). */
export const CALLBACK_DATA_MAX_BYTES = 64;
/** Pictures in an album (Bot API, sendMediaGroup: 2–10). */
export const ALBUM_MAX = 10;
/** A photo that may be sent, in bytes (Bot API, sendPhoto: 10 MB); larger ones go as files. */
export const PHOTO_MAX_BYTES = 10 * 1024 * 1024;
/** A file that a bot can fetch, in bytes (Bot API, getFile: 20 MB). */
export const DOWNLOAD_MAX_BYTES = 20 * 1024 * 1024;
/** Updates in one answer of getUpdates (Bot API: 1–100), and how long it may wait for one, in seconds (the server cuts at 50). */
export const POLL_LIMIT = 100;
export const POLL_SECONDS = 25;
/** Patience with a call that sends, in seconds: an answer later than this is an unknown fate. */
export const CALL_SECONDS = 30;

/** What updates we take; the setting sticks to the bot, so every call names it. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;
