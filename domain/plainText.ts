/**
 * Control characters but tab and line feed, halves of characters, and characters that show nothing: zero-width spaces, the
 * byte order mark, soft hyphens, and marks that turn the direction of writing. The zero-width joiner stays: emoji need it.
 */
const UNSEEN =
  /(?![\t\n])\p{Cc}|\p{Cs}|[\u00AD\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/**
 * What a person wrote, as it may be kept and shown: without what cannot be seen, with every line break as '\n', trimmed.
 * Such characters come with copied text; some databases refuse them, and others make two equal-looking words differ.
 */
export function plainText(words: string): string {
  return words
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '')
    .trim();
}
