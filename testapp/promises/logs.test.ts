import { createClient } from "@tiauth/client";
import { isLook } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { type LogLine, type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { ask } from "../wire/request.ts";

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld({ env: { TIAUTH_TRUSTED_PROXIES: "127.0.0.1" } });
  person = await world.signUp();
});
afterAll(() => world.close());

const id = expect.stringMatching(/^[a-z2-9]{24}$/);
/** A line about a decision, with these fields and no others. */
const audit = (fields: object): LogLine => ({
  level: "info",
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  msg: "audit",
  action_invocation_id: id,
  client_address: "127.0.0.1",
  ...fields,
});
const lineAbout = ({ actionInvocationId }: { readonly actionInvocationId: string }) =>
  world.tiauth.log({ msg: "audit", action_invocation_id: actionInvocationId });

describe("C2: the log", () => {
  it("tells every decision of a signin: action, result, user, flow and client, and nothing else", async () => {
    const { client } = world;
    const { emailAddress, password, userId } = person;
    const created = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    const about = { user_id: userId, flow_id: created.signin.id };
    expect(await lineAbout(created)).toStrictEqual(audit({ action: "create_signin", result: "ok", ...about }));
    const wrong = await client.verifySigninUserPassword({ ...created, password: "wrong password" });
    const action = "verify_signin_user_password";
    expect(await lineAbout(wrong)).toStrictEqual(audit({ action, result: "incorrect_password", ...about }));
    const right = await client.verifySigninUserPassword({ ...created, password });
    expect(await lineAbout(right)).toStrictEqual(audit({ action, result: "ok", ...about }));
    const completed = await succeeded(client.completeSignin(created));
    const facts = { action: "complete_signin", result: "ok", ...about, session_id: completed.session.id };
    expect(await lineAbout(completed)).toStrictEqual(audit(facts));
  });

  it("does not say whose a token is before its secret was right", async () => {
    const { client } = world;
    const created = await succeeded(client.createSignin({ userEmailAddress: person.emailAddress }));
    const signinToken = `${created.signin.id}.${"a".repeat(24)}`;
    const refused = await client.completeSignin({ signinToken });
    const facts = { action: "complete_signin", result: "invalid_signin_token" };
    expect(await lineAbout(refused)).toStrictEqual(audit(facts));
  });

  it.each(completions)("tells one decision for each action of %s, and none for a look", async (_, prepare) => {
    const asked: string[] = [];
    const client = createClient(async (body) => {
      asked.push(JSON.parse(body).action);
      return (await fetch(world.tiauth.url, { method: "POST", body })).text();
    });
    const somebody = await world.signUp();
    const { actionInvocationId: first } = await client.deleteSession({ sessionToken: "" });
    const { complete } = await prepare({ ...world, client }, somebody);
    const completed = await complete();
    await client.getSession(
      completed.ok && completed.sessionToken ? { sessionToken: completed.sessionToken } : somebody,
    );
    const { actionInvocationId: last } = await client.deleteSession({ sessionToken: "" });
    await lineAbout({ actionInvocationId: last });
    const decisions = world.tiauth.logs.filter(({ msg }) => msg === "audit");
    const start = decisions.findIndex(({ action_invocation_id: id }) => id === first);
    expect(decisions.slice(start).map(({ action }) => action)).toEqual(asked.filter((action) => !isLook(action)));
  });

  it("tells an internal error once, at error level, with its invocation, what broke and where", async () => {
    world.userServer.intercept("get_user_by_email_address", () => ({ status: 500, body: "" }));
    const result = await world.client.createSignin({ userEmailAddress: person.emailAddress });
    await world.tiauth.log({ msg: "internal error", action_invocation_id: result.actionInvocationId });
    const errors = world.tiauth.logs.filter(({ level }) => level === "error");
    expect(errors).toStrictEqual([
      {
        level: "error",
        time: expect.any(String),
        msg: "internal error",
        action: "create_signin",
        action_invocation_id: result.actionInvocationId,
        error: expect.objectContaining({
          message: "get_user_by_email_address: the user server answered 500",
          stack: expect.any(String),
        }),
      },
    ]);
  });

  it("is one JSON object of at most 8 KiB a line, whatever is sent and answered", async () => {
    const { client, tiauth, userServer } = world;
    const hostile = `"}\r\n{"level":"error","msg":"audit"}\u2028\u0000\u001b[31m${"😀".repeat(2000)}`;
    await client.createSignin({ userEmailAddress: hostile });
    await client.createSignup({ emailAddress: hostile });
    await client.getSession({ sessionToken: hostile });
    await ask(tiauth.port, "create_signin", { user_email_address: "a@b.c" }, { "X-Forwarded-For": "x".repeat(8000) });
    const { user } = await succeeded(userServer.users.getUser(person));
    userServer.put({ ...user, id: "\r\n".repeat(120), emailAddress: "crlf@example.com" });
    const created = await client.createSignin({ userEmailAddress: "crlf@example.com" });
    expect(await lineAbout(created)).toMatchObject({ user_id: expect.stringMatching(/^(\r\n)+…$/) });
    userServer.put({ ...user, passwordHashAlgorithmId: hostile.slice(0, 250) });
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: person.emailAddress }));
    const broken = await client.verifySigninUserPassword({ signinToken, password: hostile });
    expect(broken).toMatchObject({ errorCode: "internal_error" });

    await tiauth.stop();
    expect(tiauth.output.length).toBe(tiauth.logs.length);
    for (const line of tiauth.output) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(8 * 1024);
    expect(tiauth.logs.filter(({ level }) => level === "error")).toHaveLength(2);
    for (const line of tiauth.logs) expect(line).toMatchObject({ level: expect.any(String), msg: expect.any(String) });
  });
});
