import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startChild } from "./harness/child-process.ts";

const main = fileURLToPath(new URL("../bench/dist/main.js", import.meta.url));

const bench = async (...args: readonly string[]) => {
  const child = startChild({ args: [main, ...args], cwd: process.cwd(), env: { PATH: process.env.PATH } });
  return { exitCode: await child.ended, output: child.lines.output.join("\n") };
};

it("pnpm bench measures what it is asked for, and writes nothing then", async () => {
  const { exitCode, output } = await bench("--quick", "client");
  expect(output).toMatch(/\| @tiauth\/client \| [\d,]+ \| 1\.00 \|/);
  expect(output).not.toContain("Written");
  expect(exitCode).toBe(0);
});

it("pnpm bench names the scenarios there are when it does not know one", async () => {
  const { exitCode, output } = await bench("get-sessions");
  expect(output).toContain("There is no scenario get-sessions. There are get-session, user-server-asked,");
  expect(exitCode).toBe(1);
});
