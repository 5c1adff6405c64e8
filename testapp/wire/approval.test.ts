import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, succeeded, type World } from "../harness/index.ts";
import { send } from "./request.ts";

const codeForm = /<code id="code">([A-Z2-9]{8})<\/code>/;

describe("where signing in from a command line is switched on", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      env: {
        TIAUTH_CLI_SIGNIN: "anyone",
        TIAUTH_LOG_LEVEL: "trace",
        TIAUTH_CORS_ALLOW_ORIGIN: "https://app.example.com",
      },
    });
  });
  afterAll(() => world.close());

  const ask = async () => {
    const emailAddress = world.freshAddress();
    const { cliSigninToken } = await succeeded(
      world.client.createCliSignin({ userEmailAddress: emailAddress, clientName: "acme" }),
    );
    const { text } = await world.smtp.nextMail(emailAddress, { subject: "Sign in to acme" });
    const [link = "", token = ""] = /http\S+#(\S+)/.exec(text) ?? [];
    return { emailAddress, cliSigninToken, link, token };
  };
  const post = (fields: Readonly<Record<string, string>>) =>
    fetch(`${world.tiauth.url}cli`, { method: "POST", body: new URLSearchParams(fields) });

  it("the mailed link leads to the page, on the port that was free, and its code makes a user of a stranger", async () => {
    const { emailAddress, cliSigninToken, link, token } = await ask();
    expect(link).toBe(`${world.tiauth.url}cli#${token}`);
    expect((await fetch(link)).status).toBe(200);
    const page = await (await post({ approval_token: token, choice: "approve" })).text();
    const code = codeForm.exec(page)?.[1] ?? "";
    const { session } = await succeeded(world.client.completeCliSignin({ cliSigninToken, code }));
    const { user } = await succeeded(world.userServer.users.getUserByEmailAddress({ emailAddress }));
    expect(user.id).toBe(session.userId);
  });

  it("S1: neither tokens nor codes are in the log, whatever is asked for with them", async () => {
    const { cliSigninToken, token } = await ask();
    await fetch(`${world.tiauth.url}cli?approval_token=${token}`, {
      headers: { referer: `https://a.example/${token}` },
    });
    await fetch(`${world.tiauth.url}cli/${token}`);
    const pages = [];
    for (const choice of ["show", "approve", "deny"])
      pages.push(await (await post({ approval_token: token, choice })).text());
    const code = codeForm.exec(pages.join(""))?.[1] ?? expect.fail("there is no code");
    await world.tiauth.log({ action: "deny_cli_signin", result: "ok" });
    const output = world.tiauth.output.join("\n");
    expect(output).toContain("approve_cli_signin");
    const secrets = [code, ...[token, cliSigninToken].flatMap((whole) => whole.split(".")[1] ?? [])];
    expect(secrets).toHaveLength(3);
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
  });

  it.each(["PUT", "DELETE", "PATCH", "OPTIONS"])(
    "H3: %s /cli is 405, also for a page of another origin",
    async (method) => {
      const { status, headers } = await send(world.tiauth.port, {
        method,
        path: "/cli",
        headers: { origin: "https://app.example.com", "access-control-request-method": "POST" },
      });
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET, HEAD, POST" });
    },
  );
});

it("H3: where it is switched off there is no page, and no such action", async () => {
  const world = await startWorld();
  try {
    for (const method of ["GET", "HEAD", "POST", "OPTIONS"])
      expect((await fetch(`${world.tiauth.url}cli`, { method })).status, method).toBe(404);
    const body = JSON.stringify({ action: "approve_cli_signin", arguments: { approval_token: "a" } });
    const answer = await fetch(world.tiauth.url, { method: "POST", body });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 400,
      body: { error: { code: "unknown_action" } },
    });
  } finally {
    await world.close();
  }
});

it("several workers send the link to the port they share", async () => {
  const world = await startWorld({ env: { TIAUTH_CLI_SIGNIN: "users", TIAUTH_WORKERS: "2" } });
  try {
    const { emailAddress } = await world.signUp();
    for (let i = 0; i < 3; i++) {
      await succeeded(world.client.createCliSignin({ userEmailAddress: emailAddress, clientName: "acme" }));
      const { text } = await world.smtp.nextMail(emailAddress, { subject: "Sign in to acme" });
      expect(text).toContain(`${world.tiauth.url}cli#`);
    }
  } finally {
    await world.close();
  }
});
