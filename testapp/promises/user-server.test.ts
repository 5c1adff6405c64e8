import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Person, startWorld, succeeded, type UserServerAnswer, type World } from "../harness/index.ts";
import { listenOnLoopback } from "../harness/loopback.ts";

let world: World;
let person: Person;
beforeAll(async () => {
  // Nothing listens there.
  const proxies = {
    HTTP_PROXY: "http://127.0.0.1:9",
    http_proxy: "http://127.0.0.1:9",
    ALL_PROXY: "http://127.0.0.1:9",
  };
  world = await startWorld({ env: proxies });
  person = await world.signUp();
});
afterAll(() => world.close());

/** The log's lines about an invocation that broke; waits for the first. */
async function accidentsOf(tiauth: World["tiauth"], actionInvocationId: string) {
  await tiauth.log({ level: "error", action_invocation_id: actionInvocationId });
  return tiauth.logs.filter(({ level, action_invocation_id: id }) => level === "error" && id === actionInvocationId);
}

/** Asks for the session while the user server answers otherwise than it should. */
async function sessionWith(answer: (right: UserServerAnswer) => UserServerAnswer | "hang up", times = 1) {
  for (let i = 0; i < times; i++)
    world.userServer.intercept("get_user", async (exchange) => answer(await exchange.answer()));
  return world.client.getSession(person);
}

describe("U1: a request to the user server", () => {
  it("does not go through a proxy from the environment", async () => {
    expect(await world.client.getSession(person)).toMatchObject({ ok: true });
  });

  it("is made again once if it is a read whose connection broke", async () => {
    const requests = await world.userServer.requestsDuring(async () => {
      expect(await sessionWith(() => "hang up")).toMatchObject({ ok: true });
    });
    expect(requests).toEqual(["get_user", "get_user"]);
    const asked = await world.userServer.requestsDuring(async () => {
      expect(await sessionWith(() => "hang up", 2)).toMatchObject({ errorCode: "internal_error" });
    });
    expect(asked).toEqual(["get_user", "get_user"]);
  });

  it("is never made again if it is a write: what became of it is read back", async () => {
    const { sessionToken } = await world.signIn(person);
    world.userServer.intercept("increment_user_sessions_counter", () => "hang up");
    const requests = await world.userServer.requestsDuring(async () => {
      expect(await world.client.deleteAllSessions({ sessionToken })).toMatchObject({ errorCode: "internal_error" });
    });
    expect(requests).toEqual(["get_user", "increment_user_sessions_counter", "get_user"]);
    expect(await world.client.getSession({ sessionToken })).toMatchObject({ ok: true });
  });

  it.each([
    ["status 500", { status: 500, body: "" }],
    ["status 404", { status: 404, body: "" }],
    ["status 202", { status: 202, body: "{}" }],
    ["no JSON", { status: 200, body: "<html>" }],
    ["more than 64 KiB", { status: 200, body: " ".repeat(65_537) }],
    [
      "an error of its own",
      { status: 200, body: '{"ok":false,"action_invocation_id":"x","error_code":"internal_error"}' },
    ],
    ["a code that is not declared", { status: 200, body: '{"ok":false,"action_invocation_id":"x","error_code":"no"}' }],
  ])("that is answered with %s is an internal error, logged once; then all is well", async (_, answer) => {
    const result = await sessionWith(() => answer);
    expect(result).toMatchObject({ ok: false, errorCode: "internal_error" });
    const accidents = await accidentsOf(world.tiauth, result.actionInvocationId);
    expect(accidents).toMatchObject([
      {
        msg: "internal error",
        action: "get_session",
        error: { message: expect.stringMatching(/get_user|the user server/) },
      },
    ]);
    await succeeded(world.client.getSession(person)); // U4: nothing was destroyed
  });
});

