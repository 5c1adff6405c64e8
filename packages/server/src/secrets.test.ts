import { inspect } from "node:util";
import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { lostAnswer, lostRequest, when } from "../testing/faults.ts";
import { findings } from "../testing/findings.ts";
import { newPassword, type Person, password, person, type Step } from "../testing/person.ts";
import {
  deleted,
  emailAddressUpdated,
  passwordReset,
  passwordUpdated,
  signedIn,
  signedUp,
  wrongPassword,
} from "../testing/steps.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

/** What the person holds that nobody else may see. */
const secretsOf = ({ args }: Person): readonly string[] =>
  Object.entries(args).flatMap(([name, value]) => {
    if (name.endsWith("Token")) return value.split(".").slice(1);
    return /^(emailAddressVerificationCode|temporaryPassword|password)$/.test(name) ? [value] : [];
  });

/** All that was ever written to the storage, and all that was told. */
function traces({ storage, audits, accidents }: TestServer): Uint8Array {
  const written = storage.calls
    .flatMap(({ args }) => args)
    .map((arg) => (typeof arg === "string" ? arg : (Object(arg).value ?? "")));
  const told = inspect([audits, accidents], { depth: Infinity, showHidden: true });
  return Buffer.concat([...written, told].map((part) => Buffer.from(part)));
}

const everything: readonly Step[] = [
  ...signedUp,
  ["create_signin", {}],
  (alice) => alice.tries("verify_signin_user_password", wrongPassword),
  ...signedIn,
  "get_session",
  ...emailAddressUpdated,
  ({ args }) => Object.assign(args, { userEmailAddress: args.newEmailAddress }),
  ...passwordUpdated,
  ...passwordReset,
  ({ args }) => Object.assign(args, { password: newPassword }),
  ...deleted,
];

describe("S1: no token secret, code, temporary password or password can be found", () => {
  it("in the storage or in an audit event, after all flows", async () => {
    const alice = person(testServer());
    const held = new Set<string>([wrongPassword.password]);
    for (const step of everything) {
      await alice.does(step);
      for (const secret of secretsOf(alice)) held.add(secret);
    }
    await alice.server.idle();
    expect(held.size).toBe(10 + 2 + 1 + 3); // tokens, codes, temporary passwords, passwords
    expect(findings(traces(alice.server), [...held])).toEqual([]);
  });

  const risky: readonly ActionName[] = [
    "create_signup",
    "verify_signup_email_address_verification_code",
    "create_signin",
    "verify_signin_user_password",
    "create_user_password_reset",
    "verify_user_password_reset_temporary_password",
    "verify_user_deletion_user_password",
    "complete_user_deletion",
  ];
  const flows: readonly ActionName[] = ["create_signin", "create_user_password_reset", "create_user_deletion"];

  it.each([
    ["nothing is stored", "storage"],
    ["the user server does not answer", "userStore"],
    ["no mail is sent", "email"],
    ["nothing is hashed", "hasher"],
  ] as const)("in an accident, when %s", async (_, broken) => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...flows, ["create_signup", { emailAddress: "bob@example.com" }]);
    for (const fault of [lostRequest, lostAnswer]) {
      alice.server[broken].through(when(({ method }) => method !== "get", fault));
      for (const action of risky) await alice.tries(action, { emailAddress: "carol@example.com" });
    }
    const found = findings(traces(alice.server), secretsOf(alice));
    expect(alice.server.accidents.splice(0).length).toBeGreaterThan(0);
    expect(secretsOf(alice).length).toBe(5 + 1 + 1 + 1); // tokens, a code, a temporary password, the password
    expect(found).toEqual([]);
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
