import { type Client, createClient } from "@tiauth/client";
import { type ClientContext, clientContextHeader, signClientContext } from "@tiauth/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";
import { signIn as signInWith } from "../harness/person.ts";
import { ask, bodyOf, send } from "../wire/request.ts";

const secret = "only this backend and Tiauth know it";
const nobody = { user_email_address: "nobody@example.com" };
const body = bodyOf("create_signin", nobody);

let world: World;
beforeAll(async () => {
  world = await startWorld({
    secret,
    env: { TIAUTH_LIMIT_ADDRESS_SIGNIN: "2/1h", TIAUTH_LIMIT_ADDRESS_MAIL: "2/1h" },
  });
  return () => world.close();
});

const signedFor = async (clientAddress: string, now?: Date) => ({
  [clientContextHeader]: await signClientContext({ clientAddress }, { body, secret, now }),
});
const signIn = async (headers: Record<string, string>) =>
  (await ask(world.tiauth.port, "create_signin", nobody, headers)).outcome;

describe("L4: what a backend signs about who sent a request", () => {
  it("is whom limits and the log see: each person behind it has their own, and it has its own too", async () => {
    const sources = ["192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"];
    const outcomes: string[] = [];
    for (const source of sources) outcomes.push(await signIn(await signedFor(source)));
    outcomes.push(await signIn({}));
    expect(outcomes).toEqual(["user_not_found", "user_not_found", "HTTP 429", "user_not_found", "user_not_found"]);
    await world.tiauth.log({ msg: "audit", result: "too_many_requests", client_address: "192.0.2.1" });
  });

  it("does nothing if it is forged, late, or about another body: no limit, no mail, no question to the user server", async () => {
    const taken = await signedFor("192.0.2.3");
    const header = taken[clientContextHeader] ?? "";
    const moved = `c=${Buffer.from('{"client_address":"192.0.2.4"}').toString("base64url")}`;
    const headers: Record<string, string>[] = [
      { [clientContextHeader]: header.replace(/c=.*/, moved) },
      { [clientContextHeader]: '{"client_address":"192.0.2.3"}' },
      await signedFor("192.0.2.3", new Date(Date.now() - 301_000)),
    ];
    const mails = world.smtp.mails.length;
    const requests = await world.userServer.requestsDuring(async () => {
      for (const each of headers) expect(await signIn(each)).toBe("HTTP 400");
      const replayed = { email_address: world.freshAddress() };
      expect((await ask(world.tiauth.port, "create_signup", replayed, taken)).outcome).toBe("HTTP 400");
    });
    expect([requests, world.smtp.mails.length]).toEqual([[], mails]);
    for (let i = 0; i < 2; i++) expect(await signIn(taken)).toBe("user_not_found"); // all tokens are still there
  });

  it("has to be signed where a secret is shared; the answer says how", async () => {
    const answer = await send(world.tiauth.port, { body, headers: { [clientContextHeader]: "x" } });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      error: { code: "invalid_client_context", message: expect.stringContaining("TIAUTH_USER_SERVER_SECRET") },
    });
  });
});

it("mails are in the language of the person whom a backend signs for, not in the backend's", async () => {
  const emailAddress = world.freshAddress();
  const body = bodyOf("create_signup", { email_address: emailAddress });
  const context = { clientAddress: "192.0.2.9", acceptLanguage: "nl-BE, en;q=0.5" };
  const header = await signClientContext(context, { body, secret });
  const headers = { [clientContextHeader]: header, "Accept-Language": "fr" };
  expect((await send(world.tiauth.port, { body, headers })).status).toBe(200);
  expect(await world.smtp.nextMail(emailAddress)).toMatchObject({ subject: "Bevestigingscode voor uw registratie" });
});

describe("in the list of somebody's sessions, each has the browser, system and network of where it was begun", () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";

  /** What a backend would send for somebody whom it describes so. */
  const clientFor = (context: ClientContext): Client =>
    createClient(async (body) => {
      const headers = {
        [clientContextHeader]: await signClientContext(context, { body, secret }),
        "User-Agent": "node",
      };
      return (await send(world.tiauth.port, { body, headers })).text;
    });

  it("as they asked by themselves, or as a backend signs it", async () => {
    const person = await world.signUp();
    await signInWith({ client: clientFor({ clientAddress: "192.0.2.200", userAgent: firefox }) }, person);
    await signInWith(
      { client: clientFor({ clientAddress: "2001:db8:1:2::3", userAgent: "<b>Me</b>/1.0 (Windows NT)" }) },
      person,
    );
    const { sessionToken } = person;
    const { sessions } = await succeeded(world.client.listSessions({ sessionToken }));
    const places = sessions.map(({ label, clientAddress, current }) => ({ label, clientAddress, current }));
    expect(places).toHaveLength(3);
    expect(places).toContainEqual({ label: "Firefox on Linux", clientAddress: "192.0.2.0/24", current: false });
    expect(places).toContainEqual({ label: "Windows", clientAddress: "2001:db8:1::/48", current: false });
    expect(places).toContainEqual({ label: "", clientAddress: "127.0.0.0/24", current: true });
  });
});
