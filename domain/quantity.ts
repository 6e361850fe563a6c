import { CHINESE_DIGITS, parseChineseInteger } from './chineseNumber.js';

export { parseChineseInteger } from './chineseNumber.js';

/** A percent as people write it: a whole number 0–100, or why it could not be taken. */
export type PercentResult = { ok: true; percent: number } | { ok: false; code: 'percentUnclear' | 'percentOutOfRange' };

const UNCLEAR: PercentResult = { ok: false, code: 'percentUnclear' };

const ALL_DONE = /^(?:(?:已经?)?(?:全部|全面|都)?(?:已经?)?(?:完成|办结|完结|完工|竣工)|全部|百分百|全完成)$/;
const NOT_BEGUN = /^(?:零|0|尚未开始|未开始|还没开始|没有?开始|尚未启动|未启动|还没启动|没有?启动)$/;
const HALF = /^(?:一半|半)$/;

// Words that may stand around a lone figure, or around "done", without changing it.
const TOPIC = /^(?:截至|截止|目前|现在|当前|总体|整体|该项|本项|任务|工作|项目|事项|进度|进展|:|,)+/;
const BEFORE = /^(?:形象进度|已经?|大约|大概|约|完成率?|是|为|了|到|达到|达|在|进度|:|,)+/;
const AFTER = /(?:左右|上下|了|吧|的样子|!|。|\.|,)+$/;

// In the clause of the figure these say that it is not the share done, but a rest, a growth, a rate or a change.
const OTHER_MEANING =
  /剩|差|缺|还有|增长|增加|增幅|提高|提升|下降|减少|同比|环比|占|(?<!完成|进度)率|百分点|预计|力争|争取|目标|(?<!按)计划/;
const VAGUE_BEFORE =
  /(?:近|接近|将近|超|超过|超额|逾|过|不足|不到|不|未|未达|未达到|没|没有|未完成|没完成|没有完成|至少|最多|[-~至到—→+\d])$/;
const VAGUE_AFTER = /^(?:多|以上|以下|以内|有余|余|强|弱|出头|未|没|尚未|还没|不|[-~至到—→])/;

const NUMBER = `(?:[${CHINESE_DIGITS}]+(?:点[${CHINESE_DIGITS}]+)?|\\d+(?:\\.\\d+)?)`;
const WHOLE_OF = new RegExp(`^([${CHINESE_DIGITS}]+|\\d+)分之(${NUMBER})$`);
const TENTHS = new RegExp(`^(${NUMBER})成(半|[一二三四五六七八九\\d])?$`);
const PER_HUNDRED = new RegExp(`百分之(${NUMBER})`, 'g');

/** A share of tenths, hundredths or a fraction as one exact pair. */
type Share = { part: number; whole: number };

/**
 * Reads how much is done: 85, 85%, ８５％, 百分之八十五点五, 八成五, 七成半, 一半, 三分之二, 全部完成, 尚未启动, or a sentence
 * with exactly one figure in % (目前完成85%左右). Halves round up, but nothing short of all becomes 100. Estimates
 * with an open end (八成多, 过半, 近90%), what is left (还剩15%), rates and several figures are 'percentUnclear'; a
 * figure below 0 or above 100 is 'percentOutOfRange'. At most 500 characters are looked at.
 */
export function parsePercent(text: string): PercentResult {
  const plain = text.slice(0, 500).normalize('NFKC').replace(/\s+/g, '').replace(/，/g, ',');
  const answer = plain.replace(TOPIC, '').replace(AFTER, '');
  if (ALL_DONE.test(answer)) return { ok: true, percent: 100 };
  if (NOT_BEGUN.test(answer)) return { ok: true, percent: 0 };
  const core = answer.replace(BEFORE, '');
  if (HALF.test(core)) return { ok: true, percent: 50 };
  if (/^-\d+(?:\.\d+)?%?$/.test(core)) return { ok: false, code: 'percentOutOfRange' };
  const share = wholeShare(core);
  return share ? resultOf(share) : fromSentence(plain);
}

/** A share when the text is nothing but that share. */
function wholeShare(core: string): Share | null {
  const fraction = /^(\d{1,6})\/(\d{1,6})$/.exec(core);
  if (fraction) {
    const [part, whole] = [Number(fraction[1]), Number(fraction[2])];
    return whole > 0 ? { part, whole } : null;
  }
  const spoken = WHOLE_OF.exec(core);
  if (spoken) {
    const whole = integer(spoken[1] ?? '');
    const part = decimal(spoken[2] ?? '');
    return whole && part !== null ? { part, whole } : null;
  }
  const tenths = TENTHS.exec(core);
  if (tenths) {
    const part = decimal(tenths[1] ?? '');
    const rest = tenths[2] === undefined ? 0 : tenths[2] === '半' ? 5 : integer(tenths[2]);
    if (part === null || rest === null || /^[一二三四五六七八九]{2}$/.test(tenths[1] ?? '')) return null;
    return { part: part * 10 + rest, whole: 100 };
  }
  const figure = decimal(core.replace(/%$/, ''));
  return figure === null ? null : { part: figure, whole: 100 };
}

function fromSentence(text: string): PercentResult {
  const spelled = text.replace(PER_HUNDRED, (all, digits: string) => {
    const value = decimal(digits);
    return value === null ? all : `${value}%`;
  });
  const figures = [...spelled.matchAll(/(\d+(?:\.\d+)?)%/g)];
  const [figure] = figures;
  if (!figure || figures.length > 1) return UNCLEAR;
  const before = spelled.slice(0, figure.index);
  const after = spelled.slice(figure.index + figure[0].length);
  const clauseBefore = before.split(/[,;。、;!?]/).at(-1) ?? '';
  const clauseAfter = after.split(/[,;。、;!?]/)[0] ?? '';
  if (VAGUE_BEFORE.test(before) || VAGUE_AFTER.test(after)) return UNCLEAR;
  if (OTHER_MEANING.test(clauseBefore) || /百分点|未|没|不/.test(clauseAfter)) return UNCLEAR;
  return resultOf({ part: Number(figure[1]), whole: 100 });
}

function resultOf({ part, whole }: Share): PercentResult {
  if (part < 0 || part > whole) return { ok: false, code: 'percentOutOfRange' };
  // 99.6 % is not finished: only the whole is 100.
  return { ok: true, percent: part === whole ? 100 : Math.min(99, Math.round((part * 100) / whole)) };
}

function integer(text: string): number | null {
  if (text === '百') return 100;
  return /^\d+$/.test(text) ? Number(text) : parseChineseInteger(text);
}

/** 85, 85.5, 八十五 or 八十五点五. */
function decimal(text: string): number | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const [whole = '', part, ...more] = text.split('点');
  const value = integer(whole);
  if (value === null || more.length > 0) return null;
  if (part === undefined) return value;
  const digits = [...part].map((char) => parseChineseInteger(char));
  if (digits.length === 0 || digits.some((digit) => digit === null || digit > 9)) return null;
  return Number(`${value}.${digits.join('')}`);
}
