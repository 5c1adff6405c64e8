import { expect, test } from "vitest";
import { lengthOf, passwordRules } from "./password-rules.ts";

const address = "alice.smith@example.com";
const isMet = (password: string, emailAddress = address) =>
  Object.fromEntries(passwordRules(password, emailAddress).map((rule) => [rule.name, rule.isMet]));

test("10 to 100 characters keep the rule about the length", () => {
  expect(isMet("x".repeat(9)).length).toBe(false);
  expect(isMet("x".repeat(10)).length).toBe(true);
  expect(isMet("x".repeat(100)).length).toBe(true);
  expect(isMet("x".repeat(101)).length).toBe(false);
});

test("what people see as one character is one, although UTF-16 counts two", () => {
  expect(lengthOf("😀".repeat(10))).toBe(10);
  expect(isMet("😀".repeat(5)).length).toBe(false);
});

test("an address with next to nothing around it is not a password", () => {
  expect(isMet("Alice.Smith@example.com!").address).toBe(false);
  expect(isMet("alice.smith1").address).toBe(false);
  expect(isMet("alice.smith and friends").address).toBe(true);
});

test("a local part of three letters may stand anywhere", () => {
  expect(isMet("bob12345", "bob@example.com").address).toBe(true);
});

test("nothing is met before anything is typed", () => {
  expect(isMet("")).toEqual({ length: false, address: false });
  expect(isMet("", "")).toEqual({ length: false, address: false });
});
