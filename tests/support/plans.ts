import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { planSchema } from '../../prisma/demo/planSchema.js';
import { projectRoot } from '../../prisma/projectRoot.js';

/** A plan file's content, before defaults are filled in. */
export type Plan = z.input<typeof planSchema>;

/**
 * The small campaign of tests/support/smallPlan.json: three units, four items, a leader (高峰, contact of 教育局 and 住建局)
 * and a coordinator (王敏). `change` may alter it before it is used.
 */
export function smallPlan(change: (plan: Plan) => void = () => {}): Plan {
  const plan = JSON.parse(readFileSync(join(projectRoot, 'tests', 'support', 'smallPlan.json'), 'utf8')) as Plan;
  change(plan);
  return plan;
}

/** An item of a plan by its number. */
export function itemOf(plan: Plan, itemNo: string): Plan['items'][number] {
  const found = plan.items.find((item) => item.itemNo === itemNo);
  if (!found) throw new Error(`the plan has no item ${itemNo}`);
  return found;
}

/** The small campaign with nothing due before December: only report rounds happen. */
export const quietPlan = (): Plan =>
  smallPlan((plan) => {
    for (const item of plan.items) item.milestones = [{ name: '完成', dueOn: '2026-12-18' }];
  });

/**
 * The county's plan of 2022 as it is shipped, in which 柳林渡 finished the first step of XM-029 in time: the next one is due
 * on 7 May, the Saturday worked for Labour Day. Of everything else the first step is long overdue by then.
 */
export function countyPlan(): Plan {
  const file = join(projectRoot, 'prisma', 'demo', 'county2022.json');
  const plan = JSON.parse(readFileSync(file, 'utf8')) as Plan;
  const item = itemOf(plan, 'XM-029');
  Object.assign(item.milestones[0] ?? {}, { percent: 30, completedOn: '2022-03-11' });
  item.reports = [{ on: '2022-03-11', percent: 30, summary: '公示期满，沿街商户无异议', verified: 'accepted' }];
  return plan;
}
