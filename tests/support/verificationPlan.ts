import { type Plan, smallPlan } from './plans.js';

/** The small campaign with more people: a second coordinator (赵文), a second liaison of 教育局 (钱进), an inspector (丁立). */
export const verificationPlan = (change: (plan: Plan) => void = () => {}): Plan =>
  smallPlan((plan) => {
    plan.people.push(
      { code: 'zhaowen', name: '赵文', title: '督查室', roles: [{ role: 'coordinator' }] },
      { code: 'qian', name: '钱进', roles: [{ role: 'liaison', unit: 'jyj' }] },
      { code: 'dingli', name: '丁立', title: '督导组', roles: [{ role: 'inspector' }] },
    );
    change(plan);
  });
