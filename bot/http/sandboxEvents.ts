/** What an open page hears: chats that changed, or that the clock was moved. */
export type SandboxEvent = { chats: string[] } | { clock: true };

/** Server-sent events to every open page. */
export interface EventHub {
  /** Notes that a chat changed; changes of one turn of the event loop go out as one event. */
  chatChanged(chatId: string): void;
  /** Tells that the clock was moved. */
  clockMoved(): void;
  /** A stream of events that ends when the server stops. */
  open(): Response;
}

/** A comment this often, in milliseconds, keeps the connection from looking dead. */
const KEEP_ALIVE_MS = 25_000;

/** A hub whose streams end when `closing` is aborted. */
export function createEventHub(closing: AbortSignal): EventHub {
  const encoder = new TextEncoder();
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let changed = new Set<string>();

  function write(text: string): void {
    for (const stream of streams) stream.enqueue(encoder.encode(text));
  }
  const tell = (event: SandboxEvent): void => write(`data: ${JSON.stringify(event)}\n\n`);
  const keepAlive = setInterval(() => write(': \n\n'), KEEP_ALIVE_MS);
  keepAlive.unref();
  closing.addEventListener('abort', () => {
    clearInterval(keepAlive);
    for (const stream of streams) stream.close();
    streams.clear();
  });

  return {
    chatChanged(chatId) {
      if (changed.size === 0)
        setImmediate(() => {
          const chats = [...changed];
          changed = new Set();
          tell({ chats });
        });
      changed.add(chatId);
    },
    clockMoved: () => tell({ clock: true }),
    open() {
      let own: ReadableStreamDefaultController<Uint8Array>;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          // Something at once, so that the browser knows the stream is open.
          controller.enqueue(encoder.encode('retry: 1000\n\n'));
          if (closing.aborted) controller.close();
          else streams.add(controller);
        },
        cancel() {
          streams.delete(own);
        },
      });
      return new Response(body, {
        headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
      });
    },
  };
}
