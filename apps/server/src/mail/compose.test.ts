import { expect, it } from "vitest";
import { mails, mailTo } from "../../testing/mails.ts";
import { compose } from "./compose.ts";
import type { Message } from "./messages.ts";
import { createRendering } from "./rendering.ts";
import { shippedTemplates } from "./templates.ts";

const plain = createRendering();
const withLifetimes = createRendering({
  codeLifetimeSeconds: 600,
  temporaryPasswordLifetimeSeconds: 1200,
  approvalLifetimeSeconds: 900,
});

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
  account_exists: `Somebody tried to sign up with this email address. There is an account with it already, so no new one was made.

If it was you, sign in instead. If you do not know your password any more, reset it.

If it was not you, ignore this mail: your account stays as it is.
`,
  no_account: `Somebody asked to reset the password of an account with this email address. There is no account that this could be done for.

If it was you, you may have signed up with another address, or typed this one another way then.

If it was not you, ignore this mail: nothing has happened.
`,
  cli_signin_approval: `Hello Ada,

acme deploy 2.1 asks to be signed in as you.

It runs on: Node.js on Linux.

It asks from: 192.0.2.0/24.

To approve or deny it, open this link:
${mails.cli_signin_approval.link}

If the page asks for a token, paste this one:
abcdefghijkmnpqrstuvwxyz.23456789abcdefghijkmnpqr

Both are good for 15 minutes.

If it was not you, do nothing: without your approval nobody is signed in.
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
  expect(compose(mail, withLifetimes).text).toBe(texts[mail.type]);
});

it("has the subjects that test suites read", () => {
  expect(Object.values(mails).map((mail) => [mail.type, compose(mail, plain).subject])).toEqual([
    ["signup_verification", "Signup verification code"],
    ["email_update_verification", "Email update verification code"],
    ["password_reset", "Password reset temporary password"],
    ["account_exists", "You already have an account"],
    ["no_account", "No account to reset a password for"],
    ["cli_signin_approval", "Sign in to acme deploy 2.1"],
    ["signin_notification", "Sign-in detected"],
    ["password_updated", "Password updated"],
    ["email_updated", "Email updated"],
  ]);
});

it("says nothing of where a request comes from that is not known", () => {
  const { text } = compose({ ...mails.cli_signin_approval, clientLabel: "", clientAddress: "" }, plain);
  expect(text).toMatch(/be signed in as you\.\n\nTo approve/);
});

it("says nothing of a lifetime it was not told", () => {
  for (const mail of Object.values(mails)) expect(compose(mail, plain).text).not.toContain("good for");
});

it.each([
  [59.5, "59 seconds"],
  [60, "1 minute"],
  [119, "1 minute"],
  [600, "10 minutes"],
])("says that a code of %d s is good for %s", (codeLifetimeSeconds, words) => {
  expect(compose(mails.signup_verification, createRendering({ codeLifetimeSeconds })).text).toContain(
    `It is good for ${words}.`,
  );
});

it("greets nobody by a name that has nothing to read in it", () => {
  expect(compose(mailTo({ displayName: "\u200b\n" }), plain).text).toMatch(/^Your password reset/);
});

it("M4: keeps a name on the line of the greeting", () => {
  expect(compose(mailTo({ displayName: "Ada,\n\nYour code is 1" }), plain).text).toMatch(
    /^Hello Ada, Your code is 1,\n\n/,
  );
});

it("does not fill in facts that a user wrote in braces or with dollar signs", () => {
  expect(compose(mailTo({ displayName: "{code} $& $1" }), plain).text).toMatch(/^Hello \{code\} \$& \$1,\n/);
});

it.each(shippedTemplates().languages)("puts every code in $language on a line that no mail encoding breaks", (one) => {
  const { signup_verification, email_update_verification, password_reset } = one.messages;
  const lines = ({ paragraphs }: Message) => paragraphs.flatMap((text) => text.split("\n"));
  const withCode = [
    ...[signup_verification, email_update_verification]
      .flatMap(lines)
      .map((line) => line.replace("{code}", "ABCDEFGH")),
    ...lines(password_reset).map((line) => line.replace("{code}", "STUVWXYZ2345")),
  ].filter((line) => /ABCDEFGH|STUVWXYZ/.test(line));
  expect(withCode).toHaveLength(3);
  // Quoted-printable has at most 76 characters a line (RFC 2045 §6.7), three for each byte that is not ASCII.
  for (const line of withCode) expect(encodeURI(line).replaceAll("%20", " ").length, line).toBeLessThan(76);
});

it("leaves a paragraph out whose fact is not known, and never the code", () => {
  const { layout, languages } = shippedTemplates();
  const [english, ...others] = languages.filter(({ language }) => language === "en");
  const messages = english?.messages ?? expect.fail("there is no English");
  const paragraphs = ["Welcome to {serviceName}.", "{code}", "{lifetime}"];
  const welcoming = { ...messages, signup_verification: { ...messages.signup_verification, paragraphs } };
  const templates = { layout, languages: [{ language: "en", messages: welcoming }, ...others] };
  const text = (serviceName: string) =>
    compose(mails.signup_verification, createRendering({ templates, serviceName })).text;
  expect(text("Acme")).toBe("Welcome to Acme.\n\nABCDEFGH\n");
  expect(text(" \u202e")).toBe("ABCDEFGH\n");
});
