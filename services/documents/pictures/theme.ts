import { SANS, SERIF } from './fonts.js';

/** Colours of all pictures: the red of official heads, the ink of the black list, warm paper. */
export const COLOURS = {
  red: '#c8161d',
  deep: '#8f0d13',
  gold: '#ffe2a6',
  ink: '#26242b',
  text: '#2b2522',
  soft: '#74675e',
  faint: '#85776c',
  zebra: '#faf6f1',
  line: '#efe7df',
  paper: '#f6f1ea',
  up: '#d5281f',
  down: '#17823f',
  amber: '#96600a',
} as const;

/** What every picture shares: paper, cards, footer. */
export const BASE_CSS = `
* { box-sizing: border-box; }
.page { display: flex; flex-direction: column; width: 1080px; background: ${COLOURS.paper}; font-family: '${SANS}'; color: ${COLOURS.text}; font-size: 28px; line-height: 1.4; }
.serif { font-family: '${SERIF}', '${SANS}'; font-weight: 900; }
.card { display: flex; flex-direction: column; margin: 0 40px 28px 40px; background: #ffffff; border-radius: 22px; overflow: hidden; box-shadow: 0 6px 24px rgba(90, 40, 20, 0.10); }
.foot { display: flex; flex-direction: row; justify-content: space-between; align-items: center; margin: 4px 48px 0 48px; padding-bottom: 40px; font-size: 22px; color: ${COLOURS.soft}; }
.foot .right { display: block; text-align: right; }
.cut { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.up { color: ${COLOURS.up}; } .down { color: ${COLOURS.down}; } .new { color: ${COLOURS.amber}; } .same { color: #a3968b; }
`;
