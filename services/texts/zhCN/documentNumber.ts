/** (2026, 3) → '督通〔2026〕3号', the one form of bulletins and summaries; without a number there is room to write one. */
export const numbered = (year: number, number: number | null): string => `督通〔${year}〕${number ?? '　'}号`;

/** The office that issues papers and pictures, wherever it stands without the campaign's name. */
export const OFFICE = '督办工作专班';

/** Who signs: the campaign's office, without the campaign's name when that is too long for a line. */
export const issuerName = (campaign: string): string => (campaign.length > 16 ? OFFICE : `${campaign}${OFFICE}`);
