/** Telegram's limit for callback_data, in UTF-8 bytes; the narrowest of the platforms. */
export const BUTTON_ID_MAX_BYTES = 64;

/** What a button carries: an action's name, the record it is about, and a token that tells a stale press. */
export interface ButtonRef {
  action: string;
  id: number;
  token: string;
  /** The campaign that the button was shown for, when it says so. */
  campaignId?: number;
}

/** The largest record id that both databases hold (a 4-byte integer). */
const ID_MAX = 2_147_483_647;

const PATTERN = /^([a-z][A-Za-z]*):(\d{1,12}):([0-9A-Za-z_.-]*)$/;

/** Writes a button's id as `<action>:<id>:<token>`. Throws RangeError over 64 bytes: that is a bug of ours. */
export function buttonId(action: string, id: number, token: string | number = ''): string {
  const encoded = `${action}:${id}:${token}`;
  if (!PATTERN.test(encoded) || encoded.length > BUTTON_ID_MAX_BYTES)
    throw new RangeError(`button id out of form: ${encoded}`);
  return encoded;
}

/** Ends a token of a button that is shown for one of several campaigns. */
const CAMPAIGN_MARK = '..c';

/** A button's id, marked as shown for a campaign; unchanged when it is marked already or would be too long. */
export function inCampaign(id: string, campaignId: number): string {
  const marked = `${id}${CAMPAIGN_MARK}${campaignId}`;
  return id.includes(CAMPAIGN_MARK) || marked.length > BUTTON_ID_MAX_BYTES ? id : marked;
}

/** Reads a button's id; null for anything not of our form (buttons can be forged). */
export function parseButtonId(raw: string): ButtonRef | null {
  if (raw.length > BUTTON_ID_MAX_BYTES) return null;
  const match = PATTERN.exec(raw);
  if (!match || Number(match[2]) > ID_MAX) return null;
  const [, token = '', campaign] = /^(.*?)(?:\.\.c(\d{1,9}))?$/.exec(match[3] as string) ?? [];
  return {
    action: match[1] as string,
    id: Number(match[2]),
    token,
    ...(campaign === undefined ? {} : { campaignId: Number(campaign) }),
  };
}
