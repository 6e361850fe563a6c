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
