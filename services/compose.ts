import type { Message } from '../domain/message.js';
import { composeBundles } from './bundle.js';
import type { Ctx } from './context.js';
import { composeDigest } from './digest.js';
import type { Composition } from './outbox.js';

/** Finds the words of messages as of now, in their order; null where there is nothing left to say. */
export type Composer = (ctx: Ctx, compositions: readonly Composition[]) => Promise<(Message | null)[]>;

/**
 * The words of compositions right before they are sent, in the transaction that keeps them: what was answered while they
 * waited is left out, what became more urgent is said as it stands now. Called anew for every attempt. Bundles of one
 * campaign and day are composed together.
 */
export const compose: Composer = async (ctx, compositions) => {
  const bundles = new Map<string, Promise<Map<number, Message>>>();
  const messages: (Message | null)[] = [];
  for (const each of compositions) {
    if (each.what === 'digest') {
      messages.push(await composeDigest(ctx, each));
      continue;
    }
    const { campaignId, on, personId } = each;
    const key = `${campaignId} ${on}`;
    const ofDay = compositions.filter((other) => `${other.campaignId} ${other.on}` === key && other.what === 'bundle');
    const made =
      bundles.get(key) ??
      composeBundles(
        ctx,
        campaignId,
        ofDay.map((other) => other.personId),
        on,
      );
    bundles.set(key, made);
    messages.push((await made).get(personId) ?? null);
  }
  return messages;
};
