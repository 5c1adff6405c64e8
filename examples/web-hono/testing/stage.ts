import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectTiauth, type ReachedTiauth } from "@tiauth/testing";
import type { BrowserContextOptions, Page } from "playwright-core";
import { startDev } from "tiauth/dev";
import { onTestFinished } from "vitest";
import { launchChromium } from "../../../testapp/browser/chromium.ts";
import type { Settings } from "../src/settings.ts";
import { startApplication } from "../src/start.ts";
import { type RecordingProxy, startRecordingProxy } from "./recording-proxy.ts";

/** The application, its auth server, what stands between them, and a browser. */
export interface Stage {
  /** Of the application. */
  readonly url: string;
  readonly tiauth: ReachedTiauth;
  readonly proxy: RecordingProxy;
  /** The records of the auth server, a SQLite file. */
  readonly recordsPath: string;
  /** Puts the auth server's clock on. The application and the browser keep the real time. */
  advanceClock(seconds: number): void;
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
  const application = await startRestartable({
    port: 0,
    databasePath: join(directory, "pinboard.sqlite"),
    authServerUrl: proxy.url,
    cookieSecrets: [cookieSecret],
    sharedSecret,
  });
  const authServer = await startAuthServer(application.url, directory);
  proxy.forwardTo(authServer.url);
  const browser = await launchChromium(executablePath);
  return {
    url: application.url,
    tiauth: connectTiauth(authServer.url),
    proxy,
    recordsPath: join(directory, "db.sqlite"),
    advanceClock: authServer.advanceClock,
    visit: async (options) => {
      const context = await browser.newContext({ baseURL: application.url, reducedMotion: "reduce", ...options });
      context.setDefaultTimeout(30_000);
      onTestFinished(() => context.close());
      return context.newPage();
    },
    restart: application.restart,
    close: async () => {
      await browser.close();
      await application.stop();
      await authServer.close();
      await proxy.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** The application, which keeps its port when it is started anew. */
async function startRestartable(settings: Settings) {
  let running = await startApplication(settings);
  const { url } = running;
  const port = Number(new URL(url).port);
  return {
    url,
    restart: async (others: Partial<Settings>) => {
      await running.stop();
      running = await startApplication({ ...settings, ...others, port });
    },
    stop: () => running.stop(),
  };
}

async function startAuthServer(applicationUrl: string, directory: string) {
  let aheadSeconds = 0;
  const authServer = await startDev({
    port: 0,
    directory,
    userServerUrl: `${applicationUrl}/user-server`,
    environment: { TIAUTH_USER_SERVER_SECRET: sharedSecret, TIAUTH_SESSION_RENEWAL_WINDOW: "168h" },
    ports: { now: () => new Date(Date.now() + aheadSeconds * 1000) },
  });
  return {
    ...authServer,
    advanceClock: (seconds: number) => {
      aheadSeconds += seconds;
    },
  };
}
