import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** A node of a callback: text, nodes by name, or several of one name. */
export type XmlNode = string | XmlNode[] | { [name: string]: XmlNode };
export type XmlFields = { [name: string]: XmlNode };

/** Deeper than any callback of WeCom: a card event has five levels. */
const MOST_LEVELS = 12;

// The defaults would turn 007 into 7 and true into a boolean, and expand entities of a DOCTYPE.
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  isArray: (name) => name === 'SelectedItem' || name === 'OptionId' || name === 'item',
});

/**
 * Reads `<xml>…</xml>`. Null for anything else: no XML, a DOCTYPE, another root, too deep. Never throws.
 */
export function parseXml(source: string): XmlFields | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(source) || !/^\s*(?:<\?xml[^>]*\?>\s*)?<xml[\s>]/.test(source)) return null;
  if (levels(source) > MOST_LEVELS) return null;
  try {
    if (XMLValidator.validate(source) !== true) return null;
    const parsed: unknown = parser.parse(source);
    const root = (parsed as { xml?: unknown }).xml;
    return isFields(root) ? root : null;
  } catch {
    return null;
  }
}

/** How deep elements lie in each other, counted without parsing: CDATA may hold anything. */
function levels(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of source.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').matchAll(/<\/?[A-Za-z][^>]*>/g)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>')) deepest = Math.max(deepest, ++depth);
  }
  return deepest;
}

function isFields(node: unknown): node is XmlFields {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

/** The text of a field, trimmed; '' when it is missing or holds elements. */
export function textOf(fields: XmlFields, name: string): string {
  const node = fields[name];
  return typeof node === 'string' ? node.trim() : '';
}

/** The text of a field with the line breaks and spaces that a person wrote. */
export function wordsOf(fields: XmlFields, name: string): string {
  const node = fields[name];
  return typeof node === 'string' ? node : '';
}

/** The elements of one name below a field, whether there is one or several. */
export function listOf(fields: XmlFields, outer: string, inner: string): XmlNode[] {
  const node = fields[outer];
  const found = isFields(node) ? node[inner] : undefined;
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** Writes text as CDATA, whatever it holds. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
