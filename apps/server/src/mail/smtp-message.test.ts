import { expect, it } from "vitest";
import { mails, mailTo } from "../../testing/mails.ts";
import { rejection } from "../../testing/rejection.ts";
import { senderFor } from "../../testing/smtp-sender.ts";
import { EmailError } from "./email-error.ts";
import { createRendering } from "./rendering.ts";

const mail = mails.password_reset;
const code = mail.code;

it.each(Object.values(mails))("delivers a mail of type $type", async (mail) => {
  const { email, mails: caught } = await senderFor();
  await email.send(mail);
  expect(caught).toHaveLength(1);
  expect(caught[0]).toMatchObject({ from: "auth@mail.example.com", to: ["ada@example.com"], isEncrypted: true });
  expect(caught[0]?.headers.get("from")).toBe("Tiauth <auth@mail.example.com>");
  expect(caught[0]?.partTypes).toEqual(["multipart/alternative", "text/plain", "text/html"]);
  if ("code" in mail) expect(caught[0]?.text).toMatch(new RegExp(`^Your .* is ${mail.code}\\.$`, "m"));
  if ("at" in mail) expect(caught[0]?.text).toContain("January 2, 2006 15:04:05 (UTC)");
});

it("mentions lifetimes that it was told", async () => {
  const { email, mails: caught } = await senderFor({}, { rendering: createRendering({ codeLifetimeSeconds: 600 }) });
  await email.send(mails.signup_verification);
  expect(caught[0]?.text).toContain("It is good for 10 minutes.");
});

it("M4: writes the headers of a machine's mail, and a new Message-ID for each", async () => {
  const { email, mails: caught } = await senderFor();
  await email.send(mail);
  await email.send(mail);
  for (const { headers } of caught) {
    expect([...headers.keys()].sort()).toEqual([
      "auto-submitted",
      "content-language",
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "subject",
      "to",
    ]);
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    expect(headers.get("message-id")).toMatch(/^<[0-9a-f-]{36}@mail\.example\.com>$/);
  }
  expect(new Set(caught.map(({ headers }) => headers.get("message-id"))).size).toBe(2);
});

it("M4: no code stands in a header", async () => {
  const { email, mails: caught } = await senderFor();
  const codes = Object.values(mails).flatMap((mail) => ("code" in mail ? [mail.code] : []));
  for (const mail of Object.values(mails)) await email.send(mail);
  for (const { headers } of caught)
    for (const value of headers.values())
      for (const code of codes) {
        expect(value).not.toContain(code);
      }
});

it.each([
  "Ada\r\nBcc: eve@example.com",
  "Ada\nBcc: eve@example.com\n\nGive me your code",
  "Ada <eve@example.com>, Eve",
  '"Ada" <eve@example.com>',
  'Ada" <eve@example.com>, "Eve',
  "Ada, eve@example.com",
  "Friends: eve@example.com;",
  "=?utf-8?Q?Ada=0D=0ABcc=3A_eve=40example.com?=",
  "Ada\\",
  "Ada\u2028Bcc: eve@example.com",
])("M4: the display name %j adds neither header nor recipient", async (displayName) => {
  const { email, mails: caught } = await senderFor();
  await email.send(mailTo({ displayName }));
  expect(caught).toHaveLength(1);
  const [{ to, headers } = { to: [], headers: new Map() }] = caught;
  expect(to).toEqual(["ada@example.com"]);
  expect(headers.size).toBe(9);
  expect(headers.get("to")).toMatch(/<ada@example\.com>$/);
  // What is left of the name is one quoted or encoded word: nothing in it is syntax.
  expect(headers.get("to")).toMatch(/^("([^"\\]|\\.)*"|(=\?UTF-8\?[QB]\?[^?\s]+\?= ?)+|[\w ]+) <[^<>]+>$/i);
});

it.each([
  "ada@example.com\r\nRCPT TO:<eve@example.com>",
  "ada@example.com, eve@example.com",
  "ada@example.com> SIZE=1 <eve@example.com",
  "Ada <ada@example.com>",
  "ada@example.com\r\nBcc: eve@example.com",
])("M4: nothing is sent to %j", async (emailAddress) => {
  const { email, mails: caught, sessions } = await senderFor();
  const error = await rejection(email.send(mailTo({ emailAddress })));
  expect(error).toBeInstanceOf(EmailError);
  expect(error.message).not.toContain("eve");
  expect(caught).toEqual([]);
  expect(sessions).toEqual([]);
});

it("M4: the recipient's name is cleaned in the header too", async () => {
  const { email, mails: caught } = await senderFor();
  await email.send(mailTo({ displayName: `\u202eAda\u200b\t${"x".repeat(100)}` }));
  expect(caught[0]?.headers.get("to")).toBe(`Ada ${"x".repeat(60)} <ada@example.com>`);
});

it("writes names in any script, and the code still in one piece", async () => {
  const { email, mails: caught } = await senderFor();
  await email.send(mailTo({ displayName: "李 Ångström 🦊" }));
  expect(caught[0]?.text).toContain("Hello 李 Ångström 🦊,\n");
  expect(caught[0]?.raw).toContain(`\r\nYour password reset temporary password is ${code}.\r\n`);
  expect(caught[0]?.headers.get("to")).toMatch(/^=\?UTF-8\?.* <ada@example\.com>$/);
});

it("gives an address that is not proved yet no name that somebody else chose", async () => {
  const { email, mails: caught } = await senderFor();
  await email.send({
    ...mails.email_update_verification,
    to: { emailAddress: "a@b.c", displayName: "Win at x.example" },
  });
  expect(caught[0]?.raw).not.toContain("x.example");
});
