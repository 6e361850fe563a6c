import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, longDay, shortDay } from './dates.js';
import { quoted } from './quoting.js';

/** A phase as it is shown. */
export interface PhaseLine {
  name: string;
  asks: string;
  startsOn: string;
  endsOn: string;
}

/** A campaign in somebody's list. */
export interface CampaignEntry {
  name: string;
  startsOn: string;
  endsOn: string;
  roles: string[];
  phase: string | null;
  isCurrent: boolean;
}

interface Weights {
  completion: number;
  reporting: number;
  verification: number;
  clearance: number;
  appraisal: number;
}

const STEPS = 7;
/** Phases that are written out where everything is shown at once. */
const PHASES_SHOWN = 4;

const span = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string =>
  `${shortDay(startsOn)}至${startsOn.slice(0, 4) === endsOn.slice(0, 4) ? '' : '次年'}${shortDay(endsOn)}`;
const years = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string =>
  Number(endsOn.slice(0, 4)) - Number(startsOn.slice(0, 4)) > 1
    ? `${longDay(startsOn)}至${longDay(endsOn)}`
    : span({ startsOn, endsOn });
/** '自查自纠' → '“自查自纠”阶段'; a name that says so itself is left: '对标查摆阶段' → '“对标查摆”阶段'. */
const phaseWords = (name: string): string => `${quoted(name.replace(/阶段$/, '') || name)}阶段`;
const clock = (time: string): string => time.replace(/^0/, '');
const weightWords = (w: Weights): string =>
  `按期完成 ${w.completion}、及时报告 ${w.reporting}、复核质量 ${w.verification}、问题见底 ${w.clearance}、群众评议 ${w.appraisal}`;
const head = (step: number, words: string): Line => title(`新建专项行动（${step}/${STEPS}）　${words}`);

/** Names and wants of the phases that are proposed, for one, two or three of them. */
const PROPOSED: Record<number, { name: string; asks: string }[]> = {
  1: [{ name: '集中整治', asks: '对照清单查摆问题，即知即改，按时间节点办结事项' }],
  2: [
    { name: '自查自纠', asks: '对照清单自查，建立问题台账，即知即改' },
    { name: '整改落实', asks: '按时间节点推进事项，问题逐项销号' },
  ],
  3: [
    { name: '自查自纠', asks: '对照清单自查，建立问题台账，即知即改' },
    { name: '整改落实', asks: '按时间节点推进事项，问题逐项销号，困难提前报告' },
    { name: '巩固提升', asks: '完成全部事项，复核成效，把好做法写成制度' },
  ],
};

