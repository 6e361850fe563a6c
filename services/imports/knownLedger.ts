import type { Ctx } from '../context.js';

/** An item as an import compares it. */
export interface KnownItem {
  id: number;
  itemNo: string;
  title: string;
  kind: string;
  tag: string;
  supervisionClass: string;
  source: string;
  leadUnitId: number;
  responsiblePerson: string;
  task: string;
  measures: string;
  target: string;
  standard: string;
  safeguard: string;
  consequence: string;
  dueOn: string;
  status: string;
  percent: number;
  supporting: number[];
  milestones: KnownMilestone[];
}

export interface KnownMilestone {
  id: number;
  position: number;
  name: string;
  standard: string;
  percent: number;
  dueOn: string;
  status: string;
}

/** Items read at once: the bot answers others in between. */
const CHUNK = 250;

/** The whole ledger of a campaign, in official order of units, then by number. */
export async function knownLedger(ctx: Pick<Ctx, 'db'>, campaignId: number): Promise<KnownItem[]> {
  const items: KnownItem[] = [];
  for (let after = 0; ; ) {
    const rows = await ctx.db.item.findMany({
      where: { campaignId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: CHUNK,
      include: {
        supporting: { select: { unitId: true }, orderBy: { unitId: 'asc' } },
        milestones: { orderBy: { position: 'asc' } },
      },
    });
    for (const { supporting, ...row } of rows)
      items.push({ ...row, supporting: supporting.map((each) => each.unitId) });
    after = rows.at(-1)?.id ?? 0;
    if (rows.length < CHUNK) return items;
  }
}
