import { parsePercent } from '../../domain/quantity.js';

/** What one block of text answered at once. */
type Block =
  | { ok: true; data: { percent: number; summary: string; blocker: string } }
  | { ok: false; code: string; params?: Record<string, string | number> };

const NO_BLOCKER = /^(?:目前|暂)?(?:没有|无)(?:任何|其他|存在)?(?:困难|问题|堵点)?$/;
const BLOCKER = /^(?:存在)?(?:困难|问题|堵点|卡点)(?:是|有|：|:)?\s*/;

/**
 * Reads a report written in one go: "85%，主体封顶，无困难". The part that gives a percent, the part that names a
 * blocker ("困难：…" or "无困难"), and everything else is the sentence.
 * @param min shortest sentence in UTF-16 units @param max longest
 */
export function readReportBlock(words: string, min: number, max: number): Block {
  const parts = words
    .split(/[，,；;。\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const at = parts.findIndex((part) => parsePercent(part).ok);
  if (at < 0) {
    const failed = parts
      .map((part) => parsePercent(part))
      .find((each) => !each.ok && each.code === 'percentOutOfRange');
    return { ok: false, code: failed ? 'percentOutOfRange' : 'percentUnclear', params: { text: words.slice(0, 20) } };
  }
  const figure = parts[at] as string;
  const percent = parsePercent(figure);
  if (!percent.ok) return { ok: false, code: percent.code, params: { text: figure } };
  const said = parts.filter((_, index) => index !== at);
  const opening = said.findIndex((part) => BLOCKER.test(part) && !NO_BLOCKER.test(part));
  // What follows "困难：" still tells of it.
  const blockers = opening < 0 ? [] : said.slice(opening).filter((part) => !NO_BLOCKER.test(part));
  const rest = (opening < 0 ? said : said.slice(0, opening)).filter((part) => !NO_BLOCKER.test(part));
  // A percent inside a sentence ("主体完成85%") is part of what was done; a bare figure is not.
  const bare =
    figure.replace(/[\d.０-９%％〇零一二三四五六七八九十百分之成半两完目前进度约已达到至为：:\s]/g, '') === '';
  const summary = (bare ? rest : [figure, ...rest]).join('，');
  if (summary.length < min) return { ok: false, code: 'summaryShort' };
  if (summary.length > max) return { ok: false, code: 'summaryLong', params: { length: summary.length, max } };
  const blocker = blockers.map((part) => part.replace(BLOCKER, '')).join('，');
  return { ok: true, data: { percent: percent.percent, summary, blocker } };
}
