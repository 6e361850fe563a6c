/// <reference lib="dom" />
import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Where Chromium and its kin are usually installed. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** The path of an installed browser, or null. */
export const installedBrowser = (): string | null => PLACES.find((place) => existsSync(place)) ?? null;

/**
 * What is wrong with the layout of the page as it stands: it scrolls sideways, something that is seen sticks out of the
 * window or of its own box, or two things that should stand apart overlap. Empty when nothing is.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`the page scrolls sideways: ${scrollWidth} > ${clientWidth}`);

    const name = (node: Element) =>
      `${node.tagName.toLowerCase()}.${node.className} “${(node.textContent ?? '').trim().slice(0, 20)}”`;
    /** The part of an element that can be seen, after every scrolling box around it has cut it. */
    const seen = (node: Element) => {
      const box = node.getBoundingClientRect();
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
      for (let outer = node.parentElement; outer; outer = outer.parentElement) {
        if (getComputedStyle(outer).overflow === 'visible') continue;
        const edge = outer.getBoundingClientRect();
        left = Math.max(left, edge.left);
        top = Math.max(top, edge.top);
        right = Math.min(right, edge.right);
        bottom = Math.min(bottom, edge.bottom);
      }
      return { left, top, right, bottom, visible: right - left > 1 && bottom - top > 1 };
    };
    const all = (selector: string) => [...document.querySelectorAll(selector)].filter((node) => seen(node).visible);

    for (const node of all('.top *, .tabs *, .pane-head *, .bubble, .bubble *, .composer *')) {
      const box = node.getBoundingClientRect();
      const pane = node.closest('[data-chat-column], .tabs');
      const edge = pane ? pane.getBoundingClientRect() : { left: 0, right: clientWidth };
      if (box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1) && !node.closest('.tabs, .chips'))
        faults.push(`sticks out sideways: ${name(node)}`);
    }
    for (const node of all('[data-button], [data-clock], [data-send], .bubble, .text'))
      if (node.scrollWidth > node.clientWidth + 1) faults.push(`its words do not fit: ${name(node)}`);

    const apart = (nodes: Element[]) => {
      for (const [index, one] of nodes.entries())
        for (const other of nodes.slice(index + 1)) {
          const [a, b] = [seen(one), seen(other)];
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 1 && high > 1) faults.push(`overlap: ${name(one)} and ${name(other)}`);
        }
    };
    apart(all('.top > *:not(.progress)'));
    apart(all('[data-clock]'));
    for (const pane of all('[data-chat-column]')) {
      apart([...pane.children].filter((node) => seen(node).visible));
      apart([...pane.querySelectorAll('[data-message] .bubble')].filter((node) => seen(node).visible));
      apart([...pane.querySelectorAll('[data-button]')].filter((node) => seen(node).visible));
      apart([...pane.querySelectorAll('[data-say], [data-send]')]);
    }
    return [...new Set(faults)];
  });
}
