const ROOT = '/sandbox/api';

/** What the program answered when it refused; `message` is ready to show. */
export class ApiError extends Error {
  constructor(message, code, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

async function call(path, init) {
  let response;
  try {
    response = await fetch(ROOT + path, init);
  } catch {
    throw new ApiError('连接不上程序，请确认它还在运行，再试一次。', 'offline', 0);
  }
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  const error = body?.error;
  throw new ApiError(
    error?.message ?? `程序没有正常回应（${response.status}）。`,
    error?.code ?? 'unknown',
    response.status,
  );
}

function post(path, body) {
  const form = body instanceof FormData;
  return call(path, {
    method: 'POST',
    headers: form ? {} : { 'content-type': 'application/json' },
    body: form ? body : JSON.stringify(body),
  });
}

export const listChats = () => call('/chats');
export const listMessages = (chat, after) =>
  call(`/chats/${encodeURIComponent(chat)}/messages${after === undefined ? '' : `?after=${after}`}`);
export const say = (as, chat, text) => post('/say', { as, chat, text });
export const press = (as, message, button) => post('/press', { as, message, button });
export const readClock = () => call('/clock');
export const moveClock = (by) => post('/clock', { by });
export const moveClockTo = (to) => post('/clock', { to });

export function upload(as, chat, file) {
  const form = new FormData();
  form.set('as', as);
  form.set('chat', chat);
  form.set('file', file, file.name);
  return post('/upload', form);
}

/**
 * Follows the program's events and reconnects by itself.
 * `onEvent` receives {chats: [...]} or {clock: true}; `onOpen` is called on each (re)connection, `onLost` when one breaks.
 */
export function follow({ onEvent, onOpen, onLost }) {
  let source;
  const connect = () => {
    source = new EventSource(`${ROOT}/events`);
    source.addEventListener('open', onOpen);
    source.addEventListener('message', (event) => {
      try {
        onEvent(JSON.parse(event.data));
      } catch {
        // A comment or keep-alive that is not JSON carries nothing to act on.
      }
    });
    source.addEventListener('error', () => {
      onLost();
      // The browser retries a dropped stream, but gives up when the answer was an error page.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
    });
  };
  connect();
}
