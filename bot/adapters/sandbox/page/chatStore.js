import * as api from './api.js';

/** A chat keeps this many of its latest messages on the page. */
const KEPT = 200;
/** Reads in flight at once; a move of the clock may touch every chat of a campaign. */
const LANES = 4;

/** Runs work in a number of lanes: `run(work, first)` resolves with what the work gives; `first` jumps the queue. */
function lanes(count) {
  const queue = [];
  let free = count;
  return async (work, first) => {
    if (free > 0) free -= 1;
    else await new Promise((enter) => queue[first ? 'unshift' : 'push'](enter));
    try {
      return await work();
    } finally {
      // A lane is handed on without becoming free in between.
      const enter = queue.shift();
      if (enter) enter();
      else free += 1;
    }
  };
}

/** Messages not yet looked at. In a private chat one's own words never count. */
export function unreadOf(record) {
  if (record.readId === null) return 0;
  return record.messages.filter(
    (message) => message.id > record.readId && (record.chat.kind === 'group' || message.from === 'bot'),
  ).length;
}

function recordOf(chat) {
  return {
    chat,
    messages: [],
    loaded: false,
    shown: false,
    cut: false,
    readId: chat.lastMessageId ?? null,
    lastId: chat.lastMessageId ?? 0,
    waiting: [],
    pressing: new Map(),
    reading: null,
    stale: false,
    error: null,
  };
}

/** Everything the page knows of the chats. `changed(record)` is called after each change of one. */
export function createChatStore(changed) {
  const records = new Map();
  const inLane = lanes(LANES);
  let waitingKey = 0;

  async function readShown(record) {
    const whole = !record.loaded || record.messages.length === 0;
    const after = whole ? undefined : record.messages[0].id - 1;
    const messages = await api.listMessages(record.chat.id, after);
    record.cut = messages.length > KEPT || (record.cut && !whole);
    record.messages = messages.slice(-KEPT);
    record.loaded = true;
    record.lastId = record.messages.at(-1)?.id ?? record.lastId;
    record.readId ??= record.lastId;
  }

  async function readClosed(record) {
    record.readId ??= 0;
    const fresh = await api.listMessages(record.chat.id, record.lastId);
    if (record.loaded) record.loaded = false;
    const known = new Set(record.messages.map((message) => message.id));
    record.messages = [...record.messages, ...fresh.filter((message) => !known.has(message.id))].slice(-KEPT);
    record.lastId = record.messages.at(-1)?.id ?? record.lastId;
  }

  /** Reads a chat again; reads asked for meanwhile are answered by one more read. */
  function refresh(record) {
    record.stale = true;
    record.reading ??= inLane(async () => {
      while (record.stale) {
        record.stale = false;
        try {
          await (record.shown ? readShown(record) : readClosed(record));
          record.error = null;
        } catch (error) {
          record.error = error;
        }
        changed(record);
      }
    }, record.shown).finally(() => {
      record.reading = null;
      if (record.stale) refresh(record);
    });
    return record.reading;
  }

  async function send(record, note, work) {
    const entry = { key: ++waitingKey, sinceId: record.lastId, ...note };
    record.waiting.push(entry);
    changed(record);
    try {
      await work();
      await refresh(record);
    } finally {
      record.waiting = record.waiting.filter((other) => other !== entry);
      changed(record);
    }
  }

  /** Reads the list of chats; those already known stay as they are, and in one that came later everything is new. */
  async function load() {
    const first = records.size === 0;
    for (const chat of await api.listChats()) {
      if (records.has(String(chat.id))) continue;
      records.set(String(chat.id), recordOf(first ? chat : { ...chat, lastMessageId: 0 }));
    }
  }

  return {
    load,
    all: () => [...records.values()],
    /** Chats are found by their id as text, as data attributes hold it. */
    get: (id) => records.get(String(id)),
    /** Tells whether a column shows the chat; opening one reads it. */
    show(id, shown) {
      const record = records.get(id);
      record.shown = shown;
      if (shown) refresh(record);
    },
    /** Reads the named chats again, those on the page first. */
    async touch(ids) {
      // Somebody new may have come since the page was opened.
      if (ids.some((id) => !records.has(String(id)))) await load().catch(() => {});
      const touched = ids.map((id) => records.get(String(id))).filter(Boolean);
      await Promise.all(touched.map(refresh));
    },
    /** Resolves once no read is under way. */
    settled: () => Promise.all([...records.values()].map((record) => record.reading)),
    markRead(record) {
      if (record.readId === record.lastId || !record.loaded) return;
      record.readId = record.lastId;
      changed(record);
    },
    say: (record, as, text) => send(record, { as, text }, () => api.say(as, record.chat.id, text)),
    upload: (record, as, file) => send(record, { as, fileName: file.name }, () => api.upload(as, record.chat.id, file)),
    async press(record, as, message, button) {
      record.pressing.set(message, button);
      changed(record);
      try {
        await api.press(as, message, button);
        await refresh(record);
      } finally {
        record.pressing.delete(message);
        changed(record);
      }
    },
  };
}
