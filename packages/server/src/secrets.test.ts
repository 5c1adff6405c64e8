import { inspect } from "node:util";
import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { always, lostAnswer, lostRequest, when } from "../testing/faults.ts";
import { findings } from "../testing/findings.ts";
import { newPassword, type Person, password, person, type Step } from "../testing/person.ts";
import {
  deleted,
  emailAddressUpdated,
  passwordReset,
  passwordUpdated,
  signedIn,
  signedUp,
  wrongCode,
  wrongPassword,
  wrongTemporaryPassword,
} from "../testing/steps.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const wrongly: readonly (readonly [ActionName, Readonly<Record<string, string>>])[] = [
  ["verify_signup_email_address_verification_code", wrongCode],
  ["verify_signin_user_password", wrongPassword],
  ["verify_user_password_reset_temporary_password", wrongTemporaryPassword],
];

/** Everything, with every secret that anybody held on the way. */
async function goThroughAllFlows(alice: Person): Promise<readonly string[]> {
  const held = new Set<string>([password, newPassword, wrongPassword.password]);
  const note = ({ args }: Person) => {
    for (const [name, value] of Object.entries(args)) {
      if (name.endsWith("Token")) held.add(value.split(".")[1] ?? "");
      if (/Code$|temporaryPassword/.test(name)) held.add(value);
    }
  };
  const steps: readonly Step[] = [
    ...signedUp,
    ...signedIn,
    "get_session",
    ...emailAddressUpdated,
    ({ args }) => Object.assign(args, { userEmailAddress: args.newEmailAddress }),
    ...passwordUpdated,
    ...passwordReset,
    ({ args }) => Object.assign(args, { password: newPassword }),
    ...deleted,
  ];
  for (const step of steps) {
    for (const [action, different] of wrongly) if ([step].flat()[0] === action) await alice.tries(action, different);
    await alice.does(step);
    note(alice);
  }
  await alice.server.idle();
  return [...held];
}

/** All that was ever written to the storage, and all that was told. */
function traces({ storage, audits, accidents }: TestServer): Uint8Array {
  const written = storage.calls
    .flatMap(({ args }) => args)
    .map((arg) => (typeof arg === "string" ? arg : (Object(arg).value ?? "")));
  const told = inspect([audits, accidents], { depth: Infinity, showHidden: true });
  return Buffer.concat([...written, told].map((part) => Buffer.from(part)));
}

describe("S1: no token secret, code, temporary password or password can be found", () => {
  it("in the storage or in an audit event, after all flows", async () => {
    const server = testServer();
    const secrets = await goThroughAllFlows(person(server));
    expect(secrets.length).toBe(3 + 7 + 3 + 2); // passwords, flows, the sessions after the first, mails
    expect(findings(traces(server), secrets)).toEqual([]);
  });

  it.each([
    ["nothing can be stored", "storage"],
    ["the user server answers nothing", "userStore"],
    ["no mail can be sent", "email"],
    ["nothing can be hashed", "hasher"],
  ] as const)("in an accident, when %s", async (_, broken) => {
    const server = testServer();
    const alice = person(server);
    const secrets = [password];
    await alice.does(...signedUp);
    const actions: readonly ActionName[] = ["create_signin", "create_user_password_reset", "create_user_deletion"];
    await alice.does(...actions, "create_signup", "create_user_email_address_update");
    secrets.push(...Object.values(alice.args).filter((value) => /^[A-Z2-9]{8,12}$/.test(value)));
    secrets.push(...Object.values(alice.args).flatMap((value) => value.split(/^[a-z2-9]{24}\./)[1] ?? []));

    for (const fault of [lostRequest, lostAnswer]) {
      server[broken].through(when(({ method }) => method !== "get", fault));
      for (const [action] of wrongly) await alice.tries(action);
      for (const action of actions) await alice.tries(action);
      await alice.tries("set_signup_password");
      server[broken].through(always("none", fault));
    }
    const accidents = server.accidents.length;
    expect(accidents).toBeGreaterThan(0);
    expect(findings(traces(server), secrets)).toEqual([]);
    server.accidents.length = 0;
  });

  it.each([
    ["raw", (secret: string) => secret],
    ["hex", (secret: string) => Buffer.from(secret).toString("hex")],
    ["base64", (secret: string) => Buffer.from(secret).toString("base64")],
    ["base64 amid others", (secret: string) => Buffer.from(`a${secret}bc`).toString("base64")],
    ["base64url amid others", (secret: string) => Buffer.from(`ab${secret}c`).toString("base64url")],
    ["UTF-16", (secret: string) => Buffer.from(secret, "utf16le")],
  ] as const)("and this test would find it: %s", (_, hide) => {
    expect(findings(Buffer.concat([Buffer.from("{"), Buffer.from(hide(password))]), [password])).toEqual([password]);
  });
});
