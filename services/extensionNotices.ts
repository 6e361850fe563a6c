import { buttonId } from '../domain/button.js';
import { peopleHolding } from '../prisma/store/people.js';
import type { CampaignView } from './campaignRules.js';
import { todayIn } from './campaignRules.js';
import type { Ctx } from './context.js';
import { personOnDuty } from './duty.js';
import { enqueueToPerson } from './outbox.js';
import type { ExtensionWords } from './texts/zhCN/extension.js';
import { textsFor } from './texts/index.js';

/** A request with everything that its words need. */
export async function loadExtension(ctx: Ctx, id: number) {
  return ctx.db.extension.findUnique({
    where: { id },
    include: {
      milestone: { include: { item: { include: { leadUnit: true } } } },
      applicant: true,
      onBehalfOf: true,
      head: true,
    },
  });
}
export type ExtensionRow = NonNullable<Awaited<ReturnType<typeof loadExtension>>>;

/** What a request says, for its readers. */
export const wordsOf = (row: ExtensionRow): ExtensionWords => ({
  itemNo: row.milestone.item.itemNo,
  title: row.milestone.item.title,
  name: row.milestone.name,
  applicant: row.applicant?.name ?? '',
  onBehalfOf: row.onBehalfOf?.name ?? '',
  fromOn: row.fromOn,
  toOn: row.toOn,
  reason: row.reason,
  progress: row.progress,
});

/** Tells the campaign's coordinators, but not those who asked, that a request waits for them. */
export async function tellCoordinators(
  ctx: Ctx,
  campaign: CampaignView,
  id: number,
  except: readonly (number | null)[],
): Promise<void> {
  const row = await loadExtension(ctx, id);
  if (!row) return;
  for (const person of await peopleHolding(ctx.db, 'coordinator', campaign.id)) {
    if (except.includes(person.id)) continue;
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `extension:${id}:endorsed:${person.id}`,
      kind: 'notice',
      subject: `extension:${id}`,
      message: t.extension.toCoordinator(
        { ...wordsOf(row), unit: row.milestone.item.leadUnit.shortName, head: row.head?.name ?? '' },
        [[{ id: buttonId('extensionCard', id), label: t.approval.open, style: 'primary' }]],
      ),
    });
  }
}

/** Tells the one who asked how it went, and the absent person whose delegate asked, once they are back on duty. */
export async function tellApplicant(
  ctx: Ctx,
  campaign: CampaignView,
  row: ExtensionRow,
  step: 'endorsed' | 'approved' | 'refused',
  detail: { by: string; note: string; mayAskAgain: boolean },
): Promise<void> {
  const answersFor = row.onBehalfOfId ?? row.applicantId;
  if (answersFor === null) return;
  const personId = await personOnDuty(ctx, campaign.id, answersFor, todayIn(ctx, campaign));
  const person = await ctx.db.person.findUniqueOrThrow({ where: { id: personId } });
  const t = textsFor(person.locale);
  await enqueueToPerson(ctx, campaign.id, personId, {
    key: `extension:${row.id}:${step}:${personId}`,
    kind: 'notice',
    subject: `extension:${row.id}`,
    message: t.extension.told(step, { ...wordsOf(row), ...detail }, [
      [{ id: buttonId('item', row.milestone.itemId), label: t.item.open(row.milestone.item.itemNo) }],
    ]),
  });
}
