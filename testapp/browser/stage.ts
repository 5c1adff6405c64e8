import { type ReachedTiauth, startTiauthProcess } from "@tiauth/testing";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { chromiumPath, launchChromium } from "./chromium.ts";

/** Somebody with a browser that was never here, and the `tiauth dev` that they visit. */
export interface Visitor extends ReachedTiauth {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** Opens a browser's window for the length of a test, which fails if the page complains or asks another server. */
export type Visit = (options?: BrowserContextOptions) => Promise<Visitor>;

const missing = "there is no Chromium: apt-get install chromium, or set CHROMIUM_PATH";

/**
 * A suite with `tiauth dev` and a browser, both started before and closed behind it. Where no browser is it is skipped,
 * and says why.
 */
export function describeInBrowser(title: string, suite: (visit: Visit) => void): void {
  // Vitest shows the titles of skipped suites only if it is asked to.
  if (!chromiumPath) process.stderr.write(`Skipped: ${title} … (${missing})\n`);
  describe.skipIf(!chromiumPath)(chromiumPath ? title : `${title} (skipped, ${missing})`, () => {
    let stage: Stage | undefined;
    beforeAll(async () => {
      stage = await openStage(chromiumPath ?? "");
    });
    afterAll(() => stage?.close());
    suite((options) => stage?.visit(options) ?? Promise.reject(new Error("the stage is not open")));
  });
}

interface Stage {
  readonly visit: Visit;
  close(): Promise<void>;
}

async function openStage(executablePath: string): Promise<Stage> {
  const tiauth = await startTiauthProcess();
  const browser = await launchChromium(executablePath).catch(async (error: unknown) => {
    await tiauth.close();
    throw error;
  });
  const visit: Visit = async (options) => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(10_000);
    const complaints = listen(context, tiauth.url);
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    return { ...tiauth, context, page: await context.newPage() };
  };
  const close = async () => {
    await browser.close();
    await tiauth.close();
  };
  return { visit, close };
}

/** Whatever a page writes as an error or warning, throws, or asks of another server, as it comes. */
function listen(context: BrowserContext, url: string): readonly string[] {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
  });
  return complaints;
}
