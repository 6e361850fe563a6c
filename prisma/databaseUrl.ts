import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The two databases the project runs on. */
export type Provider = 'sqlite' | 'postgresql';

/**
 * Which database a URL names: `file:…` is SQLite, `postgresql://…` or `postgres://…` is PostgreSQL.
 * @throws {Error} for anything else; the message does not repeat the URL, which may hold a password
 */
export function providerOf(url: string): Provider {
  if (url.startsWith('file:')) return 'sqlite';
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgresql';
  throw new Error('the database URL must begin with file: or postgresql://');
}

/** Absolute path of a SQLite URL's file: `file:/data/x.db` and `file:///data/x.db`, or relative to the working directory. */
export function sqliteFile(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : resolve(url.slice('file:'.length));
}

/**
 * The PostgreSQL URL whose sessions run in UTC. The driver adapter writes and reads times without their offset, so in
 * a session of another zone every time the database itself makes (now(), CURRENT_TIMESTAMP) would be hours off.
 */
export function utcPostgresUrl(url: string): string {
  const parsed = new URL(url);
  const given = parsed.searchParams.get('options');
  parsed.searchParams.set('options', [given, '-c TimeZone=UTC'].filter(Boolean).join(' '));
  return parsed.href;
}
