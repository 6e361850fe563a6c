import { zhCN } from './zhCN/index.js';

/** Every word the bot says, by area. zh-CN is the source; another language has the same form. */
export type Phrases = typeof zhCN;

const LANGUAGES: Record<string, Phrases> = { 'zh-CN': zhCN };

/** The phrases of a locale (BCP 47); zh-CN for one that is not known. */
export const textsFor = (locale: string | undefined): Phrases => LANGUAGES[locale ?? ''] ?? zhCN;

/** What people call a job, in the sandbox's first language. */
export const jobTitle = (job: string): string => (zhCN.jobs as Record<string, string>)[job] ?? job;
