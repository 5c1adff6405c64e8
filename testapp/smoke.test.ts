import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startWorld, succeeded, userServerKinds, type World } from "./harness/index.ts";

describe.each(userServerKinds)("the built server, with the %s user server", (userServer) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ userServer, secret: "smoke-test-secret" });
  });
  afterAll(() => world.close());

  it("signs somebody up, signs them in and tells their session", async () => {
    const { client, faroe, smtp, userServer: backend } = world;
    const person = await world.signUp();
    const stored = await succeeded(backend.users.getUser({ userId: person.userId }));
    expect(stored.user).toMatchObject({ emailAddress: person.emailAddress, disabled: false });

    const { sessionToken } = await world.signIn(person);
    const { session } = await succeeded(client.getSession({ sessionToken }));
    expect(session).toMatchObject({ userId: person.userId, createdAt: expect.any(Date) });
    expect((await succeeded(faroe.getSession(sessionToken))).session).toEqual(session);
    const notice = await smtp.nextMail(person.emailAddress, { subject: "Sign-in detected" });
    expect(notice.to).toEqual([person.emailAddress]);
  });

  it("asks the user server once for a session, and refuses it while the user is disabled", async () => {
    const { client, userServer: backend } = world;
    const { userId, sessionToken } = await world.signUp();
    const requests = await backend.requestsDuring(() => client.getSession({ sessionToken }));
    expect(requests).toEqual(["get_user"]);
    backend.disable(userId);
    expect(await client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
  });

  it("reports a user server that broke once, with the invocation", async () => {
    const { client, tiauth, userServer: backend } = world;
    const { sessionToken } = await world.signUp();
    // A read is tried twice.
    backend.intercept("get_user", () => "hang up");
    backend.intercept("get_user", () => ({ status: 500, body: "" }));
    const result = await client.getSession({ sessionToken });
    expect(result).toMatchObject({ errorCode: "internal_error" });
    await tiauth.log({ level: "error", action_invocation_id: result.actionInvocationId });
    await succeeded(client.getSession({ sessionToken }));
  });
});

describe("the built server", () => {
  it("D4: exits with 0 on SIGTERM, and leaves no file behind", async () => {
    const world = await startWorld();
    onTestFinished(() => world.close());
    await world.signUp();
    expect(existsSync(world.tiauth.dbPath)).toBe(true);
    expect(await world.tiauth.stop()).toBe(0);
    expect(world.tiauth.logs.map(({ msg }) => msg)).toEqual(expect.arrayContaining(["stopping", "stopped"]));
    expect(existsSync(world.tiauth.dbPath)).toBe(false);
  });

  it("says in the harness's error why it does not start", async () => {
    await expect(startWorld({ env: { TIAUTH_PORT: "many" } })).rejects.toThrow(/exit code 2:\n.*\n +TIAUTH_PORT/);
  });
});
