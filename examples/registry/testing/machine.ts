import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Tiauth } from "@tiauth/testing";
import { expect, onTestFinished } from "vitest";
import type { Host } from "../src/tool/host.ts";
import { runReg } from "../src/tool/run.ts";

export interface Outcome {
  readonly exitCode: number;
  /** What it printed. */
  readonly output: string;
  /** What it complained about. */
  readonly errors: string;
}

/** A machine with the tool on it, and somebody in front of it. */
export interface Machine {
  readonly cwd: string;
  /** With the tool's sessions. */
  readonly configFolder: string;
  reg(...words: readonly string[]): Promise<Outcome>;
  /** A line for a shell; `reg` in it is the tool. */
  type(line: string): Promise<Outcome>;
  /** Begins to sign in. */
  beginLogin(...words: readonly string[]): Conversation;
  /** Signs in, by the mail that comes and the code behind its link. */
  login(emailAddress: string): Promise<Outcome>;
}

/** A command at a terminal that asks questions. */
export interface Conversation {
  /** Waits until this is on the screen. */
  sees(text: string): Promise<void>;
  types(text: string): void;
  /** All that was on the screen. */
  screen(): string;
  readonly ended: Promise<Outcome>;
}

interface MachineOptions {
  readonly registryUrl: string;
  readonly tiauth: Tiauth;
  readonly env?: Readonly<Record<string, string>>;
}

export function openMachine({ registryUrl, tiauth, env }: MachineOptions): Machine {
  const cwd = mkdtempSync(join(tmpdir(), "machine-"));
  const configFolder = join(cwd, ".config");
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const variables = { REG_SERVER: registryUrl, XDG_CONFIG_HOME: configFolder, TERM: "xterm", ...env };
  const run = async (words: readonly string[], auth?: Host["auth"]): Promise<Outcome> => {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const exitCode = await runReg(words, { env: variables, cwd, output, errors, auth });
    return { exitCode, output: String(output.read() ?? ""), errors: String(errors.read() ?? "") };
  };
  const beginLogin = (...words: readonly string[]): Conversation => {
    const { input, output, ...screen } = openTerminal();
    return { ...screen, ended: run(["login", ...words], { input, output }) };
  };
  return {
    cwd,
    configFolder,
    reg: (...words) => run(words),
    type: async (line) => {
      const [first, ...words] = wordsOf(line);
      if (first === "reg") return run(words);
      const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd, encoding: "utf8" });
      return { exitCode: status ?? 1, output: stdout, errors: stderr };
    },
    beginLogin,
    login: async (emailAddress) => {
      const login = beginLogin(emailAddress);
      const approvalToken = await nextApprovalToken(tiauth, emailAddress);
      await login.sees("Code:");
      const approved = await tiauth.client.approveCliSignin({ approvalToken });
      if (!approved.ok) throw new Error(approved.errorCode);
      login.types(`${approved.code}\r`);
      const outcome = await login.ended;
      return { ...outcome, output: login.screen() };
    },
  };
}

/** Of the link in the next mail that has one. */
export async function nextApprovalToken(tiauth: Pick<Tiauth, "nextMail">, emailAddress: string): Promise<string> {
  const { link, text } = await tiauth.nextMail(emailAddress);
  if (link === undefined) return nextApprovalToken(tiauth, emailAddress);
  expect(text).toContain(link);
  return new URL(link).hash.slice("#".length);
}

/** Two streams that the tool takes for a terminal. */
function openTerminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, isRaw: false, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  let screen = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
  });
  return {
    input,
    output,
    types: (text: string) => void input.write(text),
    screen: () => screen,
    sees: (text: string) => expect.poll(() => screen, { timeout: 20_000, interval: 20 }).toContain(text),
  };
}

/** Words as a shell splits them, as far as the README needs it. */
const wordsOf = (line: string) =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? "");