export const campaign = {
  proposed: PROPOSED,
  span: years,
  askName: (): Line[] => [
    head(1, '叫什么名称？'),
    text('请写文件上的名称，4 到 60 个字，例：县政府系统狠抓落实专项行动。'),
    note('名称会出现在提醒、榜单和通报里。'),
  ],
  askStart: (): Line[] => [
    head(2, '从哪天开始？'),
    text('点一个，或写日期，例：9月10日。也可以一次写起止，例：9月10日至12月31日。'),
  ],
  startChoice: { today: '今天', monday: '下周一', month: '下月1日' } as Record<string, string>,
  askEnd: (startsOn: string): Line[] => [
    head(3, '到哪天结束？'),
    text(`${longDay(startsOn)} ${day(startsOn).split(' ')[1]}开始。点一个，或写日期，例：12月31日、半年内。`),
  ],
  endChoice: { quarter: '三个月', half: '半年', year: '一年', december: '到年底' } as Record<string, string>,
  askPhases: (phases: PhaseLine[], own: boolean): Line[] => [
    head(4, own ? '阶段这样排' : '分几个阶段？先按起止日期拟了'),
    ...phases.map((each) => text(bold(each.name), `　${years(each)}　${brief(each.asks, 26)}`)),
    text('合适就点“就按这样”。要改的，请把全部阶段重写一遍，一行一个，例：'),
    ...quote('自查自纠 9月10日至9月30日 对照清单自查'),
    note('每个阶段第一个工作日的早上，在群里和向领导告知阶段要求。'),
  ],
  phasesFine: '就按这样',
  askTaxonomy: (): Line[] => [
    head(5, '问题怎么分类？'),
    text('点一种现成的；或写自己的，用顿号隔开，例：慢、推、拖、漂。要加名称就写“四风：形式主义、官僚主义”。'),
  ],
  ownTags: '自定分类',
  askWeights: (w: Weights): Line[] => [
    head(6, '评分怎么占比？'),
    text(`现在是 ${weightWords(w)}，合计 100。`),
    text('合适就点“用这一套”；要改就按这个顺序写五个数，例：50 20 10 10 10。'),
  ],
  weightsFine: '用这一套',
  askTimes: (t: { warning: string; digest: string; board: string }): Line[] => [
    head(7, '什么时候发？'),
    text(`工作日提醒 ${clock(t.warning)}，领导晨报 ${clock(t.digest)}，榜单审定后 ${clock(t.board)} 发布。`),
    text('合适就点“用这些时间”；要改就按这个顺序写三个时间，例：8:40 8:50 16:12。'),
    note('最好避开整点和半点，那时各处消息都在发，容易排队。'),
  ],
  timesFine: '用这些时间',
  check: (d: {
    name: string;
    startsOn: string;
    endsOn: string;
    phases: PhaseLine[];
    taxonomy: string;
    tags: readonly string[];
    weights: Weights;
    times: { warning: string; digest: string; board: string };
  }): Line[] => [
    title('新建专项行动　请核对'),
    text(bold('名称：'), d.name),
    text(bold('起止：'), `${longDay(d.startsOn)}至${longDay(d.endsOn)}`),
    text(
      bold('阶段：'),
      d.phases
        .slice(0, PHASES_SHOWN)
        .map((each) => `${each.name}（${years(each)}）`)
        .join('、') + (d.phases.length > PHASES_SHOWN ? `等 ${d.phases.length} 个` : ''),
    ),
    text(bold('问题分类：'), `${d.taxonomy}（${brief(d.tags.join('、'), 60)}）`),
    text(bold('评分：'), weightWords(d.weights)),
    text(bold('时间：'), `提醒 ${clock(d.times.warning)}，晨报 ${clock(d.times.digest)}，榜单 ${clock(d.times.board)}`),
    note('红黑榜先审后发：各单位核对、提异议，再由另一人审定。创建后由您任协调员。'),
  ],
  create: '创建',
  change: {
    name: '改名称',
    start: '改起止',
    phases: '改阶段',
    taxonomy: '改分类',
    weights: '改评分',
    times: '改时间',
  } as Record<string, string>,
  created: (name: string, first: PhaseLine | undefined): Message => ({
    lines: [
      title(`已创建${quoted(name)}，您是协调员`),
      text('接下来：'),
      text('1. 发“导入”，按说明把计划和名册的表格发给我。'),
      text('2. 把我拉进工作群，在群里发“绑定本群”，或按群里的提示办。'),
      text('3. 发“邀请”，给每个人生成绑定链接。'),
      text('4. 要各单位报送事项清单的，发“报送任务”。'),
      ...(first ? [note(`${phaseWords(first.name)} ${day(first.startsOn)} 开始，第一个工作日早上告知群和领导。`)] : []),
    ],
  }),
  mine: (entries: CampaignEntry[], buttons: Button[][]): Message => ({
    lines: [
      title(
        entries.length === 0
          ? '您现在没有参加进行中的专项行动'
          : `您在 ${entries.length} 个专项行动里${entries.length > 1 ? '，点一个就切换过去' : ''}`,
      ),
      ...entries.flatMap((each, at) => [
        // Buttons name the place in this list.
        text(
          bold(`${entries.length > 1 ? `${at + 1}. ` : ''}${each.name}`),
          each.isCurrent && entries.length > 1 ? '　【当前】' : '',
        ),
        text(`　${each.roles.join('、')}　${years(each)}${each.phase ? `　现在是${phaseWords(each.phase)}` : ''}`),
      ]),
      ...(entries.length > 1 ? [note('没有指明事项的命令都按当前的办；早上的提醒各行动都有，不受影响。')] : []),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  /** Labels of buttons hold ten characters: names are told apart by their place in the list. */
  choice: (position: number, name: string): string => `${position} ${brief(name.replace(/[“”]/g, ''), 7)}`,
  switched: (name: string): Message => ({
    lines: [title(`已切换到${quoted(name)}`), text('以后的命令都按这个行动办。要换回来，发“切换行动”。')],
  }),
  spokenOf: (name: string): Line => note(`专项行动：${name}。换一个请发“切换行动”。`),
  heading: (name: string, mark = ''): Line => text(bold(mark === '' ? `〔${name}〕` : `${mark} ${name}`)),
  marks: ['①', '②', '③', '④', '⑤', '⑥'],
  together: (count: number): Line => title(`今日提醒　涉及 ${count} 个专项行动`),
  askImport: (file: string, names: string[], buttons: Button[][]): Message => ({
    lines: [
      title(`${quoted(file, 24)}导入到哪个专项行动？`),
      ...names.map((name, at) => text(`${at + 1}. ${name}`)),
      note('选定后开始读，读完先给您看结果，确认才写入。'),
    ],
    buttons,
  }),
  askBinding: (names: string[], buttons: Button[][]): Message => ({
    lines: [
      title('本群绑定到哪个专项行动？'),
      ...names.map((name, at) => text(`${at + 1}. ${name}`)),
      note('一个群只绑定一个行动；请协调员点。'),
    ],
    buttons,
  }),
  phaseBegins: (d: { campaign: string; phase: PhaseLine; last: PhaseLine | null }): Message => ({
    lines: [
      title(`进入${phaseWords(d.phase.name)}（${years(d.phase)}）`),
      text(d.campaign),
      ...(d.phase.asks === '' ? [] : [text(bold('本阶段要求：'), d.phase.asks)]),
      ...(d.last ? [text(`${phaseWords(d.last.name)}已于${shortDay(d.last.endsOn)}结束。`)] : []),
      note('各单位的事项和完成时限不变，发“我的事项”查看。'),
    ],
  }),
};
