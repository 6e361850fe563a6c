import type { StandingPost } from '../prisma/store/outbox.js';

/** WeCom takes a member's message back within 24 hours (doc 94867), in ms; what a webhook or robot posted never (docs 99110, 101463). */
const WECOM_RECALL_MS = 24 * 3_600_000;

/** What can be done about messages that stand: taken back; not, because they stand in a WeCom group; not, because too old. */
export interface Recall<T> {
  takes: T[];
  inGroups: number;
  tooOld: number;
}

type Sent = Omit<StandingPost, 'providerMessageId'> & {
  providerMessageId: string | null;
  personId: number | null;
  createdAt: Date;
};

/** Sorts sent messages by whether their platform lets them be taken back at `now`. */
export function sortForRecall<T extends Sent>(sent: readonly T[], now: Date): Recall<T & StandingPost> {
  const result: Recall<T & StandingPost> = { takes: [], inGroups: 0, tooOld: 0 };
  for (const each of sent) {
    const { platform, personId, createdAt, providerMessageId } = each;
    if (platform === 'wecom' && personId === null) result.inGroups++;
    else if (platform === 'wecom' && now.getTime() - createdAt.getTime() >= WECOM_RECALL_MS) result.tooOld++;
    else if (providerMessageId !== null) result.takes.push({ ...each, providerMessageId });
  }
  return result;
}
