const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** What no font of ours draws, and what changes the direction or shape of the text around it. */
const UNDRAWN =
  /[\p{Extended_Pictographic}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Variation_Selector}]/gu;
/** Signs that count as pictographs but stand in our fonts. */
const DRAWN = /[0-9#*©®™↔↕▪▫▶◀☀-☄★☎✓]/u;

/** People's words as they may stand in HTML: markup is escaped, emoji and control characters are left out. */
export function plain(words: string | number): string {
  return (
    String(words)
      .replace(/[\t\n\r ]+/g, ' ')
      // '4 个工作日' stays on one line as far as the figure goes.
      .replace(/(?<=\d) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=\d)/gu, '\u00A0')
      .replace(UNDRAWN, (sign) => (DRAWN.test(sign) ? sign : ''))
      .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '')
  );
}

/** An SVG as an image's address. */
export const svgUrl = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

/** Joins the parts of a page, leaving out the ones that are not there. */
export const join = (...parts: (string | false | null | undefined)[]): string => parts.filter(Boolean).join('');

/** Words of at most `max` characters, the ellipsis among them: what is longer would push everything else off the page. */
export function cut(words: string, max: number): string {
  const signs = [...words];
  return signs.length <= max ? words : `${signs.slice(0, max - 1).join('')}…`;
}
