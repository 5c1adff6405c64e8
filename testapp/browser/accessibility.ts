import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Where it is in the page. */
declare const window: { readonly axe: typeof axe };

const widths = [360, 1280];
const colorSchemes = ["light", "dark"] as const;

/**
 * Fails if axe has anything against a page as it is now, on a phone or on a desk, in light or in dark, or if the page has
 * to be scrolled sideways.
 *
 * @param state what the page shows, for the message.
 */
export async function expectNoBarriers(page: Page, state: string): Promise<void> {
  await bringAxe(page);
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme });
      const barriers = await page.evaluate(findBarriers);
      found.push(...barriers.map((barrier) => `${state}, ${width} px, ${colorScheme}: ${barrier}`));
    }
  }
  expect(found).toEqual([]);
}

/** As a debugger does: the page's policy forbids any other way. */
async function bringAxe(page: Page): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: axe.source });
  await debug.detach();
}

async function findBarriers(): Promise<readonly string[]> {
  const { violations } = await window.axe.run({ resultTypes: ["violations"], iframes: false });
  const barriers = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} in ${html}`));
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...barriers, `${scrollWidth} px wide`] : barriers;
}
