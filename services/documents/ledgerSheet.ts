import type { Day } from '../../domain/calendar.js';
import type { CampaignView } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { type KnownItem, knownLedger } from '../imports/knownLedger.js';
import { LEDGER_COLUMNS } from '../texts/zhCN/exporting.js';
import { textsFor } from '../texts/index.js';
import type { LedgerField } from '../texts/zhCN/importWords.js';
import { writeMilestones } from './tables/milestoneCell.js';
import type { SheetSpec } from './workbooks/writeWorkbook.js';

/** Due within this many workdays is 临期. */
const SOON_WORKDAYS = 5;

/** The ledger as a sheet that can be changed and imported again. */
export async function ledgerSheet(ctx: Ctx, campaign: CampaignView, on: Day): Promise<SheetSpec> {
  const items = await knownLedger(ctx, campaign.id);
  const units = await ctx.db.unit.findMany({
    select: { id: true, name: true, sortOrder: true },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
  });
  const order = new Map(units.map((unit, index) => [unit.id, index]));
  items.sort((a, b) => (order.get(a.leadUnitId) ?? 0) - (order.get(b.leadUnitId) ?? 0) || a.id - b.id);
  return ledgerSpec(items, units, on, ctx.calendar.addWorkdays(on, SOON_WORKDAYS));
}

/** The sheet of given items. `soonOn` is the last day that counts as 临期. */
export function ledgerSpec(
  items: readonly KnownItem[],
  units: readonly { id: number; name: string }[],
  on: Day,
  soonOn: Day,
): SheetSpec {
  const t = textsFor(undefined).exporting;
  const name = new Map(units.map((unit) => [unit.id, unit.name]));
  const states = items.map((item) => t.ledger.state(item, on, soonOn));
  const cell = (item: KnownItem, field: LedgerField, status: string): string | number => {
    switch (field) {
      case 'kind':
      case 'supervisionClass':
      case 'source':
        return t.ledger.word(field, item[field]);
      case 'leadUnit':
        return name.get(item.leadUnitId) ?? '';
      case 'supportingUnits':
        return item.supporting.map((id) => name.get(id) ?? '').join('、');
      case 'milestones':
        return writeMilestones(item.milestones);
      case 'due':
        return item.dueOn;
      case 'percent':
        return item.percent / 100;
      case 'status':
        return status;
      case 'serial':
      case 'remark':
        return '';
      default:
        return item[field];
    }
  };
  return {
    name: t.parts.ledger,
    title: null,
    columns: t.ledger.columns(units.map((unit) => unit.name)),
    rows: items.map((item, index) => LEDGER_COLUMNS.map((field) => cell(item, field, states[index]?.[0] ?? ''))),
    toneColumn: LEDGER_COLUMNS.indexOf('status'),
    tones: states.map(([, tone]) => tone),
  };
}
