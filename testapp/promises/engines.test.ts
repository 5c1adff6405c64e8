import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@tiauth/client";
import { askRedis, postgresAvailability, redisAvailability, startPostgres, startRedis } from "@tiauth/engines";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChild } from "../harness/child-process.ts";
import { startWorld, type World } from "../harness/index.ts";
import { startTiauth } from "../harness/tiauth.ts";

const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));

const engines = [
  { name: "Postgres", availability: postgresAvailability(), start: () => startPostgres({ origin: "own" }) },
  { name: "Redis", availability: redisAvailability(), start: () => startRedis({ origin: "own" }) },
];

describe.each(engines)("$name", ({ name, availability, start: startEngine }) => {
  if (availability !== "here") return it.skip(availability, () => undefined);
  let engine: Awaited<ReturnType<typeof startPostgres>>;
  let url: string;
  let directory: string;
  let world: World;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "tiauth-moving-"));
    engine = await startEngine();
    url = await engine.freshUrl();
    world = await startWorld({ env: { TIAUTH_DB_PATH: join(directory, "db.sqlite") } });
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await engine.stop();
    rmSync(directory, { recursive: true });
  });

  /** Runs `tiauth` with both storages among its variables. */
  async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = startChild({
      args: [main, ...args],
      cwd: directory,
      env: { PATH: process.env.PATH, FILE: `sqlite:${join(directory, "db.sqlite")}`, ENGINE: url, ...env },
    });
    const exitCode = await child.ended;
    return { exitCode, output: child.lines.output.join("\n") };
  }
  /** As somebody would who has stopped all servers. */
  const copy = (...args: readonly string[]) => run(["storage", "copy", ...args, "--stopped"]);
  const start = (env: Readonly<Record<string, string>>) =>
    startTiauth({ userServerUrl: world.userServer.url, smtpPort: world.smtp.port, env });

  it("D1: moving there and back takes sessions along, and brings nothing back that has ended", async () => {
    const [ada, bob] = [await world.signUp(), await world.signUp()];
    await world.tiauth.kill();
    expect(await copy("FILE", "ENGINE")).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/ok {6}\d+ entries/),
    });

    const moved = await start({ TIAUTH_STORAGE_URL: url });
    const client = createClient(moved.url);
    expect(await client.getSession({ sessionToken: ada.sessionToken })).toMatchObject({ ok: true });
    expect(await client.deleteSession({ sessionToken: bob.sessionToken })).toMatchObject({ ok: true });
    expect(await moved.stop()).toBe(0);

    const refused = await copy("ENGINE", "FILE");
    expect(refused.exitCode).toBe(2);
    expect(refused.output).toMatch(/refused \d+ entries are not the same.*--replace/);
    expect(await copy("ENGINE", "FILE", "--replace")).toMatchObject({ exitCode: 0 });

    const back = await start({ TIAUTH_DB_PATH: join(directory, "db.sqlite") });
    const again = createClient(back.url);
    expect(await again.getSession({ sessionToken: ada.sessionToken })).toMatchObject({ ok: true });
    expect(await again.getSession({ sessionToken: bob.sessionToken })).toMatchObject({
      ok: false,
      errorCode: "invalid_session_token",
    });
    expect(await back.stop()).toBe(0);
  });

  it("is looked at by tiauth check, which makes nothing, and migrate leaves it ready; neither shows a password", async () => {
    const fresh = new URL(await engine.freshUrl());
    const shown = `${fresh.protocol}//${fresh.host}${fresh.pathname}`;
    const env = {
      TIAUTH_STORAGE_URL: fresh.href,
      TIAUTH_RATE_LIMIT_STORAGE_URL: `sqlite:${join(directory, "limits")}`,
    };
    const before = await run(["check"], env);
    expect(before.output).toContain(`ok      storage (${shown})`);
    const migrated = await run(["migrate"], env);
    expect(migrated.exitCode).toBe(0);
    expect(migrated.output).toContain(`ok      ${shown}: `);
    const after = await run(["check"], env);
    expect(after.output).toContain(`ok      storage (${shown})`);
    expect(after.output).not.toContain("tables will be");
    for (const { output } of [before, migrated, after]) expect(output).not.toContain(":password@");
  });

  it("that does not let the server in ends the start at once, with exit code 2 and without the password", async () => {
    const wrong = new URL(url);
    [wrong.username, wrong.password] = ["nobody", "hunter2hunter2"];
    const { exitCode, output } = await run(["serve"], { TIAUTH_STORAGE_URL: wrong.href, TIAUTH_EMAIL: "backend" });
    expect(exitCode).toBe(2);
    expect(output).toMatch(/^tiauth: .*password|WRONGPASS/im);
    expect(output).not.toContain("hunter2");
    expect(output).not.toContain("is not there yet");
  });

  it.runIf(name === "Redis")("whose user may not have the keys is found by tiauth check", async () => {
    const theirs = new URL(url);
    await askRedis(Number(theirs.port), "ACL", "SETUSER", "other", "on", ">hunter2", "~other:*", "+@all");
    [theirs.username, theirs.password] = ["other", "hunter2"];
    const { output } = await run(["check"], { TIAUTH_STORAGE_URL: theirs.href });
    expect(output).toMatch(/failed {2}storage .*NOPERM.*ACL SETUSER/);
    expect(output).not.toContain("hunter2");
  });

  it("may start after the server, which waits for it and says so without a password", async () => {
    await engine.kill();
    const starting = start({ TIAUTH_STORAGE_URL: url });
    await engine.restart();
    const tiauth = await starting;
    expect(await (await fetch(`${tiauth.url}ready`)).json()).toEqual({ status: "ready" });
    expect(tiauth.output.join("\n")).not.toContain(":password@");
    expect(await tiauth.stop()).toBe(0);
  });
});
