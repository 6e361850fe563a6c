import type { Logger } from 'pino';
import type { Platform } from '../domain/roles.js';
import type { Delivery, DeliveryChange } from '../prisma/store/deliveries.js';
import type { Database, Tx } from '../prisma/store/tx.js';
import { fateUnknown, groupLost, groupMuted, personLost, topicLost } from '../services/reach.js';
import { connectionChanged } from '../services/status.js';
import type { Clock } from './clock.js';
import { createLanes } from './lanes.js';
import type { Connection, SendOutcome } from './port.js';
import { buildCtx, inTransaction } from './transaction.js';

/** Tells the people who can do something about it what became of a message, in the transaction that records it. */
export async function tellOfOutcome(
  tx: Tx,
  row: Delivery,
  { outcome, change, isPrivate }: { outcome: SendOutcome; change: DeliveryChange; isPrivate: boolean },
  now: Date,
): Promise<void> {
  const { platform, address } = row;
  const ctx = () => buildCtx(tx, { now, actor: null, origin: null });
  if (outcome.kind === 'sent') {
    if (outcome.degraded === 'topicGone') await topicLost(await ctx(), platform, address, row.thread);
  } else if (isPrivate) {
    if (outcome.kind === 'unreachable' && row.personId !== null)
      await personLost(await ctx(), row.personId, outcome.error);
  } else if (outcome.kind === 'unreachable') await groupLost(await ctx(), platform, address);
  else if (outcome.kind === 'rejected' && outcome.error === 'noRights')
    await groupMuted(await ctx(), platform, address);
  else if (change.status === 'unknown') await fateUnknown(await ctx(), platform, address, row.id);
}

/** Makes the function that keeps how a platform's connection stands. It never throws; news are written in their order. */
export function keepConnection(deps: {
  database: Database;
  clock: Clock;
  log: Logger;
}): (platform: Platform, connection: Connection) => Promise<void> {
  const turns = createLanes();
  return (platform, connection) =>
    turns.run(platform, async () => {
      try {
        await inTransaction(deps.database, async (tx) =>
          connectionChanged(
            await buildCtx(tx, { now: deps.clock.now(), actor: null, origin: null }),
            platform,
            connection,
          ),
        );
      } catch (error) {
        deps.log.error({ err: error, platform }, 'the state of the connection could not be kept');
      }
    });
}
