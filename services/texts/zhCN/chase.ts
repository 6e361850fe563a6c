import { bold, type Line, text } from '../../../domain/message.js';
import { shortDay } from './dates.js';

const RUNGS: Record<string, string> = {
  liaison: '催联络员',
  unitHead: '告知单位负责人',
  contactLeader: '报联点领导',
  coordinator: '转督查室跟进',
  bulletinProposal: '建议通报',
  referral: '建议移交',
};

const REASONS: Record<string, string> = {
  extensionAsked: '延期待批',
  extensionApproved: '已批准延期',
  exemption: '已容错',
  waitingForUnit: '等其他单位先办',
  delegateOnLeave: '联络员外出，代办人未绑定',
};

/** A rung of the chase ladder on record; `reason` is '' when it was reached. */
export interface ChaseLine {
  on: string;
  rung: string;
  reason: string;
  requestDueOn: string;
}

export const chase = {
  reasons: REASONS,
  /** 催办记录 of an item, newest first. */
  history: (rows: ChaseLine[]): Line[] =>
    rows.length === 0
      ? []
      : [
          text(bold('催办记录')),
          ...rows.slice(0, 6).map((each) => {
            const what = RUNGS[each.rung] ?? each.rung;
            const about = `${shortDay(each.requestDueOn)} 应报`;
            return text(
              each.reason === ''
                ? `· ${shortDay(each.on)} ${what}（${about}）`
                : `· ${shortDay(each.on)} 未${what}：${REASONS[each.reason] ?? each.reason}（${about}）`,
            );
          }),
        ],
};
