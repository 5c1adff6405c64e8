import { expect, test } from "vitest";
import { type AuthServer, approve, authServer, lifetimeSeconds } from "../testing/auth-server.ts";
import { refusalOf } from "../testing/rejection.ts";
import { testTool } from "../testing/tool.ts";

type Tool = ReturnType<typeof testTool>;

const email = "me@example.com";

const newTool = (server: AuthServer, options: Partial<Parameters<typeof testTool>[0]> = {}) =>
  testTool({ server: server.url, now: server.now, pass: server.pass, ...options });

/** Signs somebody in who does everything right. */
async function signIn(server: AuthServer, { auth, somebody }: Tool) {
  const done = auth.login({ email });
  const code = await approve(server.client, await server.nextLink());
  await somebody.answers("Approved. Code: ", code);
  return done;
}

/** What the server says of the session that is kept. */
async function keptSession(server: AuthServer, { auth }: Tool) {
  return server.client.getSession({ sessionToken: (await auth.token()) ?? "" });
}

test("an address, a click and a code: the session is in the store, and the terminal is as it was", async () => {
  const server = await authServer();
  const tool = newTool(server);
  const { auth, somebody } = tool;
  const done = auth.login();
  await somebody.answers("E-mail address: ", email);
  await somebody.sees(`A mail is on its way to ${email}.`);
  await somebody.sees("You have 14400 minutes.");
  await somebody.sees("Waiting for you to approve. Code: ");
  const code = await approve(server.client, await server.nextLink());
  await somebody.answers("Approved. Code: ", code);
  const session = await done;
  await somebody.sees(`Signed in as ${email}.`);
  expect(session).toEqual({
    server: server.url,
    userId: session.userId,
    email,
    expiresAt: session.expiresAt,
    source: "store",
  });
  expect(await keptSession(server, tool)).toMatchObject({ ok: true, session: { userId: session.userId } });
  expect(await auth.session()).toEqual(session);
  expect(somebody.hasTerminalBack()).toBe(true);
});

test("no secret is ever shown or handed out but by token()", async () => {
  const server = await authServer();
  const tool = newTool(server);
  const session = await signIn(server, tool);
  const token = await tool.auth.token();
  expect(token).toMatch(/^\w+\.\w+$/);
  await tool.somebody.sees("Signed in");
  expect(JSON.stringify(session) + tool.somebody.everything()).not.toContain(token?.split(".")[1]);
});

test("a code is taken however it is typed, and something else is not even sent", async () => {
  const server = await authServer();
  const { auth, somebody } = newTool(server);
  const done = auth.login({ email });
  const code = (await approve(server.client, await server.nextLink())).toLowerCase();
  await somebody.answers("Code: ", "https://auth.example.com/cli#token");
  await somebody.sees("That is no code: one has eight letters and digits");
  await somebody.answers("Code: ", ` ${code.slice(0, 4)}-${code.slice(4)} `);
  expect(await done).toMatchObject({ email });
});

test("wrong codes: how many are left is said in words, and a right one still counts", async () => {
  const server = await authServer();
  const { auth, somebody, stored } = newTool(server);
  const done = auth.login({ email });
  const code = await approve(server.client, await server.nextLink());
  await somebody.answers("Code: ", "wrongone");
  await somebody.sees("That is not the code. Nine tries are left.");
  await somebody.answers("Code: ", "wrongtwo");
  await somebody.sees("That is not the code. Eight tries are left.");
  expect(stored()).toContain('"wrongCodes": 2');
  await somebody.answers("Code: ", code);
  expect(await done).toMatchObject({ email });
});

test("a code before the click: it says to open the link, and waits on", async () => {
  const server = await authServer();
  const { auth, somebody } = newTool(server);
  const done = auth.login({ email });
  const link = await server.nextLink();
  await somebody.answers("Code: ", "ABCDEFGH");
  await somebody.sees("It is not approved yet: open the link");
  await somebody.answers("Code: ", await approve(server.client, link));
  expect(await done).toMatchObject({ email });
});

