import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";
import { type HttpRequest, send } from "./request.ts";

let world: World;
let commandPort: number;
beforeAll(async () => {
  world = await startWorld({ flags: ["--enable-reset"], env: { TIAUTH_COMMAND_PORT: "0" } });
  const { port } = await world.tiauth.log({ msg: "listening for commands" });
  commandPort = Number(port);
});
afterAll(() => world.close());

const cleared = { success: true, message: "Storage cleared" };
const answerOf = async (port: number, request: HttpRequest) => {
  const { status, text } = await send(port, request);
  return { status, ...JSON.parse(text) };
};
/** The answer, and whether what was begun before the request is forgotten after it. */
async function effectOf(port: number, request: HttpRequest) {
  const { signupToken } = await succeeded(world.client.createSignup({ emailAddress: world.freshAddress() }));
  const answer = await answerOf(port, request);
  return { ...answer, isForgotten: !(await world.client.getSignup({ signupToken })).ok };
}

describe("--enable-reset", () => {
  it("ends sessions that are remembered, too", async () => {
    const { sessionToken } = await world.signUp();
    await succeeded(world.client.getSession({ sessionToken }));
    await send(world.tiauth.port, { path: "/reset" });
    expect(await world.client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
  });

  it.each(["POST", "GET"])("%s /reset clears the storage", async (method) => {
    const answer = await effectOf(world.tiauth.port, { method, path: "/reset" });
    expect(answer).toEqual({ status: 200, ...cleared, isForgotten: true });
  });

  it("gives the tokens of the limits back, so that test suites can start over", async () => {
    const emailAddress = world.freshAddress();
    const outcomes = [];
    for (let i = 0; i < 6; i++) outcomes.push((await world.client.createSignup({ emailAddress })).ok);
    expect(outcomes).toEqual([true, true, true, true, true, false]);
    await send(world.tiauth.port, { path: "/reset" });
    expect(await world.client.createSignup({ emailAddress })).toMatchObject({ ok: true });
  });

  it("takes no other method, and is warned of in the log", async () => {
    const { status, headers } = await send(world.tiauth.port, { method: "DELETE", path: "/reset" });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET, HEAD, POST" });
    expect(world.tiauth.logs).toContainEqual(
      expect.objectContaining({ level: "warn", msg: expect.stringContaining("--enable-reset") }),
    );
  });

  it("is refused in production", async () => {
    const refused = startWorld({ flags: ["--enable-reset"], env: { NODE_ENV: "production" } });
    await expect(refused).rejects.toThrow(/exit code 2:.*--enable-reset .*NODE_ENV=production/s);
  });
});

describe("the private listener", () => {
  const reset = { path: "/command", body: '{"command":"reset"}' };

  it("clears the storage at the command reset", async () => {
    expect(await effectOf(commandPort, reset)).toEqual({ status: 200, ...cleared, isForgotten: true });
    await world.tiauth.log({ level: "warn", msg: "the storage was cleared: everybody is signed out" });
  });

  it.each([
    ["an unknown command", '{"command":"exit"}'],
    ["no command", "{}"],
    ["no JSON", "reset"],
    ["__proto__", '{"command":"__proto__"}'],
  ])("refuses %s", async (_, body) => {
    const answer = await effectOf(commandPort, { ...reset, body });
    expect(answer).toMatchObject({ status: 400, success: false, isForgotten: false });
  });

  it("takes no commands from web pages", async () => {
    const answer = await effectOf(commandPort, { ...reset, headers: { Origin: "http://localhost:5173" } });
    expect(answer).toMatchObject({ status: 403, success: false, isForgotten: false });
  });

  it("takes no actions, and answers its metrics to those who look, and to no other method", async () => {
    expect(await answerOf(commandPort, { body: "{}" })).toMatchObject({ status: 404 });
    expect(await send(commandPort, { method: "GET", path: "/metrics" })).toMatchObject({ status: 200 });
    expect(await answerOf(commandPort, { method: "POST", path: "/metrics" })).toMatchObject({ status: 405 });
  });

  it("has its routes to itself", async () => {
    expect(await answerOf(world.tiauth.port, reset)).toMatchObject({ status: 404 });
    expect(await answerOf(world.tiauth.port, { method: "GET", path: "/metrics" })).toMatchObject({ status: 404 });
  });
});
