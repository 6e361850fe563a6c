export { createLimiter, REAL_LIMITS, type ServerLimits } from './limiter.js';
export { group, membershipOf, type Someone, someone, upgrade } from './people.js';
export { type Fault, type LoopbackServer, type ServerOptions, startLoopbackServer, TOKEN } from './server.js';
export { BOT, type Call, type ServerChat, type StoredMessage } from './state.js';
