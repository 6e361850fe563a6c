import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { StoredFile } from '../../domain/message.js';
import { projectRoot } from '../../prisma/projectRoot.js';
import { PICTURE_TYPES } from '../adapters/sandbox/inputs.js';
import { ApiError } from './sandboxErrors.js';

/** Where the page's files are, from sources and from dist alike. */
export const PAGE_FOLDER = join(projectRoot, 'bot', 'adapters', 'sandbox', 'page');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** A file of the page. Throws ApiError('notFound') for what is not there, has no known type, or lies outside the folder. */
export async function pageFile(folder: string, name: string): Promise<Response> {
  const path = resolve(folder, name);
  const type = TYPES[extname(path)];
  if (!path.startsWith(resolve(folder) + sep) || type === undefined || name.includes('\0'))
    throw new ApiError('notFound');
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(error.code ?? '')) throw new ApiError('notFound');
    throw error;
  });
  return new Response(bytes, { headers: { 'Content-Type': type, 'Cache-Control': 'no-cache' } });
}

/**
 * A file that somebody uploaded or the bot made. Only plain pictures are shown in place; anything else is downloaded, and
 * would run in no origin if a browser opened it all the same.
 */
export function storedFile(file: StoredFile, bytes: Uint8Array): Response {
  const shown = PICTURE_TYPES.includes(file.mime);
  const name = encodeURIComponent(Buffer.from(file.name).toString()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': /^[\w.+-]+\/[\w.+-]+$/.test(file.mime) ? file.mime : 'application/octet-stream',
      'Content-Length': String(bytes.byteLength),
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-cache',
    },
  });
}
