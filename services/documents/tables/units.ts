import { LEAD_LABEL, PLACE_PREFIX, SOFT_UNIT_JOINT, SUPPORT_LABEL, UNIT_JOINT } from '../../texts/zhCN/importWords.js';

/** Units of one cell: known ones by their full names, and words that no unit has. */
export interface UnitsRead {
  lead: string[];
  supporting: string[];
  unknown: string[];
}

/** Reads unit cells against the units of a campaign. */
export type UnitReader = (text: string) => UnitsRead;

const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');

/**
 * Makes a reader of cells such as "省教育厅、省财政厅" or "牵头单位：省教育厅；配合单位：各市州". A unit is known by its name,
 * its short name, or its name without its place (教育厅) where only one has it. Names that hold 和 or 及 are tried whole
 * before they are cut there.
 */
export function unitReader(units: readonly { name: string; shortName: string }[]): UnitReader {
  const byName = new Map(units.map((unit) => [plain(unit.name), unit.name]));
  const loose = new Map<string, Set<string>>();
  const add = (key: string, name: string) => {
    if (key.length >= 2) loose.set(key, (loose.get(key) ?? new Set()).add(name));
  };
  for (const unit of units) {
    add(plain(unit.shortName), unit.name);
    add(plain(unit.name).replace(PLACE_PREFIX, ''), unit.name);
  }
  const find = (words: string): string | null => {
    const key = plain(words);
    const exact = byName.get(key);
    if (exact) return exact;
    const names = loose.get(key);
    return names?.size === 1 ? ([...names][0] ?? null) : null;
  };
  const known = (words: string): string[] | null => {
    const whole = find(words);
    if (whole) return [whole];
    const parts = words.split(SOFT_UNIT_JOINT).filter(Boolean);
    const found = parts.map(find);
    return parts.length > 1 && found.every((each) => each !== null) ? found : null;
  };

  return (text) => {
    const read: UnitsRead = { lead: [], supporting: [], unknown: [] };
    let into = read.lead;
    for (const piece of text.split(UNIT_JOINT)) {
      let words = piece.trim();
      if (LEAD_LABEL.test(words)) into = read.lead;
      else if (SUPPORT_LABEL.test(words)) into = read.supporting;
      words = words.replace(LEAD_LABEL, '').replace(SUPPORT_LABEL, '').trim();
      if (words === '') continue;
      const names = known(words);
      if (names) into.push(...names.filter((name) => !read.lead.includes(name) && !read.supporting.includes(name)));
      else read.unknown.push(words);
    }
    return read;
  };
}
