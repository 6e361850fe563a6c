import type { Day } from './day.js';

/** The sheets that an export may hold. */
export const EXPORT_PARTS = ['ledger', 'unreported', 'board', 'burden', 'deliveries'] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

/** 三晒: a unit's targets, its problems, its results. */
export const CARD_KINDS = ['targets', 'problems', 'results'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/**
 * A picture or file that a message names and that is made when the message goes. It names records, not their content:
 * a row of the outbox stays small, and the same content is drawn once. `page` counts from 1; a poster with `unitIds`
 * shows those units only.
 */
export type DocumentRequest =
  | { make: 'boardPoster'; boardId: number; page: number; unitIds?: number[] }
  | { make: 'unitCard'; campaignId: number; unitId: number; card: CardKind; on: Day }
  | { make: 'unitTrend'; campaignId: number; unitId: number; on: Day }
  | { make: 'campaignTrend'; campaignId: number; unitIds: number[]; on: Day }
  | { make: 'bulletinFile'; bulletinId: number; form: 'docx' | 'xlsx' }
  | { make: 'summaryFile'; campaignId: number; periodKey: string; form: 'docx' | 'xlsx'; on: Day }
  | { make: 'referralFile'; itemId: number; unitId: number; form: 'docx' | 'xlsx'; on: Day }
  | { make: 'referralList'; campaignId: number; on: Day }
  | { make: 'workbook'; campaignId: number; parts: ExportPart[]; on: Day };
