import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTiauth, type Tiauth } from "@tiauth/testing";
import type { BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { launchChromium } from "../../../testapp/browser/chromium.ts";
import type { Settings } from "../src/settings.ts";
import { startApplication } from "../src/start.ts";
import { type RecordingProxy, startRecordingProxy } from "./recording-proxy.ts";

/** The application, its auth server, what stands between them, and a browser. */
export interface Stage {
  /** Of the application. */
  readonly url: string;
  readonly tiauth: Tiauth;
  readonly proxy: RecordingProxy;
  /** A browser of somebody's own that was never here, for the length of a test. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** Starts the application anew at the same address, with other settings. */
  restart(settings: Partial<Settings>): Promise<void>;
  close(): Promise<void>;
}

const sharedSecret = "shared with the auth server";

/** What the application signs cookies with, to begin with. */
export const cookieSecret = "the first secret of this application";

export async function openStage(executablePath: string): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), "web-hono-"));
  const proxy = await startRecordingProxy();
  let settings: Settings = {
    port: 0,
    databasePath: join(directory, "pinboard.sqlite"),
    authServerUrl: proxy.url,
    cookieSecrets: [cookieSecret],
    sharedSecret,
  };
  let application = await startApplication(settings);
  const { url } = application;
  const tiauth = await startTiauth({
    userServerUrl: `${url}/user-server`,
    environment: { TIAUTH_USER_SERVER_SECRET: sharedSecret, TIAUTH_SESSION_RENEWAL_WINDOW: "168h" },
  });
  proxy.forwardTo(tiauth.url);
  const browser = await launchChromium(executablePath);
  return {
    url,
    tiauth,
    proxy,
    visit: async (options) => {
      const context = await browser.newContext({ baseURL: url, reducedMotion: "reduce", ...options });
      context.setDefaultTimeout(10_000);
      onTestFinished(() => context.close());
      return context.newPage();
    },
    restart: async (others) => {
      await application.stop();
      settings = { ...settings, ...others, port: Number(new URL(url).port) };
      application = await startApplication(settings);
    },
    close: async () => {
      await browser.close();
      await application.stop();
      await tiauth.close();
      await proxy.close();
      rmSync(directory, { recursive: true });
    },
  };
}
