import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectTiauth } from "@tiauth/testing";
import { expect, it, onTestFinished } from "vitest";
import { chromiumPath, launchChromium } from "../../../testapp/browser/chromium.ts";
import { freePort } from "./free-port.ts";

const built = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Started extends ChildProcess {
  readonly printed: () => string;
  /** With its exit code, or the signal that ended it. */
  readonly ended: Promise<unknown>;
}

/** Starts a program in a folder of its own. */
function start({ command, args, env }: Start): Started {
  const cwd = mkdtempSync(join(tmpdir(), "registry-"));
  const child = spawn(command, args, { cwd, env: { PATH: process.env.PATH, HOME: cwd, TERM: "xterm", ...env } });
  let printed = "";
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(cwd, { recursive: true, force: true });
  });
  return Object.assign(child, { printed: () => printed, ended: once(child, "close") });
}

/** `pnpm dev`, once it is there. */
async function startDev() {
  const [port, authPort] = [await freePort(), await freePort()];
  const env = { PORT: String(port), AUTH_PORT: String(authPort) };
  const child = start({ command: process.execPath, args: [built("server/dev.js")], env });
  const authUrl = `http://127.0.0.1:${authPort}/`;
  await expect.poll(child.printed, { timeout: 20_000 }).toContain(`Its mails: ${authUrl}inbox`);
  return { child, url: `http://127.0.0.1:${port}`, tiauth: connectTiauth(authUrl) };
}

const whyNot = chromiumPath ? process.platform !== "linux" && "there is no `script` of Linux" : "there is no Chromium";

it.skipIf(whyNot)(
  `one command starts everything; at a real terminal, with the page behind the link, somebody signs in ${whyNot || ""}`,
  async () => {
    const { child, url, tiauth } = await startDev();
    const reg = `${process.execPath} ${built("tool/main.js")}`;
    const env = { REG_SERVER: url };
    // `script` is a terminal for a command; what it reads is what somebody types.
    const login = start({ command: "script", args: ["-qec", `${reg} login`, "/dev/null"], env });
    await expect.poll(login.printed, { timeout: 20_000 }).toMatch(/mail address/i);
    login.stdin?.write("ann@example.com\r");
    const { link = "" } = await tiauth.nextMail("ann@example.com");

    const browser = await launchChromium(chromiumPath ?? "");
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(link);
    expect(await page.getByRole("main").textContent()).toContain("reg (127.0.0.1)");
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    login.stdin?.write(`${await page.locator("code").textContent()}\r`);
    await expect.poll(login.printed, { timeout: 20_000 }).toContain("Signed in as ann@example.com.");
    expect(await login.ended).toEqual([0, null]);

    child.kill("SIGTERM");
    expect(await child.ended).toEqual([0, null]);
  },
);

it("in production it says which settings are missing", async () => {
  const env = { SHARED_SECRET: "shared with the auth server", S3_REGION: "eu-central-1" };
  const child = start({ command: process.execPath, args: [built("server/main.js")], env });
  expect(await child.ended).toEqual([1, null]);
  expect(child.printed()).toContain("Not set in the environment: AUTH_SERVER_URL, S3_BUCKET_URL, S3_ACCESS_KEY_ID");
});

it("signing in without a terminal is refused with what to do instead", async () => {
  const { url } = await startDev();
  const child = start({ command: process.execPath, args: [built("tool/main.js"), "login"], env: { REG_SERVER: url } });
  expect(await child.ended).toEqual([1, null]);
  expect(child.printed()).toContain("REG_TOKEN");
});
