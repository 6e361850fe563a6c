import { existsSync } from 'node:fs';
import { closeDatabase, type Database, openDatabase } from '../prisma/client.js';
import { leaseOf } from '../prisma/store/leases.js';
import { unboundWecomContacts } from '../prisma/store/wecomContacts.js';
import { textsFor } from '../services/texts/index.js';
import { checkWecom, type KnownPeople } from './adapters/wecom/doctor.js';
import { robotLease } from './adapters/wecom/index.js';
import { systemClock } from './clock.js';
import { type Config, ConfigError, readConfig } from './config.js';

const { doctor } = textsFor(undefined);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Reads who is bound, without changing anything; null when there is no database yet. */
async function knownPeople(url: string, robotId: string | null): Promise<KnownPeople | null> {
  if (url.startsWith('file:') && !existsSync(url.slice('file:'.length))) return null;
  const database = await openDatabase(url);
  try {
    const identities = await database.identity.findMany({ where: { platform: 'wecom' }, orderBy: { id: 'asc' } });
    const unmatched = (await unboundWecomContacts(database)).length;
    const userIds = identities.map((identity) => identity.address);
    return { userIds, unmatched, robot: robotId === null ? null : await robotOf(database, robotId) };
  } catch {
    // Tables that are not there yet: the bot makes them when it starts.
    return null;
  } finally {
    await closeDatabase(database);
  }
}

/** Which process is the robot now ('host, process number'), and whether another program took the connection from it. */
async function robotOf(database: Database, robotId: string): Promise<KnownPeople['robot']> {
  const state = await database.platformState.findUnique({ where: { platform: 'wecom' } });
  const lease = await leaseOf(database, robotLease(robotId));
  const held = lease !== null && lease.until > systemClock.now();
  return { conflict: state?.state === 'conflict', holder: held ? lease.holder.split(':').slice(0, 2).join(', ') : '' };
}

/** Says what is wrong, in the order in which it should be put right. @returns how many things are wrong */
async function examine(config: Config): Promise<number> {
  say(doctor.wecomTitle);
  if (!config.wecom) {
    say(`  ${doctor.marks.hint} ${doctor.wecom('off', {})}`);
    return 0;
  }
  const people = await knownPeople(config.databaseUrl, config.wecom.robot?.id ?? null);
  if (!people) say(`  ${doctor.marks.hint} ${doctor.noDatabase}`);
  const findings = await checkWecom(config.wecom, people, () => systemClock.now());
  for (const { level, code, params } of findings) say(`  ${doctor.marks[level]} ${doctor.wecom(code, params)}`);
  return findings.filter((finding) => finding.level === 'wrong').length;
}

async function main(): Promise<number> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    say(doctor.configWrong);
    for (const problem of error.problems) say(`  · ${problem}`);
    return 1;
  }
  const wrong = await examine(config);
  say(wrong === 0 ? doctor.healthy : doctor.unhealthy(wrong));
  return wrong === 0 ? 0 : 1;
}

process.exitCode = await main();
