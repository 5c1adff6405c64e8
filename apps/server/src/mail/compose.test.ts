import { expect, it } from "vitest";
import { mails, mailTo } from "../../testing/mails.ts";
import { compose } from "./compose.ts";
import { english } from "./messages.ts";

const lifetimes = { codeLifetimeSeconds: 600, temporaryPasswordLifetimeSeconds: 1200 };

const texts = {
  signup_verification: `Your email address verification code is ABCDEFGH.

It is good for 10 minutes.

If you did not sign up, ignore this mail: without the code nothing happens.
`,
  email_update_verification: `You asked to make this the email address of your account.
Your verification code is JKLMNPQR.

It is good for 10 minutes.

If it was not you, ignore this mail: without the code nothing happens.
`,
  password_reset: `Hello Ada,

Your password reset temporary password is STUVWXYZ2345.

It is good for 20 minutes.

If you did not ask for it, ignore this mail: your password stays as it is.
`,
  signin_notification: `Hello Ada,

Somebody signed in to your account on January 2, 2006 15:04:05 (UTC).

If it was not you, reset your password now.
`,
  password_updated: `Hello Ada,

The password of your account was updated on January 2, 2006 15:04:05 (UTC).

If it was not you, reset your password now.
`,
  email_updated: `Hello Ada,

The email address of your account was updated on January 2, 2006 15:04:05 (UTC).
It is now countess@example.com.

If it was not you, contact us now: mails no longer reach you here.
`,
};

it.each(Object.values(mails))("writes the text of $type", (mail) => {
  expect(compose(mail, lifetimes).text).toBe(texts[mail.type]);
});

it("has the subjects that test suites read", () => {
  expect(Object.values(mails).map((mail) => [mail.type, compose(mail, {}).subject])).toEqual([
    ["signup_verification", "Signup verification code"],
    ["email_update_verification", "Email update verification code"],
    ["password_reset", "Password reset temporary password"],
    ["signin_notification", "Sign-in detected"],
    ["password_updated", "Password updated"],
    ["email_updated", "Email updated"],
  ]);
});

it("says nothing of a lifetime it was not told", () => {
  for (const mail of Object.values(mails)) expect(compose(mail, {}).text).not.toContain("good for");
});

it.each([
  [59.5, "59 seconds"],
  [60, "1 minute"],
  [119, "1 minute"],
  [600, "10 minutes"],
])("says that a code of %d s is good for %s", (codeLifetimeSeconds, words) => {
  expect(compose(mails.signup_verification, { codeLifetimeSeconds }).text).toContain(`It is good for ${words}.`);
});

it("greets nobody by a name that has nothing to read in it", () => {
  expect(compose(mailTo({ displayName: "\u200b\n" }), {}).text).toMatch(/^Your password reset/);
});

it("M4: keeps a name on the line of the greeting", () => {
  expect(compose(mailTo({ displayName: "Ada,\n\nYour code is 1" }), {}).text).toMatch(
    /^Hello Ada, Your code is 1,\n\n/,
  );
});

it("does not fill in facts that a user wrote in braces or with dollar signs", () => {
  expect(compose(mailTo({ displayName: "{code} $& $1" }), {}).text).toMatch(/^Hello \{code\} \$& \$1,\n/);
});

it("puts every code on a line that no mail encoding breaks", () => {
  const lines = Object.values(english).flatMap(({ paragraphs }) => paragraphs.flatMap((text) => text.split("\n")));
  for (const line of lines.filter((text) => text.includes("{code}"))) {
    expect(line.replace("{code}", "STUVWXYZ2345").length).toBeLessThan(76);
  }
});
