import type { MessageEntity } from 'grammy/types';

/** Text with its entities; offsets and lengths in UTF-16 units, as Telegram and JavaScript count. */
export interface RichText {
  text: string;
  entities: MessageEntity[];
}

/**
 * Cuts a text into parts of at most `max` UTF-16 units: between items if one can, then between lines, then behind
 * punctuation, and never inside a surrogate pair. Entities that reach over a cut go on in the next part.
 * @returns no part for an empty text
 */
export function splitText(rich: RichText, max: number): RichText[] {
  const parts: RichText[] = [];
  let from = 0;
  while (from < rich.text.length) {
    const to =
      rich.text.length - from <= max ? rich.text.length : from + cutAt(rich.text.slice(from, from + max + 1), max);
    const part = slice(rich, from, to);
    if (part.text.trim() !== '') parts.push(part);
    from = to;
    while (rich.text[from] === '\n') from += 1;
  }
  return parts;
}

/** Where to cut a text that is longer than `max`: from 1 to `max`. */
function cutAt(text: string, max: number): number {
  const least = Math.floor(max / 4);
  // A line that begins with a full-width blank belongs to the item above it.
  for (const border of [/\n(?!　)/g, /\n/g, /[。；！？;!?]/g, /[，、,\s]/g]) {
    let best = 0;
    for (const match of text.matchAll(border)) {
      const at = match[0] === '\n' ? match.index : match.index + 1;
      if (at <= max) best = at;
    }
    if (best >= least) return best;
  }
  const unit = text.charCodeAt(max - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? max - 1 : max;
}

function slice({ text, entities }: RichText, from: number, to: number): RichText {
  return {
    text: text.slice(from, to),
    entities: entities.flatMap((entity) => {
      const start = Math.max(entity.offset, from);
      const end = Math.min(entity.offset + entity.length, to);
      return end > start ? [{ ...entity, offset: start - from, length: end - start }] : [];
    }),
  };
}
