import { expect, test } from "vitest";
import { allowEmailDomains } from "./allowed-email-domains.ts";

test("without a list every address is allowed", () => {
  expect(allowEmailDomains(undefined)("a@anything.example")).toBe(true);
});

test.each([
  ["a@example.com", true],
  ["a@EXAMPLE.com", true],
  ["a@mail.example.com", false],
  ["a@badexample.com", false],
  ["a@example.com.evil.example", false],
  ["a@eu.example.org", true],
  ["a@a.b.Example.org", true],
  ["a@example.org", false],
  ["a@badexample.org", false],
  ["example.com@evil.example", false],
])("example.com is itself, *.example.org its subdomains: %s is %s", (address, isAllowed) => {
  expect(allowEmailDomains(["example.com", "*.example.org"])(address)).toBe(isAllowed);
});