test("denied on the page: it ends by itself, and nothing is left to go on with", async () => {
  const server = await authServer();
  const { auth, somebody, stored } = newTool(server);
  const done = refusalOf(() => auth.login({ email }));
  const approvalToken = await server.nextLink();
  await somebody.sees("Waiting");
  await server.client.denyCliSignin({ approvalToken });
  expect(await done).toMatchObject({ code: "denied", message: expect.stringContaining("Nobody was signed in") });
  expect(stored()).not.toContain("pending");
  expect(somebody.hasTerminalBack()).toBe(true);
});

test("too late: it offers to start again, and a new mail leads on", async () => {
  const server = await authServer();
  const { auth, somebody } = newTool(server);
  const done = auth.login({ email });
  await server.nextLink();
  await somebody.sees("Waiting");
  server.pass(lifetimeSeconds + 1);
  await somebody.answers("no longer valid. Start again? [Y/n] ", "");
  const code = await approve(server.client, await server.nextLink());
  await somebody.answers("Approved. Code: ", code);
  expect(await done).toMatchObject({ email });
});

test("too late, and the person has had enough", async () => {
  const server = await authServer();
  const { auth, somebody, stored } = newTool(server);
  const done = refusalOf(() => auth.login({ email }));
  await server.nextLink();
  await somebody.sees("Waiting");
  server.pass(lifetimeSeconds + 1);
  await somebody.answers("Start again? [Y/n] ", "n");
  expect(await done).toMatchObject({ code: "expired" });
  expect([server.mails.length, stored().includes("pending")]).toEqual([1, false]);
});

test("Ctrl-C leaves the terminal sane, and the next login goes on without another mail", async () => {
  const server = await authServer();
  const first = newTool(server);
  const stopped = refusalOf(() => first.auth.login({ email }));
  const approvalToken = await server.nextLink();
  await first.somebody.answers("Code: ", "wrongone");
  await first.somebody.sees("not approved yet");
  first.somebody.pressesCtrlC();
  expect(await stopped).toMatchObject({
    code: "cancelled",
    exitCode: 130,
    message: "Stopped. Run reg login again to go on.",
  });
  expect(first.somebody.hasTerminalBack()).toBe(true);

  const second = newTool(server, { configFolder: first.configFolder });
  const done = second.auth.login();
  await second.somebody.answers(`A sign-in of ${email} waits for its code. Go on with it? [Y/n] `, "");
  await second.somebody.answers("Approved. Code: ", await approve(server.client, approvalToken));
  expect(await done).toMatchObject({ email });
  expect(server.mails.filter(({ type }) => type === "cli_signin_approval").length).toBe(1);
  expect(second.stored()).not.toContain("pending");
});

test("a clock that is wrong is no hindrance to going on", async () => {
  const server = await authServer();
  const now = () => new Date(server.now().getTime() + 365 * 24 * 60 * 60 * 1000);
  const first = newTool(server, { now });
  const stopped = refusalOf(() => first.auth.login({ email }));
  const approvalToken = await server.nextLink();
  await first.somebody.sees("Waiting");
  first.somebody.pressesCtrlC();
  await stopped;
  const second = newTool(server, { now, configFolder: first.configFolder });
  const done = second.auth.login({ email });
  await second.somebody.answers("Go on with it? [Y/n] ", "y");
  await second.somebody.answers("Approved. Code: ", await approve(server.client, approvalToken));
  expect(await done).toMatchObject({ email });
});

