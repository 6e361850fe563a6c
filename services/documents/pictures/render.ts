import type { Renderer } from '@takumi-rs/core';
import { fromHtml } from '@takumi-rs/helpers/html';
import { type Engine, loadEngine } from './engine.js';
import { loadFonts } from './fonts.js';

/** Width of every picture in pixels: what phones show edge to edge. */
export const PICTURE_WIDTH = 1080;

/** A page for the renderer. */
export interface Page {
  html: string;
  css: string;
}

let opened: Promise<Renderer> | null = null;

/** Draws a page as PNG, 1080 pixels wide and as high as its content. The first call loads the fonts (about 0.1 s). */
export async function renderPng(page: Page): Promise<Uint8Array> {
  opened ??= loadEngine().then(openRenderer);
  return drawPng(await opened, page);
}

/** Draws a page with an open renderer. */
export async function drawPng(renderer: Renderer, page: Page): Promise<Uint8Array> {
  const { node } = fromHtml(page.html);
  return renderer.render(node, { width: PICTURE_WIDTH, format: 'png', css: [page.css], lang: 'zh-CN' });
}

/** A renderer with the fonts. */
export async function openRenderer({ Renderer, setGlyphCacheMaxBytes }: Engine): Promise<Renderer> {
  // The default of 8 MiB evicts glyphs of a Chinese page that it needs again on the same page.
  setGlyphCacheMaxBytes(64 << 20);
  const renderer = new Renderer();
  for (const font of await loadFonts()) {
    const { data, ...details } = font;
    await renderer.registerFont({ ...details, data: new Uint8Array(data) });
  }
  return renderer;
}
