import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** Notes warnings that were given, in one statement; one that was noted before stays as it was. Days are YYYY-MM-DD. */
export async function insertWarnings(
  db: Tx,
  warnings: readonly { milestoneId: number; stage: string; level: string; givenOn: string }[],
): Promise<void> {
  if (warnings.length === 0) return;
  const rows = warnings.map((each) => Prisma.sql`(${each.milestoneId}, ${each.stage}, ${each.level}, ${each.givenOn})`);
  await db.$executeRaw`
    INSERT INTO "Warning" ("milestoneId", "stage", "level", "givenOn") VALUES ${Prisma.join(rows)}
    ON CONFLICT ("milestoneId", "stage") DO NOTHING`;
}
