import { brief, shortDay } from './dates.js';
import { chase } from './chase.js';
import { supporting } from './supporting.js';

/** Somebody who was written to, and the state of that message. */
interface Recipient {
  name: string;
  status: string;
}

/** One thing that happened to an item that was chased in vain. Days are 'YYYY-MM-DD'. */
export type ChainEvent = { on: string } & (
  | { what: 'filed'; source: string; dueOn: string }
  | { what: 'committed'; words: string; by: string }
  | {
      what: 'asked';
      dueOn: string;
      /** The day by which it was asked for has passed. */
      isDue: boolean;
      status: string;
      late: boolean;
      reportedOn: string | null;
      rung: string;
      to: Recipient[];
    }
  | { what: 'warned'; name: string; dueOn: string; stage: string; level: string; to: Recipient[] }
  | { what: 'chased'; rung: string; reason: string; dueOn: string; to: Recipient[] }
  | { what: 'chasedByHand'; by: string; to: Recipient[] }
  | {
      what: 'extension';
      name: string;
      fromOn: string;
      toOn: string;
      reason: string;
      status: string;
      by: string;
      decidedOn: string | null;
      decider: string;
      note: string;
    }
  | {
      what: 'exemption';
      basis: string;
      status: string;
      by: string;
      decidedOn: string | null;
      decider: string;
      note: string;
    }
  | { what: 'waiting'; forUnit: string; untilOn: string | null }
  | {
      what: 'reported';
      version: number;
      percent: number;
      noChange: boolean;
      summary: string;
      blocker: string;
      by: string;
      evidence: string[];
    }
  | { what: 'verified'; verdict: string; reason: string; version: number; by: string }
  | { what: 'checked'; status: string; finding: string; by: string }
  | { what: 'part'; state: string; summary: string; by: string }
  | { what: 'directed'; itemNo: string; words: string; status: string; by: string }
  | { what: 'decided'; outcome: string; handedTo: string; reason: string; by: string }
);

const SOURCES: Record<string, string> = {
  plan: '方案',
  meeting: '会议议定',
  directive: '领导批示',
  inspection: '督导检查',
  complaint: '投诉举报',
};
const LEVELS: Record<string, string> = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' };
const DECISIONS: Record<string, string> = {
  pending: '待单位负责人审批',
  endorsed: '单位负责人已同意，待督查室审批',
  approved: '同意',
  refused: '不同意',
  dropped: '已失效',
  withdrawn: '申请人撤回',
  revoked: '同意后撤销',
};
const RUNGS: Record<string, string> = {
  liaison: '催联络员',
  unitHead: '告知单位负责人',
  contactLeader: '报联点领导',
  coordinator: '转督查室跟进',
  bulletinProposal: '建议通报',
  referral: '列入移送清单',
};
const DELIVERIES: Record<string, string> = {
  sent: '已送达',
  pending: '等待发送',
  sending: '发送中',
  failed: '没有送达',
  expired: '过期没有发出',
  cancelled: '已填报，没有发出',
  unknown: '送达不明',
};

/** 'dueSoon:5' → '提前 5 个工作日', 'overdue:3' → '逾期 3 个工作日'. */
function stageWords(stage: string): string {
  const [kind = '', workdays = ''] = stage.split(':');
  if (kind === 'dueToday') return '到期当天';
  if (kind === 'dueSoon') return `到期前 ${workdays} 个工作日`;
  return kind === 'overdue' ? `逾期 ${workdays} 个工作日` : '进度落后';
}

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join('，');

