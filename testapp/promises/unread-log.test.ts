import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { freePort } from "../harness/loopback.ts";

const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));

it("D4: a server whose log nobody reads any more still stops", async () => {
  const env = { PATH: process.env.PATH, TIAUTH_PORT: "0", TIAUTH_STORAGE_URL: "memory:" };
  const server = spawn(process.execPath, [main, "serve"], { env, stdio: ["ignore", "pipe", "ignore"] });
  await once(server.stdout, "data"); // it listens
  server.stdout.destroy();
  server.kill("SIGTERM");
  const deadline = setTimeout(() => server.kill("SIGKILL"), 12_000);
  const [code] = await once(server, "exit");
  clearTimeout(deadline);
  expect(code).toBe(0);
});

it("a command whose output nobody reads to its end still does its work, and exits as it would", async () => {
  const env = { PATH: process.env.PATH, TIAUTH_STORAGE_URL: "memory:", TIAUTH_PRIVATE_PORT: String(await freePort()) };
  const check = spawn(process.execPath, [main, "check"], { env, stdio: ["ignore", "pipe", "pipe"] });
  check.stdout.destroy();
  const exited = once(check, "exit");
  expect(Buffer.concat(await check.stderr.toArray()).toString()).toBe("");
  expect(await exited).toEqual([2, null]); // nobody answers on that port
});
