export type { Database, Tx } from '../client.js';
