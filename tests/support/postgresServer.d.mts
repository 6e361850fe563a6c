/** A running throw-away PostgreSQL server. */
export interface PostgresServer {
  /** Port on 127.0.0.1. */
  port: number;
  /** Connection URL of one of its databases, as the superuser `postgres`. */
  url(database: string): string;
  /** Stops the server and deletes its folder. */
  stop(): Promise<void>;
}

/** Starts a throw-away server; it dies with this process. @throws {Error} with the server's own words when it cannot be started */
export function startPostgres(): Promise<PostgresServer>;
