import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';

/** A part of the server, in its own Hono app with full paths. */
export type App = Hono<{ Bindings: HttpBindings }>;

/** Builds a part. `closing` is aborted when the server stops: answers that never end must end then. */
export type Routes = (closing: AbortSignal) => App;

export interface HttpServer {
  /** Listens; the url has the real port when 0 was asked for. Rejects when the port is taken (EADDRINUSE). */
  start(): Promise<{ url: string }>;
  /** Takes no new request, ends streams, waits for what is under way (5 seconds at most) and closes. */
  stop(): Promise<void>;
}

/** How long requests under way may take once the server stops, in milliseconds. */
const GRACE_MS = 5000;

/**
 * The process's one HTTP server. It answers `GET /healthz` with {ok: true}; everything else is in `routes`.
 * @param parts.port TCP port; 0 takes a free one
 * @param parts.host address to bind, such as 127.0.0.1
 */
export function createHttpServer(parts: { port: number; host: string; routes: readonly Routes[] }): HttpServer {
  const closing = new AbortController();
  const app: App = new Hono();
  app.get('/healthz', (c) => c.json({ ok: true }));
  for (const routes of parts.routes) app.route('/', routes(closing.signal));
  app.notFound((c) => c.json({ error: { code: 'notFound', message: '没有这个地址。' } }, 404));
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  const endUnused = trackConnections(server, closing.signal);

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(parts.port, parts.host, () => {
          server.off('error', reject);
          const { address, family, port } = server.address() as AddressInfo;
          resolve({ url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` });
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        closing.abort();
        if (!server.listening) return resolve();
        const cutOff = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
        endUnused();
      }),
  };
}

/**
 * Node's closeIdleConnections passes over connections on which no request has come yet, such as browsers open ahead of
 * need; they would hold up the stop. The answer ends every connection without a request under way; once `closing` is
 * aborted the others end with their answer.
 */
function trackConnections(server: Server, closing: AbortSignal): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    unused.delete(socket);
    response.once('close', () => {
      if (closing.aborted) socket.destroySoon();
      else if (!socket.destroyed) unused.add(socket);
    });
  });
  return () => {
    for (const socket of unused) socket.destroySoon();
  };
}
