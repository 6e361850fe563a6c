import { buttonId } from '../domain/button.js';
import { type Message, note } from '../domain/message.js';
import { type Period, periodOf, previousPeriod } from '../domain/period.js';
import { UserError } from '../domain/userError.js';
import { campaignOf } from './access.js';
import { audit } from './audit.js';
import { todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { numberOf, summarySubject, takeNumber } from './documentNumbers.js';
import { textsFor } from './texts/index.js';

/** Who may ask for a summary of the whole campaign. */
export const SUMMARY_READERS = ['coordinator', 'administrator', 'leader'] as const;

/**
 * A message with the summary of a quarter, half-year or year. Without words it is the quarter that ended last, or the
 * running one when the campaign began in it. The first asking gives it
 * its number in the year's series. Throws UserError('periodUnknown' | 'periodAhead' |
 * 'summaryNotBegun' | 'summaryBefore'), and then takes no number.
 */
export async function summaryMessage(ctx: ChatCtx, words: string, form: 'docx' | 'xlsx'): Promise<Message> {
  const campaign = await campaignOf(ctx, SUMMARY_READERS);
  const today = todayIn(ctx, campaign);
  const running = periodOf('quarter', today);
  const before = previousPeriod(running);
  const wanted: Period | null =
    words === ''
      ? before.endsOn < campaign.startsOn
        ? running
        : before
      : textsFor(ctx.actor.locale).readPeriod(words, Number(today.slice(0, 4)));
  if (!wanted || !['quarter', 'halfYear', 'year'].includes(wanted.kind)) throw new UserError('periodUnknown');
  if (wanted.startsOn > today) throw new UserError('periodAhead');
  // A number that is given out stays given out: none for a time in which there was nothing to sum up.
  const from = textsFor(ctx.actor.locale).official.fullDay(campaign.startsOn);
  if (campaign.startsOn > today) throw new UserError('summaryNotBegun', { from });
  if (wanted.endsOn < campaign.startsOn) throw new UserError('summaryBefore', { from });
  const t = textsFor(ctx.actor.locale).official;
  const subject = summarySubject(wanted.key);
  const known = await numberOf(ctx, campaign.id, subject);
  const given = known ?? (await takeNumber(ctx, { campaignId: campaign.id, year: Number(today.slice(0, 4)), subject }));
  if (!known) await audit(ctx, 'numberSummary', `campaign:${campaign.id}`, { period: wanted.key, ...given });
  return {
    ...t.summaryMessage(
      { periodKey: wanted.key, number: t.numbered(given.year, given.number), running: wanted.endsOn >= today },
      form,
      form === 'docx' ? [[{ id: buttonId('summaryXlsx', campaign.id, wanted.key), label: t.asSheet }]] : [],
    ),
    attach: {
      request: { make: 'summaryFile', campaignId: campaign.id, periodKey: wanted.key, form, on: today },
      otherwise: [note(t.failed)],
    },
  };
}
