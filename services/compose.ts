import type { Message } from '../domain/message.js';
import { composeBundle } from './bundle.js';
import type { Ctx } from './context.js';
import { composeDigest } from './digest.js';
import type { Composition } from './outbox.js';

/** Finds a message's words as of now; null when there is nothing left to say. */
export type Composer = (ctx: Ctx, composition: Composition) => Promise<Message | null>;

const COMPOSERS: Record<Composition['what'], Composer> = { bundle: composeBundle, digest: composeDigest };

/**
 * The words of a composition right before it is sent, in the transaction that keeps them: what was answered while it
 * waited is left out, what became more urgent is said as it stands now. Called anew for every attempt.
 */
export const compose: Composer = (ctx, composition) => COMPOSERS[composition.what](ctx, composition);