describe("U2: the user that is answered", () => {
  type Fields = Readonly<Record<string, unknown>>;
  const changed = (change: Fields) => (right: UserServerAnswer) => {
    const answer = JSON.parse(right.body);
    return { ...right, body: JSON.stringify({ ...answer, values: { user: { ...answer.values.user, ...change } } }) };
  };

  it.each<readonly [string, Fields]>([
    ["another id", { id: "somebody else" }],
    ["an id that is a number", { id: 7 }],
    ["no id", { id: "" }],
    ["a flag that is text", { disabled: "false" }],
    ["a flag that is null", { disabled: null }],
    ["a hash that is no Base64", { password_hash: "not base64!" }],
    ["a hash that is too long", { password_hash: "A".repeat(1028) }],
    ["a negative counter", { password_hash_counter: -1 }],
    ["a counter beyond int32", { password_hash_counter: 2 ** 31 }],
    ["half a counter", { sessions_counter: 0.5 }],
    ["a counter that is text", { sessions_counter: "0" }],
    ["no counter", { disabled_counter: undefined }],
    ["a name of 256 characters", { display_name: "x".repeat(256) }],
    ["an address of 256 characters", { email_address: "x".repeat(256) }],
    ["an address with a lone surrogate", { email_address: "\ud800" }],
  ])("with %s is not believed, and the session outlives it", async (_, change) => {
    const result = await sessionWith(changed(change));
    expect(result).toMatchObject({ ok: false, errorCode: "internal_error" });
    expect(await accidentsOf(world.tiauth, result.actionInvocationId)).toHaveLength(1);
    await succeeded(world.client.getSession(person));
  });

  it.each<readonly [string, Fields]>([
    ["an unknown field", { nickname: "Al" }],
    ["a field named __proto__", JSON.parse('{ "__proto__": { "disabled": true } }')],
    ["a name of 255 characters", { display_name: "x".repeat(255) }],
  ])("may have %s", async (_, change) => {
    expect(await sessionWith(changed(change))).toMatchObject({ ok: true });
  });
});

it("U1: a redirect is not followed", async () => {
  const asked: (string | undefined)[] = [];
  const redirecting = createServer((request, response) => {
    asked.push(request.method);
    response.writeHead(307, { Location: world.userServer.url }).end();
  });
  onTestFinished(() => void redirecting.close());
  const url = `http://127.0.0.1:${await listenOnLoopback(redirecting)}/invoke`;
  const redirected = await startWorld({ env: { TIAUTH_USER_SERVER_URL: url } });
  onTestFinished(() => redirected.close());

  const requests = await world.userServer.requestsDuring(async () => {
    const result = await redirected.client.createSignin({ userEmailAddress: person.emailAddress });
    expect(result).toMatchObject({ errorCode: "internal_error" });
    const accidents = await accidentsOf(redirected.tiauth, result.actionInvocationId);
    expect(accidents).toMatchObject([{ error: { message: expect.stringContaining("answered 307") } }]);
  });
  expect(asked).toEqual(["POST"]);
  expect(requests).toEqual([]);
});

it("U1: after ten failures in a row it is hardly asked any more, and asked again once it is back", async () => {
  const { client, userServer } = world;
  for (let i = 0; i < 10; i++) await sessionWith(() => ({ status: 500, body: "" }));
  const asked = await userServer.requestsDuring(async () => {
    const results = await Promise.all(Array.from({ length: 30 }, () => client.getSession(person)));
    expect(results).toContainEqual(expect.objectContaining({ errorCode: "internal_error" }));
  });
  expect(asked.length).toBeLessThan(30);
  await expect.poll(() => client.getSession(person), { timeout: 10_000 }).toMatchObject({ ok: true });
});

// Two ways to check a signature: the SDK does it all, or the application calls the check.
describe.each(["async", "plain"] as const)("U3: the %s user server", (userServer) => {
  it("answers nothing that is signed with another secret, and the log says so once", async () => {
    const [secret, another] = ["the user server's secret", "another server's secret"];
    const wrong = await startWorld({ userServer, secret, env: { TIAUTH_USER_SERVER_SECRET: another } });
    onTestFinished(() => wrong.close());
    const result = await wrong.client.createSignin({ userEmailAddress: "somebody@example.com" });
    expect(result).toMatchObject({ errorCode: "internal_error" });
    const accidents = await accidentsOf(wrong.tiauth, result.actionInvocationId);
    expect(accidents).toMatchObject([{ error: { message: expect.stringContaining("answered 401") } }]);
    expect(wrong.tiauth.output.join("\n")).not.toContain(another);
  });
});
