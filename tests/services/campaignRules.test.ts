import { describe, expect, it, test } from 'vitest';
import { DEFAULT_LADDER } from '../../domain/chaseLadder.js';
import { DEFAULT_SUPERVISION_RULES } from '../../domain/supervision.js';
import { campaignRulesSchema, loadCampaign } from '../../services/campaignRules.js';
import { describeOnEachDatabase } from '../support/database.js';

describe('a campaign’s rules', () => {
  test.each([
    [{ ladder: [] }, 'an empty ladder'],
    [
      {
        ladder: [
          { rung: 'unitHead', afterWorkdays: 1 },
          { rung: 'liaison', afterWorkdays: 2 },
        ],
      },
      'rungs out of order',
    ],
    [
      {
        ladder: [
          { rung: 'liaison', afterWorkdays: 2 },
          { rung: 'unitHead', afterWorkdays: 2 },
        ],
      },
      'two rungs on one day',
    ],
    [
      {
        ladder: [
          { rung: 'liaison', afterWorkdays: 1 },
          { rung: 'liaison', afterWorkdays: 2 },
        ],
      },
      'a rung twice',
    ],
    [{ ladder: [{ rung: 'mayor', afterWorkdays: 1 }] }, 'an unknown rung'],
    [{ supervision: { major: { cadence: 'daily' } } }, 'an unknown cadence'],
    [{ supervision: { major: { dueSoonOffsets: [3, 3] } } }, 'an offset twice'],
    [{ supervision: { major: { overdueLadder: [3, 1] } } }, 'a falling overdue ladder'],
    [{ supervision: { urgent: {} } }, 'an unknown class'],
    [{ supervision: { major: { behindBy: 101 } } }, 'more than all of it'],
  ])('refuse %j: %s', (rules: object, _why: string) => {
    expect(campaignRulesSchema.safeParse(rules).success).toBe(false);
  });
});

describeOnEachDatabase('a campaign’s rules as loaded', (databases) => {
  async function withRules(rules: object) {
    const db = await databases.open();
    const data = { name: '测试', startsOn: '2026-08-03', endsOn: '2026-12-31', schedules: {}, createdAt: new Date(0) };
    const { id } = await db.campaign.create({ data: { ...data, rules: rules as never } });
    return loadCampaign({ db }, id);
  }

  it('are the defaults where it sets nothing, and its own where it does', async () => {
    const plain = await withRules({});
    expect(plain).toMatchObject({ ladder: DEFAULT_LADDER, supervision: DEFAULT_SUPERVISION_RULES });
    const ladder = [{ rung: 'unitHead', afterWorkdays: 1 }];
    const own = await withRules({ ladder, supervision: { routine: { cadence: 'weekly', dueSoonOffsets: [5, 1] } } });
    expect(own.ladder).toEqual(ladder);
    expect(own.supervision.routine).toEqual({
      ...DEFAULT_SUPERVISION_RULES.routine,
      cadence: 'weekly',
      dueSoonOffsets: [5, 1],
    });
    expect(own.supervision.major).toEqual(DEFAULT_SUPERVISION_RULES.major);
  });
});