/** The stage of the process, and what happened, in one line each. */
export function eventWords(e: ChainEvent): { stage: string; words: string } {
  switch (e.what) {
    case 'filed':
      return { stage: '立项', words: `来源：${SOURCES[e.source] ?? e.source}，完成时限 ${shortDay(e.dueOn)}` };
    case 'committed':
      return { stage: '承诺', words: `${e.by}签：${e.words}` };
    case 'asked':
      return {
        stage: '要求报告',
        words: joined(
          `${shortDay(e.dueOn)} 前报`,
          e.status === 'open'
            ? e.isDue
              ? '至今没有填报'
              : '还没有到报告时限'
            : e.status === 'dropped'
              ? '后来不再要求'
              : `${e.reportedOn ? `${shortDay(e.reportedOn)} ` : ''}填报${e.late ? '（迟报）' : ''}`,
        ),
      };
    case 'warned':
      return {
        stage: '预警',
        words: `${LEVELS[e.level] ?? ''}预警：${brief(e.name, 30)}（时限 ${shortDay(e.dueOn)}，${stageWords(e.stage)}）`,
      };
    case 'chased':
      return e.reason === ''
        ? { stage: '催办升级', words: `${RUNGS[e.rung] ?? e.rung}（应于 ${shortDay(e.dueOn)} 报）` }
        : { stage: '催办暂缓', words: `没有${RUNGS[e.rung] ?? e.rung}：${chase.reasons[e.reason] ?? e.reason}` };
    case 'chasedByHand':
      return { stage: '人工催办', words: `${e.by}催办` };
    case 'extension':
      return {
        stage: '申请延期',
        words: joined(
          `${e.by}申请把“${brief(e.name, 20)}”由 ${shortDay(e.fromOn)} 延至 ${shortDay(e.toOn)}（${e.reason}）`,
          `${e.decidedOn ? `${shortDay(e.decidedOn)} ` : ''}${e.decider}${DECISIONS[e.status] ?? e.status}`,
          e.note,
        ),
      };
    case 'exemption':
      return {
        stage: '申请容错',
        words: joined(
          `${e.by}申请（${e.basis}）`,
          `${e.decidedOn ? `${shortDay(e.decidedOn)} ` : ''}${e.decider}${e.status === 'pending' ? '待审批' : (DECISIONS[e.status] ?? e.status)}`,
          e.note,
        ),
      };
    case 'waiting':
      return {
        stage: '等协同单位',
        words: joined(`说明要等${e.forUnit}`, e.untilOn ? `至 ${shortDay(e.untilOn)}` : '尚未解除'),
      };
    case 'reported':
      return {
        stage: '进展报告',
        words: joined(
          `${e.by}报${e.version > 1 ? `（第 ${e.version} 版）` : ''}${e.noChange ? '无变化' : ` ${e.percent}%`}`,
          e.summary,
          e.blocker === '' ? '' : `困难：${e.blocker}`,
          e.evidence.length === 0 ? '没有附材料' : `附材料 ${e.evidence.length} 份（${e.evidence.join('、')}）`,
        ),
      };
    case 'verified':
      return {
        stage: '复核',
        words: joined(`${e.by}${e.verdict === 'accepted' ? '复核通过' : '退回'}（第 ${e.version} 版）`, e.reason),
      };
    case 'checked':
      return {
        stage: '抽查',
        words: joined(
          `${e.by}现场核实，${e.status === 'confirmed' ? '情况属实' : '与所报不符'}`,
          e.finding === '' ? '' : `登记问题 ${e.finding}`,
        ),
      };
    case 'part':
      return { stage: '协同情况', words: joined(`${e.by}报：${supporting.states[e.state] ?? e.state}`, e.summary) };
    case 'directed':
      return {
        stage: '领导批示',
        words: joined(
          `${e.by}批示（${e.itemNo}）：${brief(e.words, 120)}`,
          e.status === 'closed' ? '已办结' : '未办结',
        ),
      };
    case 'decided':
      return {
        stage: e.outcome === 'handedOver' ? '移交' : '移出清单',
        words: e.outcome === 'handedOver' ? `${e.by}登记移交${e.handedTo}` : `${e.by}移出，理由：${e.reason}`,
      };
  }
}

/** Whom an event reached: '周岚（已送达）'; '' where nobody is written to. */
export function recipientWords(e: ChainEvent): string {
  if (!('to' in e)) return '';
  if (e.what === 'chased' && e.reason !== '') return '';
  if (e.to.length === 0) return '当天没有发送记录';
  return e.to.map(({ name, status }) => `${name}（${DELIVERIES[status] ?? status}）`).join('、');
}
