import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { signUp } from "../harness/person.ts";
import { succeeded } from "../harness/succeeded.ts";
import { requestOf } from "./keep-alive.ts";
import { startLoad } from "./load.ts";
import { startProbe } from "./probe.ts";
import { inSeconds, report, timed } from "./report.ts";
import { type Restartable, startRestartable } from "./restart.ts";
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from "./small-disk.ts";

const reason = whyNoSmallDisk();
const title = "a full disk";

describe.skipIf(reason)(reason ? `${title} (skipped: ${reason})` : title, () => {
  let disk: SmallDisk;
  let world: Restartable;
  beforeEach(async () => {
    disk = mountSmallDisk();
    world = await startRestartable({ env: { ...settings, TIAUTH_DB_PATH: `${disk.directory}/db.sqlite` } });
    return async () => {
      await world.close();
      disk.remove();
    };
  });

  it("D3: under load nothing is ok that is not on the disk, and reads go on", async () => {
    const person = await signUp(world);
    const answered = new Set<string>();
    const write = async () => {
      const result = await world.client.createSignin({ userEmailAddress: person.emailAddress });
      if (result.ok) answered.add(result.signinToken);
      return result.ok ? "ok" : result.errorCode;
    };
    const writing = startLoad({ workers: 4, step: write });
    await expect.poll(() => answered.size, { timeout: 10_000, interval: 10 }).toBeGreaterThan(10);
    disk.fill();
    await expect.poll(write, { timeout: 10_000, interval: 10 }).toBe("internal_error");
    const reading = startProbe({
      port: world.tiauth().port,
      request: requestOf("get_session", { session_token: person.sessionToken }),
    });
    await delay(2000);
    const { outcomes, count } = await reading.stop();
    const written = await writing.stop();
    await world.tiauth().kill();
    disk.makeRoom();
    await world.start();
    const lost: string[] = [];
    for (const signinToken of answered) if (!(await world.client.getSignin({ signinToken })).ok) lost.push(signinToken);

    report({ promise: "D3", what: "disk full under load: answers lost", measured: `${lost.length}`, limit: "0" });
    report({
      promise: "D3",
      what: "disk full under load: reads that failed",
      measured: `${count - (outcomes.ok ?? 0)} of ${count}`,
      limit: "0",
    });
    expect(outcomes).toEqual({ ok: count });
    expect(count).toBeGreaterThan(20);
    expect(lost).toEqual([]);
    expect(written.ok).toBeGreaterThan(10);
    expect(written.internal_error).toBeGreaterThan(10);
  });

  it("D3: with room on the disk everything works again within 5 s, without a restart", async () => {
    const person = await signUp(world);
    const createSignin = () => world.client.createSignin({ userEmailAddress: person.emailAddress });
    disk.fill();
    const refusal = async () => {
      const result = await createSignin();
      return result.ok ? "ok" : result.errorCode;
    };
    await expect.poll(refusal, { timeout: 10_000, interval: 1 }).toBe("internal_error");
    const { pid } = world.tiauth();
    disk.makeRoom();
    const { milliseconds } = await timed(() => expect.poll(refusal, { timeout: 15_000, interval: 20 }).toBe("ok"));

    report({ promise: "D3", what: "disk full: until writes go on", measured: inSeconds(milliseconds), limit: "5 s" });
    expect(milliseconds).toBeLessThan(5000);
    for (let i = 0; i < 300; i++) await succeeded(createSignin());
    await signUp(world);
    expect(world.tiauth().pid).toBe(pid);
  });

  it("D3: while the disk is full /ready names what is missing, and the log says what to do", async () => {
    const person = await signUp(world);
    const refusal = async () => (await world.client.createSignin({ userEmailAddress: person.emailAddress })).ok;
    disk.fill();
    await expect.poll(refusal, { timeout: 10_000, interval: 1 }).toBe(false);
    const readiness = async () => {
      const answer = await fetch(`${world.tiauth().url}ready`);
      return [answer.status, await answer.json()];
    };
    const missing = ["storage", "disk_space"];
    await expect.poll(readiness, { timeout: 5000 }).toEqual([503, { status: "not_ready", missing }]);
    const { error } = await world.tiauth().log({ msg: "internal error", action: "create_signin" });
    expect(error).toMatchObject({
      type: "StorageError",
      code: "disk_full",
      message: expect.stringMatching(/The disk of .* is full: nothing was written.*Make room/),
    });
    disk.makeRoom();
    await expect.poll(async () => (await fetch(`${world.tiauth().url}ready`)).status, { timeout: 5000 }).toBe(200);
  });
});

/** Every look at a session would write, too. */
const settings = { TIAUTH_SESSION_ACTIVITY_CHECK_INTERVAL: "0" };
