import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type LogLine, succeeded } from "../harness/index.ts";
import { collectLogLines } from "../harness/log-lines.ts";
import { ask } from "../wire/request.ts";
import { type CrewWorld, startCrewWorld } from "./crew.ts";

let world: CrewWorld;
beforeAll(async () => {
  const remembering = { TIAUTH_SESSION_CACHE: "1h", TIAUTH_USER_CACHE_EXPIRATION: "1h" };
  world = await startCrewWorld(4, { flags: ["--enable-reset"], env: { TIAUTH_HASH_CONCURRENCY: "1", ...remembering } });
});
afterAll(() => world.close());

const sessionsLookedUp = async () =>
  (await world.scrape()).value("tiauth_actions_total", { action: "get_session", outcome: "ok" }) ?? 0;
/** Each over a connection of its own: which worker takes it is the system's affair. */
const lookUp = (sessionToken: string, times: number) =>
  Promise.all(
    Array.from({ length: times }, () => ask(world.tiauth.port, "get_session", { session_token: sessionToken })),
  );

describe("the figures of 4 workers", () => {
  it("are sums", async () => {
    const { sessionToken } = await world.signUp();
    const before = await sessionsLookedUp();
    await lookUp(sessionToken, 100);
    expect((await sessionsLookedUp()) - before).toBe(100);
    expect((await world.scrape()).value("tiauth_workers")).toBe(4);
  });

  it("do not fall when a worker dies", async () => {
    const { sessionToken } = await world.signUp();
    await lookUp(sessionToken, 100);
    const before = await sessionsLookedUp();
    for (const pid of world.workers().slice(0, 2)) process.kill(pid, "SIGKILL");
    await world.tiauth.log({ msg: "a worker has ended and is replaced" });
    await world.isComplete();
    expect(await sessionsLookedUp()).toBe(before);
  });

  it("know the items in the one outbox once, and a histogram is one", async () => {
    const { value, types } = await world.scrape();
    expect(value("tiauth_outbox_items", { topic: "notice" })).toBe(0);
    expect(types.get("tiauth_action_duration_seconds")).toBe("histogram");
    expect(value("process_resident_memory_bytes")).toBeGreaterThan(4 * 30e6);
  });

  it("D5: show that one sweeps", async () => {
    const fresh = await startCrewWorld(4);
    onTestFinished(() => fresh.close());
    const sweeps = async () =>
      (await fresh.scrape()).value("tiauth_storage_operation_duration_seconds_count", { operation: "deleteExpired" });
    await expect.poll(sweeps, { timeout: 10_000 }).toBe(1);
    await succeeded(fresh.client.createSignup({ emailAddress: fresh.freshAddress() }));
    expect(await sweeps()).toBe(1);
  });
});

describe("a reset", () => {
  it.each([
    ["by command", async () => (await world.command("reset")).json()],
    ["by a route", async () => (await fetch(new URL("/reset", world.tiauth.url))).json()],
  ])("%s is one for all workers, whatever they remember", async (_, reset) => {
    const { sessionToken } = await world.signUp();
    await lookUp(sessionToken, 20);
    expect(await reset()).toEqual({ success: true, message: "Storage cleared" });
    const outcomes = (await lookUp(sessionToken, 40)).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(["invalid_session_token"]));
    await world.tiauth.log({ level: "warn", msg: "the storage was cleared: everybody is signed out" });
  });
});

it("the interactive shell is the primary's: it resets and stops all", async () => {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-shell-"));
  const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));
  const child = spawn(process.execPath, [main, "serve", "--interactive"], {
    cwd: directory,
    env: { PATH: process.env.PATH, TIAUTH_WORKERS: "2", TIAUTH_PORT: "0", TIAUTH_EMAIL: "backend" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL"); // its workers end with it
    rmSync(directory, { recursive: true });
  });
  const { output, find } = collectLogLines([child.stdout]);
  const ended = once(child, "close");
  const listening = {
    matches: ({ msg }: LogLine) => msg === "listening",
    description: "listening",
    deadlineSeconds: 15,
  };
  await find(listening);
  child.stdin.write("reset\n");
  await expect.poll(() => output, { timeout: 10_000 }).toContain("Storage cleared");
  child.stdin.write("exit\n");
  expect(await ended).toEqual([0, null]);
});

describe("L5: passwords", () => {
  it("are hashed by all workers together as many at once as by one process, and the others wait or come back", async () => {
    const person = await world.signUp();
    const { user } = await succeeded(world.userServer.users.getUser(person));
    const begin = async () => {
      const emailAddress = world.freshAddress();
      world.userServer.put({ ...user, id: emailAddress, emailAddress });
      return (await succeeded(world.client.createSignin({ userEmailAddress: emailAddress }))).signinToken;
    };
    const signinTokens = await Promise.all(Array.from({ length: 100 }, begin));
    const startedAt = performance.now();
    let isOver = false;
    const outcomes: string[] = [];
    const verify = async (signinToken: string) => {
      const args = { signin_token: signinToken, password: person.password };
      outcomes.push((await ask(world.tiauth.port, "verify_signin_user_password", args)).outcome);
    };
    const verifications = Promise.all(signinTokens.map(verify)).finally(() => {
      isOver = true;
    });
    const running: number[] = [];
    while (!isOver) running.push((await world.scrape()).value("tiauth_password_hashes_running") ?? Number.NaN);
    await verifications;
    expect(Math.max(...running)).toBe(1);
    expect(new Set([...outcomes, "ok", "HTTP 503"])).toEqual(new Set(["ok", "HTTP 503"]));
    const hashed = (some: readonly string[]) => some.filter((outcome) => outcome === "ok").length;
    // How many are done while others still come is the machine's affair.
    const doneBefore = hashed(outcomes.slice(0, outcomes.lastIndexOf("HTTP 503")));
    const hashMilliseconds = (performance.now() - startedAt) / hashed(outcomes);
    // More than one worker's share of the queue, where a hash is not so slow that five seconds of them are less.
    expect(hashed(outcomes)).toBeGreaterThan(hashMilliseconds < 250 ? 16 : 0);
    expect(hashed(outcomes)).toBeLessThanOrEqual(65 + doneBefore + 20);
  });
});
