import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectTiauth, type ReachedTiauth } from "@tiauth/testing";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, onTestFinished } from "vitest";
import { chromiumPath, launchChromium } from "../../../testapp/browser/chromium.ts";
import { type Application, build, start } from "./application.ts";

/** The application as it runs in production, and people's browsers. */
export interface Stage {
  /** The auth server's mails. */
  tiauth(): ReachedTiauth;
  /** The names of the actions that reached the auth server, the newest first. */
  invoked(): Promise<readonly string[]>;
  /** A browser of somebody's own, for the length of a test. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** Of a path of the application, by now. */
  address(path: string): string;
  /** Starts everything anew with the same files, at another port: cookies do not mind. */
  restart(cookieSecrets: string): Promise<void>;
}

const missing = "there is no Chromium: apt-get install chromium, or set CHROMIUM_PATH";

/** A suite with one application for all its tests. Where no browser is it is skipped, and says why. */
export function describeOnStage(title: string, suite: (stage: Stage) => void): void {
  // Vitest shows the titles of skipped suites only if it is asked to.
  if (!chromiumPath) process.stderr.write(`Skipped: ${title} … (${missing})\n`);
  describe.skipIf(!chromiumPath)(chromiumPath ? title : `${title} (skipped, ${missing})`, () => {
    const directory = mkdtempSync(join(tmpdir(), "web-next-"));
    let application: Application;
    let tiauth: ReachedTiauth;
    let browser: Awaited<ReturnType<typeof launchChromium>>;
    const begin = async (cookieSecrets: string) => {
      application = await start({ directory, cookieSecrets });
      tiauth = connectTiauth(application.authServerUrl);
    };
    beforeAll(async () => {
      await build();
      await begin(firstSecret);
      browser = await launchChromium(chromiumPath ?? "");
    }, buildMilliseconds);
    afterAll(async () => {
      await browser?.close();
      await application?.stop();
      rmSync(directory, { recursive: true });
    });
    suite({
      tiauth: () => tiauth,
      invoked: async () => {
        const response = await fetch(`${application.authServerUrl}inspector/invocations`);
        const { invocations } = await response.json();
        return invocations.map(({ action }: { readonly action: string }) => action);
      },
      visit: async (options) => {
        const context = await browser.newContext({ baseURL: application.url, reducedMotion: "reduce", ...options });
        onTestFinished(() => context.close());
        return context.newPage();
      },
      address: (path) => application.url + path,
      restart: async (cookieSecrets) => {
        await application.stop();
        await begin(cookieSecrets);
      },
    });
  });
}

export const firstSecret = "the first secret of this application";

/** It takes five seconds on two cores, and minutes where there is little of one. */
const buildMilliseconds = 300_000;
