import { describe, expect, it } from "vitest";
import { type Person, person } from "../testing/person.ts";
import { codeVerified, passwordUpdateVerified, resetVerified, signedIn, signedUp } from "../testing/steps.ts";
import { type TestServerOptions, testServer } from "../testing/test-server.ts";

async function choosing(options: TestServerOptions = {}, emailAddress = "alice.smith@example.com"): Promise<Person> {
  const alice = person(testServer(options), emailAddress);
  await alice.does(...codeVerified);
  return alice;
}

describe("the length of a password", () => {
  it.each([
    ["9 letters", "kqzvxwpjy", "invalid_password_length"],
    ["10 letters", "kqzvxwpjym", "ok"],
    ["9 emoji", "🦊".repeat(9), "invalid_password_length"],
    ["10 emoji", "🦊".repeat(10), "ok"],
    ["100 emoji", "🦊".repeat(100), "ok"],
    ["101 emoji", "🦊".repeat(101), "invalid_password_length"],
    ["100 letters", "kqzvxwpjym".repeat(10), "ok"],
    ["101 letters", `${"kqzvxwpjym".repeat(10)}k`, "invalid_password_length"],
    ["10 letters of two code points each, as 20", "e\u0301".repeat(5), "ok"],
    ["9 letters and a blank", "kqzvxwpjy ", "ok"],
    ["nothing", "", "invalid_password_length"],
  ])("is counted in code points: %s", async (_, password, answer) => {
    expect(await (await choosing()).tries("set_signup_password", { password })).toBe(answer);
  });

  it.each([
    [16, "kqzvxwpjymkqzvx", "invalid_password_length"],
    [16, "kqzvxwpjymkqzvxw", "ok"],
    [4, "kqzvxwpjy", "invalid_password_length"],
  ])("can be raised by a setting, but not lowered: %i", async (passwordMinLength, password, answer) => {
    const alice = await choosing({ settings: { passwordMinLength } });
    expect(await alice.tries("set_signup_password", { password })).toBe(answer);
  });
});

describe("S6: a weak password is refused", () => {
  it.each([
    ["a common one", "password123"],
    ["a common one in other letters", "PassWord123"],
    ["the local part", "alice.smith"],
    ["the local part and a little", "1Alice.Smith!"],
    ["the local part and 5 letters more", "alice.smithkqzvx"],
    ["the whole address", "alice.smith@example.com"],
    ["the service's name", "Tiauth Bank"],
    ["the service's name and a little", "tiauth bank2030"],
    ["the service's name twice", "tiauth bankTIAUTH BANK"],
  ])("%s", async (_, password) => {
    const alice = await choosing({ settings: { serviceName: "Tiauth Bank" } });
    expect(await alice.tries("set_signup_password", { password })).toBe("weak_password");
    expect(await alice.asks("get_signup")).toMatchObject({ signup: { passwordSet: false } });
    expect(alice.server.hasher.count("hash")).toBe(0);
  });

  it.each([
    ["one that only contains the local part", "alice.smith and her horse", "alice.smith@example.com"],
    ["the local part and 6 letters more", "alice.smithkqzvxw", "alice.smith@example.com"],
    ["a local part of 3 letters, again and again", "kqzkqzkqzkqz", "kqz@example.com"],
    ["anything where the service has no name", "kqzvxwpjym", "alice@example.com"],
  ])("but not %s", async (_, password, emailAddress) => {
    const alice = await choosing({}, emailAddress);
    expect(await alice.tries("set_signup_password", { password })).toBe("ok");
  });

  it("a local part of 4 letters, again and again", async () => {
    const alice = await choosing({}, "kqzv@example.com");
    expect(await alice.tries("set_signup_password", { password: "kqzvkqzvkqzv" })).toBe("weak_password");
  });

  it("by what the breached-password check says, which is asked last and gets the password as typed", async () => {
    const asked: string[] = [];
    const alice = await choosing({ isBreachedPassword: async (password) => asked.push(password) === 1 });
    for (const password of ["too short", "password123", "alice.smith"])
      expect(await alice.tries("set_signup_password", { password })).not.toBe("ok");
    expect(asked).toEqual([]);
    expect(await alice.tries("set_signup_password", { password: " Known From a Breach " })).toBe("weak_password");
    expect(await alice.tries("set_signup_password", { password: "not known from one" })).toBe("ok");
    expect(asked).toEqual([" Known From a Breach ", "not known from one"]);
  });

  it("and if that check fails, nothing is set", async () => {
    const alice = await choosing({ isBreachedPassword: () => Promise.reject(new Error("fault: no network")) });
    expect(await alice.tries("set_signup_password")).toBe("internal_error");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "set_signup_password" }]);
    expect(await alice.asks("get_signup")).toMatchObject({ signup: { passwordSet: false } });
  });

  it("in password update and reset as well, by the user's own address", async () => {
    const alice = person(testServer(), "alice.smith@example.com");
    await alice.does(...signedUp, ...passwordUpdateVerified, ...resetVerified);
    const password = "alice.smith1";
    expect(await alice.tries("set_user_password_update_new_password", { password })).toBe("weak_password");
    expect(await alice.tries("set_user_password_reset_new_password", { password })).toBe("weak_password");
  });
});

describe("a password is taken exactly as it is typed", () => {
  it.each([
    ["blanks around it", "  correct horse  ", "correct horse"],
    ["its hundredth letter", "kqzvxwpjym".repeat(10), `${"kqzvxwpjym".repeat(10).slice(0, -1)}a`],
    ["a letter that could be written otherwise", "caf\u00e9 au lait", "cafe\u0301 au lait"],
    ["a letter of another width", "ｆull width letters", "full width letters"],
    ["capitals", "Correct Horse Battery", "correct horse battery"],
    ["a zero byte", "correct\u0000horse", "correct"],
  ])("with %s", async (_, password, other) => {
    const alice = await choosing();
    await alice.does(["set_signup_password", { password }], "complete_signup", "create_signin");
    expect(await alice.tries("verify_signin_user_password", { password: other })).toBe("incorrect_password");
    alice.args.password = password;
    await alice.does(...signedIn);
  });
});
