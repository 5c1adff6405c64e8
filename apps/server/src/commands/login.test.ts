import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Host } from "@tiauth/cli";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDev } from "../../testing/dev.ts";
import { parseHtml } from "../../testing/html.ts";
import { login } from "./login.ts";

/** Somebody at a terminal made of two streams, with a home of their own. */
function sitDown() {
  vi.stubEnv("TERM", "xterm"); // which Node's readline looks for itself
  const home = mkdtempSync(join(tmpdir(), "tiauth-login-"));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100 });
  output.resume();
  const host: Partial<Host> = { env: { TERM: "xterm", XDG_CONFIG_HOME: home }, input, output };
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  return { input, host, said, terminal: { environment: {}, out: say, err: say } };
}

test("somebody signs in with the link from the inbox and the code of its page; what is printed is who they are", async () => {
  const dev = await openDev();
  const { input, host, said, terminal } = sitDown();
  const signingIn = login({ server: dev.url, email: "ann@example.com" }, terminal, host);
  const mail = await dev.inbox.next({ to: "ann@example.com" });
  expect(mail).toMatchObject({ subject: "Sign in to tiauth", code: undefined });
  expect(mail?.link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${dev.port}/cli#`));
  const body = new URLSearchParams({ approval_token: mail?.link?.split("#")[1] ?? "", choice: "approve" });
  const page = parseHtml(await (await dev.get("/cli", { method: "POST", body })).text());
  const code = page.elements.find(({ name }) => name === "code")?.text;
  input.write(`${code?.toLowerCase()}\r`);
  expect(await signingIn).toBe(0);
  expect(said).toEqual([expect.stringMatching(/^.{10,}$/)]);
});

test("who has no terminal, or no URL, is told what to do", async () => {
  const { host, said, terminal } = sitDown();
  const input = new PassThrough();
  expect(await login({ server: "http://127.0.0.1:9" }, terminal, { ...host, input })).toBe(2);
  expect(said.at(-1)).toContain("TIAUTH_TOKEN");
  expect(await login({ server: "auth.example.com" }, terminal, host)).toBe(2);
  expect(said.at(-1)).toMatch(/^tiauth: /);
});
