import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { ApiError } from './sandboxErrors.js';

const LOOPBACK_PEER = /^(?:127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/;

/**
 * What the page may load: its own files, and nothing from elsewhere. `data:` and `blob:` pictures are its icon and
 * previews.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Lets only this machine's own browser and scripts in: the peer and the Host header must be loopback (a foreign name that
 * resolves to 127.0.0.1 is refused), and the request must not come from another site's page.
 * Throws ApiError('notLocal' | 'foreignOrigin').
 */
export const localOnly: MiddlewareHandler<{ Bindings: HttpBindings }> = async (c, next) => {
  const host = (c.req.header('host') ?? '').toLowerCase();
  const peer = c.env.incoming.socket.remoteAddress ?? '';
  if (!LOOPBACK_HOST.test(host) || !LOOPBACK_PEER.test(peer)) throw new ApiError('notLocal');
  const origin = c.req.header('origin');
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) throw new ApiError('foreignOrigin');
  await next();
  const { headers } = c.res;
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Referrer-Policy', 'no-referrer');
  // A stored file has a stricter one of its own.
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', PAGE_POLICY);
};
