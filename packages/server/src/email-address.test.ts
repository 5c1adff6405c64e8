import { describe, expect, it } from "vitest";
import { isEmailAddress, limitKey } from "./email-address.ts";

const at = (length: number) => `${"a".repeat(length - "@example.com".length)}@example.com`;

describe("an e-mail address", () => {
  it.each([
    "a@b",
    "alice@example.com",
    "Alice.Smith+tag@sub.example.co.uk",
    "!#%&'*+-/=?^_{|}~.@example.com",
    "0@0.0",
    at(100),
  ])("may be %s", (address) => expect(isEmailAddress(address)).toBe(true));

  it.each([
    "",
    "alice",
    "@example.com",
    "alice@",
    "alice@@example.com",
    "alice@bob@example.com",
    " alice@example.com",
    "alice@example.com\n",
    "alice\r\nBcc: bob@example.com",
    "alice smith@example.com",
    '"alice"@example.com',
    "alice(comment)@example.com",
    "alice,bob@example.com",
    "alice;bob@example.com",
    "<alice@example.com>",
    "alice@example.com>",
    "al\u0000ice@example.com",
    "älice@example.com",
    "alice@exämple.com",
    "alice@[127.0.0.1]",
    "alice@exam_ple.com",
    "$alice@example.com",
    "`alice`@example.com",
    "al\\ice@example.com",
    at(101),
  ])("may not be %j", (address) => expect(isEmailAddress(address)).toBe(false));

  it("shares its limits with all its spellings", () => {
    expect(limitKey("Alice@EXAMPLE.com")).toBe(limitKey("alice@example.com"));
  });
});
