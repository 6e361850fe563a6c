import { boardPlan } from './boardPlan.js';
import type { Plan } from './plans.js';

/**
 * The board's campaign under the policy reviewed, with a second coordinator (刘洋). Its week 36 is drafted on Monday
 * 7 September, objections are taken until Tuesday noon, and the slot is Tuesday 15:42. `change` may alter it.
 */
export function reviewedPlan(change: (plan: Plan) => void = () => {}): Plan {
  const plan = boardPlan();
  plan.campaign.boardPolicy = 'reviewed';
  plan.people.push({ code: 'liuyang', name: '刘洋', roles: [{ role: 'coordinator' }] });
  change(plan);
  return plan;
}
