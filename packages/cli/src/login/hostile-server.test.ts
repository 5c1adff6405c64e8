import { expect, test } from "vitest";
import { closedPort, listen } from "../testing/listen.ts";
import { refusalOf } from "../testing/rejection.ts";
import {
  approved,
  cliSignin,
  completed,
  created,
  denied,
  pending,
  type Script,
  scriptedServer,
} from "../testing/scripted-server.ts";
import { testTool } from "../testing/tool.ts";

const email = "me@example.com";
const signedOut = { delete_session: { values: {} } };

async function toolFor(script: Script) {
  const server = await scriptedServer({
    create_cli_signin: created,
    get_cli_signin: approved,
    ...signedOut,
    ...script,
  });
  return { server, ...testTool({ server: server.url }) };
}

const failures: readonly (readonly [string, Script, string, RegExp])[] = [
  [
    "that is none",
    { create_cli_signin: { status: 404, body: "<h1>Welcome</h1>" } },
    "server_failed",
    /is no Tiauth server/,
  ],
  [
    "that answers with a page",
    { create_cli_signin: { status: 200, body: "<h1>" } },
    "server_failed",
    /no Tiauth server/,
  ],
  ["that fails", { create_cli_signin: { status: 500 } }, "server_failed", /HTTP 500.*Try again later/],
  ["that fails inside", { create_cli_signin: { errorCode: "internal_error" } }, "server_failed", /Try again later/],
  ["with codes of its own", { create_cli_signin: { errorCode: "\u001b[2Jnew" } }, "refused", /refuses: {2}\[2Jnew/],
  ["with codes of no meaning", { create_cli_signin: { errorCode: "constructor" } }, "refused", /refuses: constructor/],
  ["that disables the user", { complete_cli_signin: { errorCode: "user_disabled" } }, "refused", /is disabled/],
];

test.each(failures)("a server %s: one line says what to do", async (_, script, code, message) => {
  const { auth, somebody } = await toolFor(script);
  const done = refusalOf(() => auth.login({ email }));
  if (!("create_cli_signin" in script)) await somebody.answers("Approved. Code: ", "ABCDEFGH");
  const error = await done;
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  expect(error.message).not.toContain("\n");
  expect(somebody.hasTerminalBack()).toBe(true);
});

test("a server that redirects is not followed: neither the address nor a token goes elsewhere", async () => {
  let elsewhere = 0;
  const other = await listen((_request, response) => {
    elsewhere++;
    response.end();
  });
  const { auth } = await toolFor({ create_cli_signin: { status: 307, headers: { location: other } } });
  const { message } = await refusalOf(() => auth.login({ email }));
  expect([message, elsewhere]).toEqual([expect.stringContaining("redirects to another address"), 0]);
});

test("a server that is not there: one clear line", async () => {
  const server = await closedPort();
  const { auth } = testTool({ server });
  const error = await refusalOf(() => auth.login({ email }));
  expect([error.code, error.message]).toEqual([
    "unreachable",
    `${server} was not reached: nothing listens there. Check the address and the connection, then try again.`,
  ]);
});

test("a server that does not answer is given up when the time is up", async () => {
  const { auth } = testTool({ server: await listen(() => {}), timeoutSeconds: 0.05 });
  const { code, message } = await refusalOf(() => auth.login({ email }));
  expect([code, message]).toEqual(["unreachable", expect.stringContaining("no answer in time")]);
});

test("what the server says of itself cannot write to the terminal", async () => {
  const evil = "\u001b]0;owned\u0007\u202e@example.com";
  const values = { ...created.values, cli_signin: cliSignin("pending", { user_email_address: evil }) };
  const body = JSON.stringify({ error: { code: "x", message: "\u001b[31mred" } });
  const { auth, somebody } = await toolFor({
    create_cli_signin: { values },
    complete_cli_signin: { status: 400, body },
  });
  const done = refusalOf(() => auth.login({ email }));
  await somebody.answers("Approved. Code: ", "ABCDEFGH");
  const { message } = await done;
  expect(somebody.everything()).toContain(" ]0;owned  @example.com");
  for (const text of [somebody.everything(), message])
    for (const sequence of ["\u001b]", "\u0007", "\u202e", "\u001b[31m"]) expect(text).not.toContain(sequence);
});

test("a limit is waited for, in words, and then it goes on by itself", async () => {
  const { auth, somebody, server, waitsSeconds } = await toolFor({
    create_cli_signin: [{ status: 429, headers: { "retry-after": "7" } }, { errorCode: "rate_limited" }, created],
    complete_cli_signin: [{ errorCode: "rate_limited" }, { errorCode: "internal_conflict" }, completed],
  });
  const done = auth.login({ email });
  await somebody.sees("The server wants us to wait for seven seconds");
  await somebody.sees("The server wants us to wait for ten seconds");
  await somebody.answers("Approved. Code: ", "ABCDEFGH");
  expect(await done).toMatchObject({ email });
  expect(waitsSeconds.filter((seconds) => seconds !== 2)).toEqual([7, 10, 5, 1]);
  expect(server.callsOf("create_cli_signin").length).toBe(3);
  expect(server.callsOf("complete_cli_signin").map((call) => call.arguments.code)).toEqual(Array(3).fill("ABCDEFGH"));
});

test.each([
  ["for hours", { status: 503, headers: { "retry-after": "7200" } }, "120 minutes"],
  ["again and again", { errorCode: "rate_limited" }, "two minutes"],
] as const)("a server that wants to be left alone %s is left alone", async (_, create_cli_signin, inWords) => {
  const { auth, server } = await toolFor({ create_cli_signin });
  const error = await refusalOf(() => auth.login({ email }));
  expect([error.code, error.message]).toEqual(["rate_limited", expect.stringContaining(`again in ${inWords}`)]);
  expect(server.calls.length).toBeLessThan(10);
});

test("polling slows down when it is too much, and goes on through a server that is away for a while", async () => {
  const { auth, somebody, waitsSeconds } = await toolFor({
    get_cli_signin: [
      pending,
      { errorCode: "rate_limited" },
      { errorCode: "rate_limited" },
      { status: 502 },
      { status: 503, headers: { "retry-after": "30" } },
      pending,
      approved,
    ],
    complete_cli_signin: completed,
  });
  const done = auth.login({ email });
  await somebody.sees("Waiting for you");
  await somebody.answers("Approved. Code: ", "ABCDEFGH");
  await done;
  expect(waitsSeconds.slice(0, 7)).toEqual([2, 2, 4, 8, 16, 30, 2]);
});

test.each([
  ["99999999999", 60],
  ["0", 2],
])(
  "a server that wants the next question in %s seconds is asked neither never again nor without a pause",
  async (after, pause) => {
    const { auth, somebody, waitsSeconds } = await toolFor({
      get_cli_signin: [{ status: 503, headers: { "retry-after": after } }, approved],
      complete_cli_signin: completed,
    });
    const done = auth.login({ email });
    await somebody.answers("Approved. Code: ", "ABCDEFGH");
    await done;
    expect(waitsSeconds.slice(0, 2)).toEqual([2, pause]);
  },
);

test("ten wrong codes end a sign-in: the tenth says so, and offers a new mail", async () => {
  const { auth, somebody, server } = await toolFor({ complete_cli_signin: { errorCode: "incorrect_cli_signin_code" } });
  const done = refusalOf(() => auth.login({ email }));
  for (const left of [
    "Nine tries are",
    "Eight tries are",
    "Seven",
    "Six",
    "Five",
    "Four",
    "Three",
    "Two",
    "One try is",
  ]) {
    await somebody.answers("Code: ", "ABCDEFGH");
    await somebody.sees(left);
  }
  await somebody.answers("Code: ", "ABCDEFGH");
  await somebody.answers("no longer valid. Start again? [Y/n] ", "n");
  expect(await done).toMatchObject({ code: "expired" });
  expect(server.callsOf("complete_cli_signin").length).toBe(10);
});

test("a denial after the approval ends it, in the middle of what is typed", async () => {
  const { auth, somebody, server } = await toolFor({});
  const done = refusalOf(() => auth.login({ email }));
  await somebody.sees("Approved. Code: ");
  somebody.types("ABC");
  server.change({ get_cli_signin: denied });
  expect(await done).toMatchObject({ code: "denied" });
  expect(somebody.hasTerminalBack()).toBe(true);
});

test("Ctrl-C while the server does not answer", async () => {
  const url = await listen(() => {});
  const { auth, somebody } = testTool({ server: url });
  const done = refusalOf(() => auth.login({ email }));
  await somebody.sees("Asking for a mail");
  somebody.pressesCtrlC();
  expect(await done).toMatchObject({ code: "cancelled" });
  expect(somebody.hasTerminalBack()).toBe(true);
});

test("a code is kept by nobody: neither the screen's history nor the store has the session's token", async () => {
  const { auth, somebody, stored } = await toolFor({ complete_cli_signin: completed });
  const done = auth.login({ email });
  await somebody.answers("Approved. Code: ", "ABCDEFGH");
  await done;
  expect(somebody.everything()).not.toContain("i.session");
  expect([stored().includes("ABCDEFGH"), stored().includes("s.tool")]).toEqual([false, false]);
});
