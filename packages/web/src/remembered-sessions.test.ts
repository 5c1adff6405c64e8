import type { Session } from "@tiauth/client";
import { expect, test } from "vitest";
import { rememberSessions } from "./remembered-sessions.ts";
import { testApplication } from "./testing/application.ts";
import { type Browser, openBrowser, origin } from "./testing/browser.ts";
import { signIn, signUp } from "./testing/people.ts";

/** Somebody who is signed in, twice. */
async function open(rememberSeconds: number) {
  const application = testApplication({ rememberSeconds });
  const browser = openBrowser(application.auth.handler);
  await signUp(application, browser);
  const other = openBrowser(application.auth.handler);
  await signIn(other);
  application.takeCalls();
  const look = ({ cookies }: Browser, auth = application.auth) =>
    auth.getSession(new Request(origin, { headers: { cookie: Array.from(cookies, (pair) => pair.join("=")).join() } }));
  return { application, browser, other, look };
}

test("a session is looked up once in so many seconds", async () => {
  const { application, browser, look } = await open(5);
  const session = await look(browser);
  application.wait(4);
  expect(await look(browser)).toEqual(session);
  expect(application.takeCalls()).toEqual(["get_session"]);
  application.wait(1);
  expect(await look(browser)).toEqual(session);
  expect(application.takeCalls()).toEqual(["get_session"]);
});

test("by default nothing is remembered", async () => {
  const { application, browser, look } = await open(0);
  await look(browser);
  await look(browser);
  expect(application.takeCalls()).toEqual(["get_session", "get_session"]);
});

test("who signs out in this process is signed out at once; another process hears of it when its time is over", async () => {
  const { application, browser, look } = await open(5);
  const elsewhere = application.start();
  const copy = { ...browser, cookies: new Map(browser.cookies) };
  await look(browser);
  await look(copy, elsewhere);
  await browser.client.deleteSession();
  expect(await look(copy)).toBeUndefined();
  expect(await look(copy, elsewhere)).toBeDefined();
  application.wait(5);
  expect(await look(copy, elsewhere)).toBeUndefined();
});

test.each(["deleteAllSessions", "deleteOtherSessions"] as const)("after %s nobody is remembered", async (method) => {
  const { browser, other, look } = await open(5);
  await look(other);
  await browser.client[method]();
  expect(await look(other)).toBeUndefined();
});

test("a session that is signed out by its id is not remembered", async () => {
  const { browser, other, look } = await open(5);
  const session = await look(other);
  await browser.client.deleteSessionById({ sessionId: session?.id ?? "" });
  expect(await look(other)).toBeUndefined();
  expect(await look(browser)).toBeDefined();
});

test("what somebody looked up while somebody signed out is not remembered", async () => {
  const { application, browser, look } = await open(5);
  const copy = { ...browser, cookies: new Map(browser.cookies) };
  let answer: (body: string) => void = () => undefined;
  application.instead = () =>
    new Promise((resolve) => {
      answer = resolve;
      application.instead = undefined;
    });
  const slow = look(copy);
  while (application.instead) await Promise.resolve();
  await browser.client.deleteSession();
  answer(
    '{"ok":true,"action_invocation_id":"i","values":{"session":{"id":"s","user_id":"u","created_at":1,"expires_at":null}}}',
  );
  expect(await slow).toMatchObject({ userId: "u" });
  expect(await look(copy)).toBeUndefined();
});

const sessionOf = (id: string, expiresAt: Date | null = null): Session => ({
  id,
  userId: "u",
  createdAt: new Date(0),
  expiresAt,
});

/** Memory of its own, with a clock. */
function memory(maxSessions = 2) {
  let timeMs = 1_000_000;
  const now = () => new Date(timeMs);
  const remembered = rememberSessions({ rememberSeconds: 60, maxSessions, now });
  const wait = (seconds: number) => {
    timeMs += seconds * 1000;
  };
  const add = (token: string, session = sessionOf(token)) => remembered.watch(token, async () => session);
  return { ...remembered, add, wait };
}

test("so many are remembered: the one that was not used for longest makes room", async () => {
  const { get, add } = memory();
  await add("a");
  await add("b");
  expect(get("a")).toBeDefined();
  await add("c");
  expect([get("a")?.id, get("b")?.id, get("c")?.id]).toEqual(["a", undefined, "c"]);
});

test("a session is not remembered beyond its end, nor when the clock is set back", async () => {
  const { get, add, wait } = memory();
  await add("a", sessionOf("a", new Date(1_010_000)));
  wait(9);
  expect(get("a")).toBeDefined();
  wait(1);
  expect(get("a")).toBeUndefined();
  await add("b");
  wait(-1);
  expect(get("b")).toBeUndefined();
});
