import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";
import { type BreachedPasswords, sha1, startBreachedPasswords } from "./breached-passwords.ts";

const breached = "nobody would guess this";
let world: World;
let list: BreachedPasswords;
const start = async (mode: "prefer" | "require" | "off") => {
  const env = { TIAUTH_PWNED_PASSWORDS: mode, TIAUTH_PWNED_PASSWORDS_URL: list.url, TIAUTH_SERVICE_NAME: "Horsebook" };
  world = await startWorld({ env });
};
beforeEach(async () => {
  list = await startBreachedPasswords([breached]);
});
afterEach(async () => {
  await world.close();
  await list.close();
});

/** Tries a new password for somebody at `marmalade@example.com`. */
async function outcomeOf(password: string): Promise<string> {
  const signup = await readySignup();
  const result = await world.client.setSignupPassword({ signupToken: signup, password });
  return result.ok ? "ok" : result.errorCode;
}
let ready: { readonly in: World; readonly signupToken: string } | undefined;
/** One signup serves until it has its password. */
async function readySignup(): Promise<string> {
  const { client, smtp } = world;
  const isReady =
    ready?.in === world && !(await succeeded(client.getSignup({ signupToken: ready.signupToken }))).signup.passwordSet;
  if (ready && isReady) return ready.signupToken;
  const emailAddress = "marmalade@example.com";
  const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
  const emailAddressVerificationCode = await smtp.nextCode(emailAddress);
  await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
  ready = { in: world, signupToken };
  return signupToken;
}

/** The two other actions that take a new password, of somebody who got that far. */
async function otherSetters() {
  const { client } = world;
  const { sessionToken, password, emailAddress } = await world.signUp();
  const update = { sessionToken, ...(await succeeded(client.createUserPasswordUpdate({ sessionToken }))) };
  await succeeded(client.verifyUserPasswordUpdateUserPassword({ ...update, password }));
  const reset = await succeeded(client.createUserPasswordReset({ userEmailAddress: emailAddress }));
  const temporaryPassword = await world.smtp.nextCode(emailAddress, { subject: "Password reset temporary password" });
  await succeeded(client.verifyUserPasswordResetTemporaryPassword({ ...reset, temporaryPassword }));
  return [
    (newPassword: string) => client.setUserPasswordUpdateNewPassword({ ...update, password: newPassword }),
    (newPassword: string) => client.setUserPasswordResetNewPassword({ ...reset, password: newPassword }),
  ];
}

describe("S6: a weak password", () => {
  it("is refused without asking anybody, if it is common or made of what everybody knows", async () => {
    await start("off");
    const weak = ["1234567890", "Password123", "qwertyuiop", "marmalade1", "MARMALADE@example.com", "horsebook2024"];
    for (const password of weak) expect([password, await outcomeOf(password)]).toEqual([password, "weak_password"]);
    expect(await outcomeOf(breached)).toBe("ok");
    expect(list.requests).toEqual([]);
  });

  it("is refused if the list knows it, which learns five digits of a hash; it passes while that is down", async () => {
    await start("prefer");
    expect(await outcomeOf(breached)).toBe("weak_password");
    expect(list.requests.map(({ path }) => path)).toEqual([`/range/${sha1(breached).slice(0, 5)}`]);
    expect(list.requests[0]?.headers).toMatchObject({ "add-padding": "true" });
    const { cookie, authorization, referer } = list.requests[0]?.headers ?? {};
    expect([cookie, authorization, referer]).toEqual([undefined, undefined, undefined]);
    expect(await outcomeOf("somebody might guess that")).toBe("ok");
    expect(list.requests).toHaveLength(2);
    for (const set of await otherSetters()) expect(await set(breached)).toMatchObject({ errorCode: "weak_password" });

    list.behave("hang up");
    const [set] = await otherSetters();
    expect(await set?.(breached)).toMatchObject({ ok: true });
    const { level } = await world.tiauth.log({ msg: "the list of breached passwords could not be asked" });
    expect(level).toBe("warn");
  });

  it("is neither taken nor refused while the list is down, if it is required", async () => {
    await start("require");
    list.behave("answer 500");
    expect(await outcomeOf(breached)).toBe("internal_error");
    expect(await outcomeOf("somebody might guess that")).toBe("internal_error");
    list.behave("answer");
    expect(await outcomeOf(breached)).toBe("weak_password");
    expect(await outcomeOf("somebody might guess that")).toBe("ok");
    expect(world.tiauth.logs.filter(({ level }) => level === "error")).toHaveLength(2);
  });
});
