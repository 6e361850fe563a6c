import type { CampaignModel } from '../generated/sqlite/models/Campaign.js';
import type { Tx } from './tx.js';

/** A campaign as it is stored; neither its timetables nor its rules are checked. */
export type CampaignRow = CampaignModel;

/** Campaigns whose jobs run, oldest first. */
export function activeCampaigns(db: Tx): Promise<CampaignRow[]> {
  return db.campaign.findMany({ where: { status: 'active' }, orderBy: { id: 'asc' } });
}
