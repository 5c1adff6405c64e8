import { describe, expect, it } from "vitest";
import { parallel, tally } from "../../testing/answers.ts";
import { cliSigninBegun, withApprovalToken } from "../../testing/cli-signin.ts";
import { lostAnswer, lostRequest, mended, once, when } from "../../testing/faults.ts";
import { findings } from "../../testing/findings.ts";
import { type Person, person, type Step } from "../../testing/person.ts";
import { minutes, signedIn, signedUp, userOf } from "../../testing/steps.ts";
import { storages } from "../../testing/storages.ts";
import type { PortCall } from "../../testing/tap.ts";
import { type TestServerOptions, testServer } from "../../testing/test-server.ts";

const approved: readonly Step[] = [...cliSigninBegun, "approve_cli_signin"];

/** Somebody with an account, some hours after they signed up. */
async function user(options: TestServerOptions = {}): Promise<Person> {
  const alice = person(testServer({ ...options, settings: { cliSignin: "users", ...options.settings } }));
  await alice.does(...signedUp, minutes(180));
  alice.args.sessionToken = "";
  return alice;
}

/** Somebody without one, where anyone may have one. */
const stranger = (options: TestServerOptions = {}): Person =>
  person(testServer({ ...options, settings: { cliSignin: "anyone", ...options.settings } }), "carol@example.com");

const mailed = ({ server }: Person) => server.mails.map(({ type }) => type);
const sessionsOf = ({ server }: Person) => [...server.entries.keys()].filter((key) => key.startsWith("session."));

describe("where it is off, signing in from a command line", () => {
  it("does not exist, and get_capabilities does not name it", async () => {
    const { invoke } = testServer();
    const body = JSON.stringify({
      action: "create_cli_signin",
      arguments: { user_email_address: "", client_name: "" },
    });
    expect(await invoke(body)).toMatchObject({ status: 400, body: expect.stringContaining("unknown_action") });
    const capabilities = await invoke(JSON.stringify({ action: "get_capabilities", arguments: {} }));
    expect(capabilities.body).not.toContain("cli_signin");
  });
});

