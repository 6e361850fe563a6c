const MINUTE = 60_000;
const HOUR = 3_600_000;

/** The doors of the adapter, each with limits of its own. */
export type Door = 'app' | 'webhook' | 'robot';

/**
 * What a door lets through to one chat, below WeCom's own numbers, so that a minute which the network squeezed does not
 * break them: the app 30 a minute and 1,000 an hour to a member (doc 90236; more is dropped without a word), a webhook
 * 20 a minute (doc 99110; more is refused with 45009), the robot 30 a minute and 1,000 an hour in a conversation (doc 101463).
 */
export const DOOR_LIMITS: Record<Door, { count: number; perMs: number }[]> = {
  app: [
    { count: 27, perMs: MINUTE },
    { count: 950, perMs: HOUR },
  ],
  webhook: [{ count: 18, perMs: MINUTE }],
  robot: [
    { count: 27, perMs: MINUTE },
    { count: 950, perMs: HOUR },
  ],
};

/** Messages a day that an app may send for each account of the unit (doc 90236). */
export const DAILY_PER_SEAT = 200;
