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
  /** The names of the actions that reached the auth server since this was last asked, the newest first. */
  takeInvoked(): Promise<readonly string[]>;
  /** A browser of somebody's own, for the length of a test. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** Of a path of the application, by now. */
  address(path: string): string;
  /** What cookies are signed with: the first signs, all verify. */
  cookieSecrets(): readonly string[];
  /** Starts everything anew with the same files, at another port: cookies do not mind. */
  restart(cookieSecrets: readonly string[]): Promise<void>;
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
    let cookieSecrets: readonly string[] = ["the first secret of this application"];
    const begin = async () => {
      application = await start({ directory, cookieSecrets: cookieSecrets.join() });
      tiauth = connectTiauth(application.authServerUrl);
    };
    beforeAll(async () => {
      await build();
      await begin();
      browser = await launchChromium(chromiumPath ?? "");
    }, buildMilliseconds);
    afterAll(async () => {
      await browser?.close();
      await application?.stop();
      rmSync(directory, { recursive: true });
    });
    suite({
      tiauth: () => tiauth,
      takeInvoked: async () => {
        const address = `${application.authServerUrl}inspector/invocations`;
        const { invocations } = await (await fetch(address)).json();
        await fetch(address, { method: "DELETE" });
        return invocations.map(({ action }: { readonly action: string }) => action);
      },
      visit: async (options) => {
        const context = await browser.newContext({ baseURL: application.url, reducedMotion: "reduce", ...options });
        onTestFinished(() => context.close());
        return context.newPage();
      },
      address: (path) => application.url + path,
      cookieSecrets: () => cookieSecrets,
      restart: async (others) => {
        await application.stop();
        cookieSecrets = others;
        await begin();
      },
    });
  });
}

/** It takes five seconds on two cores, and minutes where there is little of one. */
const buildMilliseconds = 300_000;
