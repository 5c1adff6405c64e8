import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { completions, prepareSignup } from "../completions.ts";
import { type Person, succeeded, type Tiauth } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { type Hostility, hostile } from "./hostilities.ts";
import { inSeconds, report, timed } from "./report.ts";

let world: HostileWorld;
let person: Person;
let victim: Person;
beforeAll(async () => {
  world = await startHostileWorld();
  [person, victim] = [await world.signUp(), await world.signUp()];
});
afterAll(() => world.close());
afterEach(() => world.userServer.behave());

const passwordUpdate =
  new Map(completions).get("a password update") ?? (() => Promise.reject(new Error("There is none.")));

const look = () => world.client.getSession(person);

/** The lines at error level about one invocation; waits for the first. */
async function errorsOf({ log, logs }: Tiauth, actionInvocationId: string) {
  await log({ level: "error", action_invocation_id: actionInvocationId });
  return logs.filter((line) => line.level === "error" && line.action_invocation_id === actionInvocationId);
}

describe("U2: an answer that", () => {
  const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, " "));
  const anotherUser = () =>
    JSON.stringify({ ok: true, action_invocation_id: "x", values: { user: { id: victim.userId } } });
  const hostilities: readonly (readonly [string, Hostility])[] = [
    ["has status 500", hostile.answering(500)],
    ["has status 404", hostile.answering(404)],
    ["has status 204", hostile.answering(204)],
    ["is right but for its status 500", hostile.contradicting(500)],
    ["is right but for its status 201", hostile.contradicting(201)],
    ["is right but for its status 307", hostile.contradicting(307)],
    ["is empty", hostile.answering(200)],
    ["is no JSON", hostile.answering(200, "<html>")],
    ["is JSON of another shape", hostile.answering(200, "[]")],
    ["is a string", hostile.answering(200, '"ok"')],
    ["is ok without values", hostile.answering(200, '{"ok":true,"action_invocation_id":"x"}')],
    [
      "has a code that is not declared",
      hostile.answering(200, '{"ok":false,"action_invocation_id":"x","error_code":"no"}'),
    ],
    ["is nested deeper than anything", hostile.answering(200, "[".repeat(60_000))],
    ["is not UTF-8", hostile.answering(200, Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
    ["is compressed", hostile.compressing()],
    ["is a bomb of 256 MiB", hostile.bombing(bomb)],
    ["announces 4 GiB", hostile.flooding()],
    ["comes in chunks without end", hostile.chunkingWithoutEnd()],
    ["has headers without end", hostile.hugeHeaders()],
    ["is garbage", hostile.garbage()],
    ["is SMTP", hostile.raw("220 mail ESMTP\r\n")],
    [
      "switches protocols",
      hostile.raw("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"),
    ],
    ["has two lengths", hostile.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}   ")],
    ["has a length below zero", hostile.raw("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}")],
    ["has a broken chunk", hostile.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")],
    ["is cut short", hostile.cutShort()],
    ["is reset", hostile.resetting()],
    ["is about another user", hostile.changing(() => ({ id: victim.userId }))],
    ["has an id that is a number", hostile.changing(() => ({ id: 7 }))],
    ["has an empty id", hostile.changing(() => ({ id: "" }))],
    ["has a counter beyond int32", hostile.changing(() => ({ password_hash_counter: 2 ** 31 }))],
    ["has a counter below zero", hostile.changing(() => ({ sessions_counter: -1 }))],
    ["has half a counter", hostile.changing(() => ({ disabled_counter: 0.5 }))],
    ["has a counter that is text", hostile.changing(() => ({ email_address_counter: "0" }))],
    ["has a flag that is null", hostile.changing(() => ({ disabled: null }))],
    ["has a name of 256 characters", hostile.changing(() => ({ display_name: "x".repeat(256) }))],
    ["has an address of 256 characters", hostile.changing(() => ({ email_address: "x".repeat(256) }))],
    ["has a lone surrogate", hostile.changing(() => ({ display_name: "\ud800" }))],
    ["has a hash that is no Base64", hostile.changing(() => ({ password_hash: "%%%" }))],
  ];

  it("U2: is not one is an internal error with one line in the log, and the session outlives it", async () => {
    const { tiauth, userServer } = world;
    const memoryGrowth = world.watchMemory();
    const times: number[] = [];
    const wrong: unknown[] = [];
    for (const [name, hostility] of hostilities) {
      userServer.turn(hostility);
      const { milliseconds, value } = await timed(look);
      userServer.behave();
      times.push(milliseconds);
      const errors = value.ok ? [] : await errorsOf(tiauth, value.actionInvocationId);
      const isRight = !value.ok && value.errorCode === "internal_error" && errors.length === 1;
      if (!isRight) wrong.push([name, value, errors]);
      await succeeded(look());
    }
    const grown = Math.round(memoryGrowth());
    const slowest = Math.max(...times);
    const what = `${hostilities.length} hostile answers`;
    report({ promise: "U2", what: `${what}: taken for a user`, measured: `${wrong.length}`, limit: "0" });
    report({ promise: "U2", what: `${what}: slowest refusal`, measured: inSeconds(slowest), limit: "5 s" });
    report({ promise: "U2", what: `${what}: peak memory grows by`, measured: `${grown} MiB`, limit: "64 MiB" });
    expect(wrong).toEqual([]);
    expect(slowest).toBeLessThan(5800);
    expect(grown).toBeLessThan(64);
  });

  it("U2: nobody asked for is not given to whoever asks next over the same connection", async () => {
    world.userServer.turn(hostile.answeringTwice(anotherUser()));
    for (let i = 0; i < 10; i++) {
      const result = await look();
      if (result.ok) expect(result.session.userId).toBe(person.userId);
    }
    world.userServer.behave();
    const { session } = await succeeded(look());
    report({ promise: "U2", what: "unasked second answers believed in 10", measured: "0", limit: "0" });
    expect(session.userId).toBe(person.userId);
  });

  it("U2: gives somebody new the id of somebody else opens no session of theirs, and ends none", async () => {
    const { client, userServer } = world;
    const other = await world.signUp();
    const { complete } = await prepareSignup(world);
    userServer.turn(
      hostile.changing(() => ({ id: other.userId })),
      { actions: ["create_user"] },
    );
    const completed = await complete();
    userServer.behave();
    const intruder = completed.ok ? await client.getSession({ sessionToken: completed.sessionToken ?? "" }) : completed;
    report({
      promise: "U2",
      what: "sessions of somebody else by a wrong id",
      measured: intruder.ok ? "1" : "0",
      limit: "0",
    });
    expect(intruder).toMatchObject({ ok: false });
    await succeeded(client.getSession(other));
    await succeeded((await passwordUpdate(world, other)).complete());
    await succeeded(client.getSession(other));
  });

  it.each<readonly [string, Hostility]>([
    ["is HTTP/1.0 and ends with its connection", hostile.http10()],
    ["has fields that are not known", hostile.changing(() => ({ shoe_size: 42, constructor: {}, toString: 1 }))],
    ["has a field named __proto__", hostile.changing(() => JSON.parse('{ "__proto__": { "disabled": true } }'))],
  ])("U2: %s is believed", async (_, hostility) => {
    world.userServer.turn(hostility);
    expect(await look()).toMatchObject({ ok: true });
  });
});
