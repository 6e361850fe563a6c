/** Size of a text in UTF-8 bytes: a Chinese character has 3, an emoji 4. */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The longest beginning of a text within so many UTF-8 bytes; never half a character. */
export function cutToBytes(text: string, limit: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += bytesOf(character);
    if (used > limit) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

/**
 * Splits lines into as few texts as possible, each at most `limit` UTF-8 bytes when joined by '\n'. A line that is too
 * long by itself is cut between characters; nothing is lost but the line breaks between texts.
 * @param limit in UTF-8 bytes, at least 4
 */
export function splitLines(lines: readonly string[], limit: number): string[] {
  const texts: string[] = [];
  let current: string | null = null;
  for (const line of lines)
    for (const piece of pieces(line, limit)) {
      const joined: string = current === null ? piece : `${current}\n${piece}`;
      if (current !== null && bytesOf(joined) > limit) {
        texts.push(current);
        current = piece;
      } else current = joined;
    }
  return current === null ? texts : [...texts, current];
}

function pieces(line: string, limit: number): string[] {
  const found: string[] = [];
  let rest = line;
  while (bytesOf(rest) > limit) {
    const head = cutToBytes(rest, limit);
    found.push(head);
    rest = rest.slice(head.length);
  }
  return [...found, rest];
}

/** At most so many characters (code points), with '…' in place of what was cut. */
export function cutToCharacters(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Length in characters (code points), as WeCom counts on cards. */
export const charactersOf = (text: string): number => [...text].length;
