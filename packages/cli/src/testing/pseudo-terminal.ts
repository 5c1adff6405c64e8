import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { onTestFinished, vi } from "vitest";

/** Whether there is util-linux's `script`, which runs a command in a terminal of its own. */
export const hasPseudoTerminal =
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

/** Runs a command of the shell in a terminal of its own: what it shows, and what is typed. */
export function inPseudoTerminal(command: string, env: Readonly<Record<string, string>>) {
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    env: { PATH: process.env.PATH, TERM: "xterm", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  let screen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
  });
  const sees = (pattern: RegExp) =>
    vi.waitFor(
      () => {
        const found = pattern.exec(screen);
        if (!found) throw new Error(`There is no ${pattern} in: ${JSON.stringify(screen)}`);
        screen = screen.slice(found.index + found[0].length);
        return found;
      },
      { timeout: 30_000, interval: 20 },
    );
  return { sees, types: (text: string) => child.stdin.write(text), ended };
}
