import { expect, it, onTestFinished } from "vitest";
import { differencesFromCatalog } from "../audited.ts";
import { startWorld, succeeded } from "../harness/index.ts";

async function start(env: Readonly<Record<string, string>> = {}) {
  const world = await startWorld({ env });
  onTestFinished(() => world.close());
  return { world, person: await world.signUp() };
}

it("C2: what a client address is over the limit of is audited, with nobody's id", async () => {
  const { world, person } = await start({ TIAUTH_LIMIT_ADDRESS_SIGNIN: "1/1h" });
  const signIn = () => world.client.createSignin({ userEmailAddress: person.emailAddress });
  await succeeded(signIn());
  await expect(signIn()).rejects.toThrow("429");
  const line = await world.tiauth.log({ msg: "audit", result: "too_many_requests" });
  expect(line).toMatchObject({ action: "create_signin", client_address: "127.0.0.1" });
  expect(differencesFromCatalog([line])).toEqual([]);
});

it("C2: what there is too much to do for is audited, with the ids of its flow", async () => {
  const { world, person } = await start({ TIAUTH_HASH_CONCURRENCY: "1", TIAUTH_HASH_QUEUE: "0" });
  const { signin, signinToken } = await succeeded(world.client.createSignin({ userEmailAddress: person.emailAddress }));
  const verify = () => world.client.verifySigninUserPassword({ signinToken, password: "wrong password" });
  await Promise.allSettled(Array.from({ length: 5 }, verify));
  const line = await world.tiauth.log({ msg: "audit", result: "overloaded" });
  expect(line).toMatchObject({ user_id: person.userId, flow_id: signin.id });
  expect(differencesFromCatalog([line])).toEqual([]);
});

it("C2: what broke is audited beside its error, with the ids that were known by then", async () => {
  const { world, person } = await start();
  const { signin, signinToken } = await succeeded(world.client.createSignin({ userEmailAddress: person.emailAddress }));
  world.userServer.intercept("get_user", () => ({ status: 500, body: "" }));
  const { actionInvocationId } = await world.client.completeSignin({ signinToken });
  const line = await world.tiauth.log({ msg: "audit", action_invocation_id: actionInvocationId });
  expect(line).toMatchObject({ result: "internal_error", user_id: person.userId, flow_id: signin.id });
  expect(differencesFromCatalog([line])).toEqual([]);
});

it("C2: what is no request to an action is no decision, and is not audited", async () => {
  const { world } = await start();
  const decide = async () => {
    const { actionInvocationId } = await world.client.deleteSession({ sessionToken: "" });
    return world.tiauth.log({ msg: "audit", action_invocation_id: actionInvocationId });
  };
  const first = await decide();
  const response = await fetch(world.tiauth.url, { method: "POST", body: '{"action":"create_superuser"}' });
  expect(response.status).toBe(400);
  const last = await decide();
  const audited = world.tiauth.logs.filter(({ msg }) => msg === "audit");
  expect(audited.indexOf(last) - audited.indexOf(first)).toBe(1);
});

it("C2: where accounts are hidden the log tells the truth: a flow for nobody has no user", async () => {
  const { world, person } = await start({ TIAUTH_HIDE_USER_EXISTENCE: "true" });
  const lineOf = async (userEmailAddress: string) => {
    const { actionInvocationId, signin } = await succeeded(world.client.createSignin({ userEmailAddress }));
    const line = await world.tiauth.log({ msg: "audit", action_invocation_id: actionInvocationId });
    return { ...line, isAboutFlow: line.flow_id === signin.id };
  };
  const known = await lineOf(person.emailAddress);
  expect(known).toMatchObject({ result: "ok", user_id: person.userId, isAboutFlow: true });
  const unknown = await lineOf(world.freshAddress());
  expect(unknown).toMatchObject({ result: "ok", isAboutFlow: true });
  expect(unknown).not.toHaveProperty("user_id");
});
