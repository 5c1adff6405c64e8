import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@tiauth/client";
import { postgresAvailability, redisAvailability, startPostgres, startRedis } from "@tiauth/engines";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChild } from "../harness/child-process.ts";
import { startWorld, type World } from "../harness/index.ts";
import { startTiauth } from "../harness/tiauth.ts";

const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));

const engines = [
  { name: "Postgres", availability: postgresAvailability(), start: startPostgres },
  { name: "Redis", availability: redisAvailability(), start: () => startRedis() },
];

describe.each(engines)("moving to $name and back", ({ availability, start }) => {
  if (availability !== "here") return it.skip(availability, () => undefined);
  let engine: Awaited<ReturnType<typeof startPostgres>>;
  let url: string;
  let directory: string;
  let world: World;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "tiauth-moving-"));
    engine = await start();
    url = await engine.freshUrl();
    world = await startWorld({ env: { TIAUTH_DB_PATH: join(directory, "db.sqlite") } });
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await engine.stop();
    rmSync(directory, { recursive: true });
  });

  /** Runs `tiauth storage copy`, as somebody would who has stopped all servers. */
  async function copy(from: string, to: string, ...flags: readonly string[]) {
    const child = startChild({
      args: [main, "storage", "copy", from, to, "--stopped", ...flags],
      cwd: directory,
      env: { PATH: process.env.PATH, FILE: `sqlite:${join(directory, "db.sqlite")}`, ENGINE: url },
    });
    const exitCode = await child.ended;
    return { exitCode, output: child.lines.output.join("\n") };
  }

  it("D1: sessions, limits and what waits to be sent come along, and what has ended does not come back", async () => {
    const [ada, bob] = [await world.signUp(), await world.signUp()];
    await world.tiauth.kill();
    expect(await copy("FILE", "ENGINE")).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/ok {6}\d+ entries/),
    });

    const moved = await startTiauth({
      userServerUrl: world.userServer.url,
      smtpPort: world.smtp.port,
      env: { TIAUTH_STORAGE_URL: url, TIAUTH_COMMAND_PORT: "" },
    });
    const client = createClient(moved.url);
    expect(await client.getSession({ sessionToken: ada.sessionToken })).toMatchObject({ ok: true });
    expect(await client.deleteSession({ sessionToken: bob.sessionToken })).toMatchObject({ ok: true });
    expect(await moved.stop()).toBe(0);

    const refused = await copy("ENGINE", "FILE");
    expect(refused.exitCode).toBe(2);
    expect(refused.output).toMatch(/refused \d+ entries are not the same.*--replace/);
    expect(await copy("ENGINE", "FILE", "--replace")).toMatchObject({ exitCode: 0 });

    const back = await startTiauth({
      userServerUrl: world.userServer.url,
      smtpPort: world.smtp.port,
      env: { TIAUTH_DB_PATH: join(directory, "db.sqlite") },
    });
    const again = createClient(back.url);
    expect(await again.getSession({ sessionToken: ada.sessionToken })).toMatchObject({ ok: true });
    expect(await again.getSession({ sessionToken: bob.sessionToken })).toMatchObject({
      ok: false,
      errorCode: "invalid_session_token",
    });
    expect(await back.stop()).toBe(0);
  });
});
