/** What an exemption (容错) rests on: a document, force majeure, a change from above, something else. */
export const EXEMPTION_BASES = ['document', 'forceMajeure', 'policyChange', 'other'] as const;
export type ExemptionBasis = (typeof EXEMPTION_BASES)[number];

export const EXEMPTION_STATUSES = ['pending', 'approved', 'refused', 'revoked'] as const;
export type ExemptionStatus = (typeof EXEMPTION_STATUSES)[number];

/** Statuses of what can be taken out of scoring: claims that wait for their verdict are judged first. */
export const EXEMPTIBLE: readonly string[] = ['open', 'done'];

/** Words for the basis, in UTF-16 units: enough to be checked by somebody else. */
export const BASIS_MIN = 6;
export const BASIS_MAX = 300;