describe("signing in from a command line", () => {
  it("mails who asks and from where, and the link, but not the tool's token or the code", async () => {
    const server = testServer({ settings: { cliSignin: "users", publicUrl: "https://auth.example.com" } });
    const asking = { clientAddress: "192.0.2.77", clientLabel: "Node.js on Linux" };
    const alice = person({ ...server, client: server.callerWith(asking) });
    await alice.does(...signedUp, ...cliSigninBegun);
    const mail = server.mails.at(-1);
    expect(mail).toEqual({
      type: "cli_signin_approval",
      to: expect.objectContaining({ emailAddress: "alice@example.com" }),
      link: `https://auth.example.com/cli#${alice.args.approvalToken}`,
      clientName: "a tool",
      clientLabel: "Node.js on Linux",
      clientAddress: "192.0.2.0/24",
    });
    await alice.does("approve_cli_signin");
    expect(JSON.stringify(mail)).not.toContain(alice.args.cliSigninToken);
    expect(JSON.stringify(mail)).not.toContain(alice.args.code);
    expect(await alice.asks("get_cli_signin_request")).toMatchObject({
      cliSigninRequest: { clientName: "a tool", clientLabel: "Node.js on Linux", clientAddress: "192.0.2.0/24" },
    });
  });

  it("ends with a session of the user and a notice", async () => {
    const alice = await user();
    const { id } = userOf(alice);
    await alice.does(...approved);
    expect(await alice.asks("complete_cli_signin")).toMatchObject({ ok: true, session: { userId: id } });
    await alice.server.idle();
    expect(await alice.tries("get_session")).toBe("ok");
    expect(mailed(alice).slice(-2)).toEqual(["cli_signin_approval", "signin_notification"]);
  });

  it("makes anyone a user who approves at an address of theirs, with a password that nobody knows", async () => {
    const carol = stranger();
    await carol.does(...approved);
    expect(carol.server.users.users.size).toBe(0);
    await carol.does("complete_cli_signin");
    expect(userOf(carol)).toMatchObject({ emailAddress: "carol@example.com", disabled: false });
    expect(await carol.tries("get_session")).toBe("ok");
    await carol.does("create_signin");
    expect(await carol.tries("verify_signin_user_password")).toBe("incorrect_password");
    await carol.does(minutes(60), "create_user_password_reset");
    expect(mailed(carol)).toContain("password_reset");
  });

  it("makes nobody a user whose address is not allowed, at the beginning or any more", async () => {
    let isAllowed = false;
    const carol = stranger({ isEmailAddressAllowed: () => isAllowed });
    expect(await carol.tries("create_cli_signin", { clientName: "a tool" })).toBe("email_address_not_allowed");
    isAllowed = true;
    await carol.does(...approved);
    isAllowed = false;
    expect(await carol.tries("complete_cli_signin")).toBe("invalid_cli_signin_token");
    expect(carol.server.users.users.size).toBe(0);
  });

  it("says so if the user was made but no session could be", async () => {
    const carol = stranger();
    await carol.does(...approved);
    const addsSession = ({ method, args: [key] }: PortCall) => method === "add" && `${key}`.startsWith("session.");
    carol.server.storage.through(when(addsSession, lostRequest));
    expect(await carol.tries("complete_cli_signin")).toBe("session_not_created");
    carol.server.storage.through(mended);
    carol.server.accidents.length = 0;
    expect(userOf(carol).emailAddress).toBe("carol@example.com");
  });

  it("O3: makes one user where the answer of the user server was lost, and ends well", async () => {
    const carol = stranger();
    await carol.does(...approved);
    carol.server.userStore.through(once("createUser", lostAnswer));
    expect(await carol.tries("complete_cli_signin")).toBe("ok");
    expect(carol.server.users.users.size).toBe(1);
  });

  it("has names that no mail program makes a link of", async () => {
    const alice = await user({ settings: { sendEmailLimit: { burst: 50, intervalSeconds: 1 } } });
    const tries = (clientName: string) => alice.tries("create_cli_signin", { clientName });
    for (const name of ["a", "acme deploy 2.1", "outil (équipe 7)", "x".repeat(64), "命令行"])
      expect(await tries(name)).toBe("ok");
    const refused = [
      "",
      " a",
      "a ",
      "x".repeat(65),
      "example.org",
      "http://a",
      "a@b",
      "<b>",
      "a\nb",
      "a\u202eb",
      "\u3164",
      "a\u115fb",
      "a\u0000",
    ];
    for (const name of refused) expect(await tries(name), name).toBe("invalid_client_name");
  });
});

