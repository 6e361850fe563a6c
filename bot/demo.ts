import { readFileSync } from 'node:fs';
import { type Calendar, dayOf, instantOf } from '../domain/calendar.js';
import type { Database } from '../prisma/client.js';
import { groupChatId, loadPlan, privateChatId } from '../prisma/demo/loadPlan.js';
import { faultLine, type PlanFault, readPlan } from '../prisma/demo/readPlan.js';
import { type ResolvedPlan, resolvePlan } from '../prisma/demo/resolvePlan.js';
import { campaignRulesSchema } from '../services/campaignRules.js';
import { textsFor } from '../services/texts/index.js';
import type { Sandbox } from './adapters/sandbox/index.js';
import type { MovableClock } from './clock.js';
import { type Config, ConfigError } from './config.js';
import { currentCalendar, inTransaction } from './transaction.js';

const MORNING = '08:00';

/**
 * Loads the demo plan when the database holds no campaign: sets the sandbox's clock, fills the database, and makes the
 * chats. Does nothing otherwise.
 * @returns the loaded campaign's name, or null
 * @throws ConfigError with every fault of the plan file
 */
export async function prepareSandbox(parts: {
  database: Database;
  clock: MovableClock;
  sandbox: Sandbox;
  config: Config;
}): Promise<string | null> {
  const { database, clock, sandbox, config } = parts;
  if ((await database.campaign.count()) > 0) return null;
  // What an earlier database left in the chats belongs to nobody any more.
  sandbox.store.clear();
  const calendar = await currentCalendar(database);
  const plan = planFrom(config, clock, calendar);
  seedChats(sandbox, plan);
  // Last: a process that dies before it begins anew.
  await inTransaction(database, (tx) => loadPlan(tx, plan, { now: clock.now(), calendar }));
  return plan.campaign.name;
}

function planFrom(config: Config, clock: MovableClock, calendar: Calendar): ResolvedPlan {
  const refuse = (faults: PlanFault[]): never => {
    throw new ConfigError(faults.map((fault) => `DEMO_PLAN ${faultLine(fault)}`));
  };
  let text: string;
  try {
    text = readFileSync(config.demoPlan, 'utf8');
  } catch {
    throw new ConfigError([`DEMO_PLAN: ${config.demoPlan} cannot be read`]);
  }
  const plan = readPlan(text);
  if (!plan.ok) return refuse(plan.faults);
  const rules = campaignRulesSchema.safeParse(plan.value.campaign.rules);
  if (!rules.success)
    return refuse(
      rules.error.issues.map(({ path, message }) => ({ where: `campaign.rules.${path.join('.')}`, what: message })),
    );
  const { zone, clockStartsOn } = plan.value.campaign;
  const start = config.sandboxNow ?? (clockStartsOn === undefined ? null : instantOf(clockStartsOn, MORNING, zone));
  if (start) clock.startAt(start);
  const resolved = resolvePlan(plan.value, dayOf(clock.now(), zone), (on) => calendar.isWorkday(on));
  return resolved.ok ? resolved.value : refuse(resolved.faults);
}

/** The chats of the plan: one with each person, and the groups. Liaisons first, as the page shows them. */
function seedChats(sandbox: Sandbox, plan: ResolvedPlan): void {
  const roles = textsFor(undefined).roles;
  const unitName = new Map(plan.units.map((unit) => [unit.code, unit.shortName ?? unit.name]));
  const members = plan.people.map((person) => {
    const [first] = person.roles;
    const unit = person.roles.find((grant) => grant.unit !== undefined)?.unit;
    return {
      id: person.code,
      name: person.name,
      role: roles[first?.role ?? 'liaison'],
      unit: unit === undefined ? '' : (unitName.get(unit) ?? ''),
    };
  });
  sandbox.store.transaction(() => {
    for (const member of members)
      sandbox.store.upsertChat({
        id: privateChatId(member.id),
        title: member.name,
        kind: 'private',
        members: [member],
      });
    for (const { code, title, members: listed } of plan.groups)
      sandbox.store.upsertChat({
        id: groupChatId(code),
        title,
        kind: 'group',
        members: listed === 'all' ? members : members.filter((member) => listed.includes(member.id)),
      });
  });
}
