/** 典型案例: a good example, or a bad one. */
export const CASE_KINDS = ['good', 'bad'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** What decides whether a case shows its unit. */
export interface CaseNaming {
  kind: string;
  namesUnit: boolean;
}

/** A good example is its unit's credit; a bad one names it only when the approver said so. */
export const showsUnit = ({ kind, namesUnit }: CaseNaming): boolean => kind === 'good' || namesUnit;

/** Words with a unit's names taken out, the longer name first, so that nothing of it is left. */
export function withoutUnit(words: string, names: readonly string[], instead: string): string {
  return names
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, name) => text.replaceAll(name, instead), words);
}

/** Whether a case may be quoted in a bulletin of a kind: praise quotes good ones, and a named bad one is criticism. */
export function quotableIn(bulletinKind: string, { kind, namesUnit }: CaseNaming): boolean {
  if (kind === 'good') return true;
  if (bulletinKind === 'praise') return false;
  return bulletinKind === 'criticism' || !namesUnit;
}
