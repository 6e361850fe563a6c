import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A font as the renderer takes it. `unicodeRange` holds inclusive pairs of code points. */
export interface FontFile {
  name: string;
  data: Uint8Array;
  weight?: number;
  unicodeRange?: [number, number][];
}

/** The family of text: every character of the national table of 8105, whole files. */
export const SANS = 'Duban Sans';
/** The family of titles: Song type. Rare characters fall back to SANS. */
export const SERIF = 'Duban Serif';

const WEIGHTS: [file: string, weight: number][] = [
  ['NotoSansHans-Regular.otf', 400],
  ['NotoSansHans-Medium.otf', 500],
  ['NotoSansHans-Bold.otf', 700],
];

/** Reads the fonts that npm installed; nothing comes from the machine, so that pictures are the same everywhere. */
export async function loadFonts(): Promise<FontFile[]> {
  const require = createRequire(import.meta.url);
  const sansFolder = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  const serifFolder = dirname(require.resolve('@fontsource-variable/noto-serif-sc'));
  const sans = WEIGHTS.map(async ([file, weight]) => ({
    name: SANS,
    weight,
    data: await readFile(join(sansFolder, file)),
  }));
  const css = await readFile(join(serifFolder, 'wght.css'), 'utf8');
  const serif = serifSlices(css).map(async ({ file, unicodeRange }) => ({
    name: SERIF,
    unicodeRange,
    data: await readFile(join(serifFolder, 'files', file)),
  }));
  return Promise.all([...sans, ...serif]);
}

/** The slices that the package's stylesheet declares, with the characters each one holds. */
export function serifSlices(css: string): { file: string; unicodeRange: [number, number][] }[] {
  return [...css.matchAll(/url\(\.\/files\/([\w[\].-]+\.woff2)\)[\s\S]*?unicode-range:\s*([^;]+);/g)].map(
    ([, file = '', ranges = '']) => ({
      file,
      unicodeRange: ranges.split(',').map((range): [number, number] => {
        const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      }),
    }),
  );
}
