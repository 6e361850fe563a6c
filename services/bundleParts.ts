import { inCampaign } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import { campaignsOfPeople, type PersonCampaign } from './severalCampaigns.js';
import type { Phrases } from './texts/index.js';

/** A button's label holds this many characters on every platform. */
const LABEL_MAX = 10;
const TOO_MUCH = 'tooMuch:';

/** What a bundle says of one campaign. */
export interface BundlePart {
  campaign: Pick<CampaignView, 'id' | 'name'>;
  messages: Message[];
}

/** With which other campaigns somebody is told of one. */
export interface Together {
  /** The campaign and those for which its bundle speaks too. */
  ids: number[];
  /** Those whose bundle would have spoken for it. */
  earlier: number[];
  /** They are in more than one, so that a message has to say which it is about. */
  several: boolean;
}

/**
 * Campaigns whose bundles people get as one message: those with the same time and zone. The first of them that has
 * something to tell speaks for the `ids` after it.
 */
export async function toldTogether(
  ctx: Ctx,
  campaignId: number,
  personIds: readonly number[],
): Promise<Map<number, Together>> {
  const own = await campaignsOfPeople(ctx, personIds);
  const timeOf = (each: PersonCampaign) =>
    `${each.zone} ${(each.schedules as Record<string, string>).warnDeadlines ?? ''}`;
  return new Map(
    personIds.map((personId) => {
      const campaigns = own.get(personId) ?? [];
      const current = campaigns.find(({ id }) => id === campaignId);
      const same = current ? campaigns.filter((each) => timeOf(each) === timeOf(current)).map(({ id }) => id) : [];
      const told = {
        ids: [campaignId, ...same.filter((id) => id > campaignId)],
        earlier: same.filter((id) => id < campaignId),
        several: campaigns.length > 1,
      };
      return [personId, told];
    }),
  );
}

/** Puts the parts of a bundle together; null when there is none. Buttons of several campaigns say whose they are. */
export function bundleOf(parts: readonly BundlePart[], several: boolean, t: Phrases): Message | null {
  const [only, second] = parts;
  if (!only) return null;
  const joined = ({ messages }: BundlePart) => ({
    lines: messages.flatMap((message) => message.lines),
    buttons: messages.flatMap((message) => message.buttons ?? []),
  });
  if (!second) {
    const { lines, buttons } = joined(only);
    const [title, ...rest] = lines;
    const headed = several && title ? [title, t.campaign.heading(only.campaign.name), ...rest] : lines;
    return { lines: headed, buttons: once(buttons) };
  }
  const marked = parts.map((part, at) => {
    const { lines, buttons } = joined(part);
    const mark = t.campaign.marks[at] ?? '';
    const own = ({ id, label, ...rest }: Button): Button =>
      id.startsWith(TOO_MUCH)
        ? { id, label, ...rest }
        : { ...rest, id: inCampaign(id, part.campaign.id), label: `${mark}${label}`.slice(0, LABEL_MAX) };
    return {
      lines: [t.campaign.heading(part.campaign.name, mark), ...lines],
      buttons: buttons.map((row) => row.map(own)),
    };
  });
  return {
    lines: [t.campaign.together(parts.length), ...marked.flatMap(({ lines }) => lines)],
    buttons: once(lastOfAll(marked.flatMap(({ buttons }) => buttons))),
  };
}

/** 太频繁 is about the whole message. */
function lastOfAll(rows: readonly Button[][]): Button[][] {
  const isLast = ({ id }: Button) => id.startsWith(TOO_MUCH);
  return [...rows.map((row) => row.filter((each) => !isLast(each))), rows.flat().filter(isLast)];
}

/** Every button once: parts of a bundle may offer the same one. */
function once(rows: readonly Button[][]): Button[][] {
  const seen = new Set<string>();
  const fresh = ({ id }: Button) => !seen.has(id) && seen.add(id);
  return rows.map((row) => row.filter(fresh)).filter((row) => row.length > 0);
}