describe("of link, tool's token and code", () => {
  it("no single one, and no two without the third, get a session", async () => {
    const alice = await user();
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, minutes(60), ...approved);
    await alice.does(...approved);
    const { cliSigninToken = "", approvalToken = "", code = "" } = alice.args;
    const before = sessionsOf(alice).length;
    const nothing = { cliSigninToken: "", approvalToken: "", code: "" };
    const tries = (given: object) => alice.tries("complete_cli_signin", { ...nothing, ...given });
    expect(await tries({ cliSigninToken: approvalToken, code })).toBe("invalid_cli_signin_token");
    expect(await tries({ code })).toBe("invalid_cli_signin_token");
    expect(await tries({ cliSigninToken })).toBe("incorrect_cli_signin_code");
    expect(await tries({ cliSigninToken, code: bob.args.code })).toBe("incorrect_cli_signin_code");
    expect(await tries({ cliSigninToken: bob.args.cliSigninToken, code })).toBe("incorrect_cli_signin_code");
    for (const action of ["get_session", "list_sessions"] as const)
      expect(await alice.tries(action, { sessionToken: approvalToken })).toBe("invalid_session_token");
    expect(sessionsOf(alice)).toHaveLength(before);
  });

  it("S1: none is in the storage", async () => {
    const alice = await user();
    await alice.does(...approved);
    const { cliSigninToken = "", approvalToken = "", code = "" } = alice.args;
    const stored = Buffer.concat([...alice.server.entries.values()].map(({ value }) => value));
    expect(findings(stored, [cliSigninToken.slice(25), approvalToken.slice(25), code])).toEqual([]);
  });

  it.each(Object.entries(storages))(
    "L2: of 1,000 wrong codes at once at most 5 are looked at (%s)",
    async (_, open) => {
      const alice = await user({ storage: open() });
      await alice.does(...approved);
      const answers = tally(await parallel(1000, () => alice.tries("complete_cli_signin", { code: "AAAAAAAA" })));
      expect(answers).toEqual({ incorrect_cli_signin_code: 5, rate_limited: 995 });
      expect(await alice.tries("complete_cli_signin")).toBe("rate_limited");
    },
  );

  it("S4: the code dies after ten wrong ones", async () => {
    const alice = await user({ settings: { cliSigninLifetimeSeconds: 86_400 } });
    await alice.does(...approved);
    for (let count = 0; count < 10; count++) {
      await alice.does(minutes(1));
      expect(await alice.tries("complete_cli_signin", { code: "AAAAAAAA" })).toBe("incorrect_cli_signin_code");
    }
    await alice.does(minutes(1));
    expect(await alice.tries("complete_cli_signin")).toBe("incorrect_cli_signin_code");
  });

  it.each(Object.entries(storages))("O2: 50 completes at once make one session (%s)", async (_, open) => {
    const alice = await user({ storage: open(), settings: { verifyCodeLimit: { burst: 100, intervalSeconds: 1 } } });
    await alice.does(...approved);
    const answers = tally(await parallel(50, () => alice.tries("complete_cli_signin")));
    expect(answers.ok).toBe(1);
    expect(Object.keys(answers).toSorted()).toEqual(
      expect.arrayContaining(
        Object.keys(answers).filter((code) => /^(ok|internal_conflict|invalid_cli_signin_token)$/.test(code)),
      ),
    );
  });

  it.each(Object.entries(storages))(
    "a denial that comes first is final, whatever comes at once with it (%s)",
    async (_, open) => {
      const alice = await user({ storage: open() });
      await alice.does(...approved);
      const [, completed] = await Promise.all([alice.tries("deny_cli_signin"), alice.tries("complete_cli_signin")]);
      const again = await alice.tries("complete_cli_signin");
      expect([completed, again].filter((answer) => answer === "ok").length).toBeLessThanOrEqual(1);
      if (completed !== "ok") expect(again).toBe("cli_signin_denied");
    },
  );
});

describe("its limits", () => {
  it("five mails to an address, and what a mail that failed cost is given back", async () => {
    const alice = await user();
    const ask = () => alice.tries("create_cli_signin", { clientName: "a tool" });
    alice.server.email.through(once("send", lostRequest));
    expect(await ask()).toBe("internal_error");
    alice.server.accidents.length = 0;
    for (let count = 0; count < 5; count++) expect(await ask()).toBe("ok");
    expect(await ask()).toBe("rate_limited");
  });

  it("ten looks at once, then one a second, for each flow", async () => {
    const alice = await user();
    await alice.does(...cliSigninBegun);
    expect(tally(await parallel(20, () => alice.tries("get_cli_signin")))).toEqual({ ok: 10, rate_limited: 10 });
    alice.server.clock.advanceSeconds(1);
    expect(tally(await parallel(2, () => alice.tries("get_cli_signin")))).toEqual({ ok: 1, rate_limited: 1 });
    await alice.does("create_cli_signin", withApprovalToken, "get_cli_signin");
  });
});

describe("with hideUserExistence", () => {
  it("begins alike for nobody, who gets another mail and can go no further", async () => {
    const server = testServer({ settings: { cliSignin: "users", hideUserExistence: true } });
    const nobody = person(server, "nobody@example.com");
    const alice = person(server);
    await alice.does(...signedUp, minutes(180));
    await nobody.does(...cliSigninBegun);
    expect(server.mails.at(-1)).toMatchObject({ type: "no_account" });
    const alices = await alice.asks("create_cli_signin", { clientName: "a tool" });
    expect(Object.keys(alices)).toEqual(Object.keys(await nobody.asks("create_cli_signin", { clientName: "a tool" })));
    expect(await nobody.tries("get_cli_signin")).toBe("ok");
    expect(await nobody.tries("complete_cli_signin", { code: "AAAAAAAA" })).toBe("cli_signin_not_approved");
    expect(JSON.stringify(server.audits)).not.toContain("nobody@example.com");
    await alice.does(...signedIn);
  });
});