test("a sign-in that came to its end takes none with it that another process began", async () => {
  const server = await authServer();
  const first = newTool(server);
  const denied = refusalOf(() => first.auth.login({ email }));
  const approvalToken = await server.nextLink();
  await first.somebody.sees("Waiting");
  const second = newTool(server, { configFolder: first.configFolder });
  const done = second.auth.login({ email });
  await second.somebody.answers("Go on with it? [Y/n] ", "n");
  const other = await server.nextLink();
  await second.somebody.sees("Waiting");
  await server.client.denyCliSignin({ approvalToken });
  await denied;
  expect(second.stored()).toContain("pending");
  await second.somebody.answers("Code: ", await approve(server.client, other));
  expect(await done).toMatchObject({ email });
});

test("who mistyped their address starts anew, with that as it was or another one", async () => {
  const server = await authServer();
  const first = newTool(server);
  const stopped = refusalOf(() => first.auth.login({ email: "you@example.com" }));
  await server.nextLink();
  await first.somebody.sees("Waiting");
  first.somebody.pressesCtrlC();
  await stopped;

  const { auth, somebody } = newTool(server, { configFolder: first.configFolder });
  const done = auth.login();
  await somebody.answers("Go on with it? [Y/n] ", "n");
  await somebody.answers("E-mail address (you@example.com): ", email);
  await somebody.answers("Approved. Code: ", await approve(server.client, await server.nextLink()));
  expect(await done).toMatchObject({ email });
});

test("what was pending too long is not gone on with", async () => {
  const server = await authServer();
  const first = newTool(server);
  const stopped = refusalOf(() => first.auth.login({ email }));
  await server.nextLink();
  await first.somebody.sees("Waiting");
  first.somebody.pressesCtrlC();
  await stopped;
  server.pass(lifetimeSeconds + 1);
  expect(await signIn(server, newTool(server, { configFolder: first.configFolder }))).toMatchObject({ email });
});

test("signing in again ends the session that was there before", async () => {
  const server = await authServer();
  const tool = newTool(server);
  await signIn(server, tool);
  const sessionToken = (await tool.auth.token()) ?? "";
  const again = newTool(server, { configFolder: tool.configFolder });
  await signIn(server, again);
  expect(await server.client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
  expect(await keptSession(server, again)).toMatchObject({ ok: true });
});

test("two who sign in at once, at two servers, on one machine, lose nothing of each other's", async () => {
  const servers = [await authServer(), await authServer()] as const;
  const first = newTool(servers[0]);
  const second = newTool(servers[1], { configFolder: first.configFolder });
  await Promise.all([signIn(servers[0], first), signIn(servers[1], second)]);
  expect(await keptSession(servers[0], first)).toMatchObject({ ok: true });
  expect(await keptSession(servers[1], second)).toMatchObject({ ok: true });
});

test("nobody is asked where there is no terminal: the error names the variable, and no mail is sent", async () => {
  const server = await authServer();
  for (const side of ["input", "output"] as const) {
    const { auth, somebody } = newTool(server);
    somebody.host[side].isTTY = false;
    expect(await refusalOf(() => auth.login({ email }))).toMatchObject({
      code: "no_terminal",
      message: expect.stringContaining("REG_TOKEN"),
    });
  }
  expect(server.mails).toEqual([]);
});

test("a store that cannot be written is found out before a mail is sent", async () => {
  const server = await authServer();
  const { auth } = newTool(server, { configFolder: "/dev/null" });
  expect(await refusalOf(() => auth.login({ email }))).toMatchObject({ code: expect.stringMatching(/^store_/) });
  expect(server.mails).toEqual([]);
});

test.each([
  ["there is no user", {}, "There is no user with this e-mail address"],
  ["it is switched off", { cliSignin: "off" }, "TIAUTH_CLI_SIGNIN"],
] as const)("%s: one line says so", async (_, settings, message) => {
  const server = await authServer({ cliSignin: "users", ...settings });
  const { auth, somebody } = newTool(server);
  const error = await refusalOf(() => auth.login({ email }));
  expect(error.message).toContain(message);
  expect(somebody.hasTerminalBack()).toBe(true);
});
