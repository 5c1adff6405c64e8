import { expect, it } from "vitest";
import { isMailable, parseMailbox } from "./mailbox.ts";

it.each([
  ["Tiauth <auth@example.com>", { name: "Tiauth", address: "auth@example.com" }],
  ['"Acme, Inc." <auth@example.com>', { name: "Acme, Inc.", address: "auth@example.com" }],
  ["Acme, Inc. <auth@example.com>", { name: "Acme, Inc.", address: "auth@example.com" }],
  ["  Zoë   <auth@example.com> ", { name: "Zoë", address: "auth@example.com" }],
  ["<auth@example.com>", { name: "", address: "auth@example.com" }],
  ["auth@localhost", { name: "", address: "auth@localhost" }],
])("reads %j", (text, mailbox) => {
  expect(parseMailbox(text)).toEqual(mailbox);
});

it.each([
  "",
  "Tiauth",
  "Tiauth <>",
  "Tiauth <auth>",
  "Tiauth auth@example.com",
  "Tiauth <auth@example.com",
  "Tiauth <auth@example.com> <eve@example.com>",
  "auth@example.com, eve@example.com",
  "Tiauth\r\nBcc: eve@example.com <auth@example.com>",
  'Ti"auth <auth@example.com>',
])("does not take %j for a mailbox", (text) => {
  expect(parseMailbox(text)).toBeUndefined();
});

it("takes the characters that the protocol allows in addresses", () => {
  expect(isMailable("Az09!#%&'*+-/=?^_{|}~.@Example-1.com")).toBe(true);
});

it.each([
  "a",
  "a@",
  "@b",
  "a@b@c",
  "a b@c",
  "a@b,c@d",
  "a@b;c@d",
  "a@b\r\nRCPT TO:<c@d>",
  "a@b>",
  "<a@b",
  '"a"@b',
  "a@[127.0.0.1]",
  "a\0@b",
  "a\u202e@b",
  `${"a".repeat(65)}@b`,
])("M4: %j is not put into a mail", (address) => {
  expect(isMailable(address)).toBe(false);
});
