import { TransportError } from "@tiauth/client";
import { expect, test } from "vitest";
import { refuse } from "./outcome.ts";
import { problemOf, refusalOf } from "./problem.ts";
import { refusals } from "./refusals.ts";

const failing = (options?: ConstructorParameters<typeof TransportError>[1]) =>
  problemOf(() => Promise.reject(new TransportError("unimportant", options)));

test("what went well is no problem, nor what a flow has dealt with", async () => {
  expect(await problemOf(async () => ({ ok: true }))).toBeUndefined();
  expect(await problemOf(async () => undefined)).toBeUndefined();
});

test("a refusal has a sentence and says what it is about", async () => {
  expect(await problemOf(async () => refuse("password_missing"))).toEqual({
    about: "password",
    text: "Please enter your password.",
  });
});

test("a code that only a newer server knows is told as a problem of the server", () => {
  expect(refusalOf("moon_not_full")).toBe(refusals.internal_error);
  expect(refusalOf("toString")).toBe(refusals.internal_error);
});

test("a server that asks to be left alone says how long", async () => {
  expect(await failing({ status: 429, retryAfterSeconds: 7 })).toMatchObject({ about: "server", retryAfterSeconds: 7 });
  expect(await failing({ status: 503, retryAfterSeconds: 2 })).toMatchObject({ about: "server", retryAfterSeconds: 2 });
});

test("each way to have no answer has a sentence of its own", async () => {
  const ways = [
    { status: 429 },
    { status: 503 },
    { status: 400 },
    { status: 500 },
    {},
    { cause: new Error("offline") },
  ];
  const problems = await Promise.all(ways.map(failing));
  expect(new Set(problems.map((problem) => problem?.text)).size).toBe(ways.length);
  for (const problem of problems) expect(problem?.text.length).toBeLessThanOrEqual(66);
});

test("a bug is not a problem for the user to solve: it is thrown on", async () => {
  const bug = new TypeError("undefined is not a function");
  await expect(problemOf(() => Promise.reject(bug))).rejects.toBe(bug);
});
