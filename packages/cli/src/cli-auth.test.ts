import { chmodSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { type AuthServer, approve, authServer } from "./testing/auth-server.ts";
import { listen } from "./testing/listen.ts";
import { refusalOf } from "./testing/rejection.ts";
import { testTool } from "./testing/tool.ts";

const email = "me@example.com";
type ToolOptions = Partial<Parameters<typeof testTool>[0]>;

async function signedIn(server: AuthServer, options: ToolOptions = {}) {
  const tool = testTool({ server: server.url, now: server.now, pass: server.pass, ...options });
  const done = tool.auth.login({ email });
  await tool.somebody.answers("Approved. Code: ", await approve(server.client, await server.nextLink()));
  const session = await done;
  const token = (await tool.auth.token()) ?? "";
  return { ...tool, session, token };
}

describe("session", () => {
  test("is what the server says: over there is over here, and is forgotten", async () => {
    const server = await authServer();
    const { auth, session, token, stored } = await signedIn(server);
    expect(await auth.session()).toEqual(session);
    await server.client.deleteSession({ sessionToken: token });
    expect([await auth.session(), await auth.token(), stored().includes(token)]).toEqual([undefined, undefined, false]);
  });

  test("is nobody's where nobody signed in, without asking the server", async () => {
    const { auth, stored } = testTool({ server: "http://127.0.0.1:9/" });
    expect([await auth.session(), await auth.token(), stored()]).toEqual([undefined, undefined, ""]);
  });

  test("is renewed where it ran out a short time ago and the server allows that, and its end is kept", async () => {
    const day = 24 * 60 * 60;
    const server = await authServer({ sessionExpirationSeconds: day, sessionRenewalWindowSeconds: 7 * day });
    const { auth, session, stored } = await signedIn(server);
    server.pass(2 * day);
    const renewed = await auth.session();
    expect(renewed?.expiresAt?.getTime()).toBeGreaterThan(session.expiresAt?.getTime() ?? Infinity);
    expect(stored()).toContain(String((renewed?.expiresAt?.getTime() ?? 0) / 1000));
    server.pass(9 * day);
    expect([await auth.session(), await auth.token()]).toEqual([undefined, undefined]);
  });

  test("is not taken for over where the server is not reached", async () => {
    const server = await authServer();
    const { configFolder, token } = await signedIn(server);
    const away = async () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ENOTFOUND" }) });
    };
    const { auth } = testTool({ server: server.url, configFolder, fetch: away });
    expect(await refusalOf(() => auth.session())).toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("there is no such host"),
    });
    expect(await auth.token()).toBe(token);
  });

  test("of another process, which signed in while the server was asked, is not forgotten", async () => {
    const server = await authServer();
    const { configFolder, token } = await signedIn(server);
    const other = testTool({ server: server.url, configFolder });
    await server.client.deleteSession({ sessionToken: token });
    const beforeTheAnswer: typeof fetch = async (...request) => {
      const answer = await fetch(...request);
      if (other.stored().includes(token)) await signedIn(server, { configFolder });
      return answer;
    };
    const { auth, stored } = testTool({ server: server.url, configFolder, fetch: beforeTheAnswer });
    expect(await auth.session()).toBeUndefined();
    expect([stored().includes(token), await auth.session()]).toEqual([false, expect.objectContaining({ email })]);
  });

  test("is read from nobody else's file", async () => {
    const server = await authServer();
    const { auth, storePath } = await signedIn(server);
    chmodSync(storePath, 0o644);
    for (const use of [() => auth.session(), () => auth.token(), () => auth.logout(), () => auth.login()])
      expect(await refusalOf(use)).toMatchObject({ code: "store_not_private" });
  });
});

describe("logout", () => {
  test("ends the session at the server and forgets it", async () => {
    const server = await authServer();
    const { auth, token, stored } = await signedIn(server);
    expect(await auth.logout()).toBe("signed_out");
    expect(await server.client.getSession({ sessionToken: token })).toMatchObject({
      errorCode: "invalid_session_token",
    });
    expect([await auth.logout(), stored().includes(token)]).toEqual(["not_signed_in", false]);
  });

  test("forgets the session also where the server is not reached, and says so", async () => {
    const server = await authServer();
    const { configFolder, token } = await signedIn(server);
    const away = testTool({ server: server.url, configFolder, fetch: () => Promise.reject(new TypeError("failed")) });
    expect([await away.auth.logout(), away.stored().includes(token)]).toEqual(["forgotten", false]);
  });

  test("leaves alone what another process signed in to meanwhile", async () => {
    const server = await authServer();
    const { configFolder, token } = await signedIn(server);
    const beforeTheAnswer: typeof fetch = async (...request) => {
      await signedIn(server, { configFolder });
      return fetch(...request);
    };
    const { auth } = testTool({ server: server.url, configFolder, fetch: beforeTheAnswer });
    expect(await auth.logout()).toBe("signed_out");
    expect(await auth.token()).not.toBe(token);
    expect(await testTool({ server: server.url, configFolder }).auth.session()).toMatchObject({ email });
  });

  test("leaves the session of another server alone", async () => {
    const [one, other] = [await authServer(), await authServer()];
    const first = await signedIn(one);
    const second = await signedIn(other, { configFolder: first.configFolder });
    await first.auth.logout();
    expect(await second.auth.session()).toEqual(second.session);
  });
});

describe("a token in the environment", () => {
  test("wins, and is all that is needed", async () => {
    const server = await authServer();
    const { token, session, configFolder } = await signedIn(server);
    const elsewhere = testTool({ server: server.url, env: { REG_TOKEN: ` ${token}\n` } });
    expect(await elsewhere.auth.session()).toEqual({ ...session, email: undefined, source: "environment" });
    const here = testTool({ server: server.url, configFolder, env: { REG_TOKEN: "id.other" } });
    expect(await here.auth.token()).toBe("id.other");
    const renamed = testTool({ server: server.url, env: { MY_TOKEN: token }, tokenVariable: "MY_TOKEN" });
    expect(await renamed.auth.token()).toBe(token);
    const none = testTool({ server: server.url, configFolder, env: { REG_TOKEN: "" } });
    expect(await none.auth.token()).toBe(token);
  });

  test("is not signed in over or out: what is in the way is named", async () => {
    const { auth, stored } = testTool({ server: "http://127.0.0.1:9/", env: { REG_TOKEN: "id.secret" } });
    for (const use of [() => auth.login({ email }), () => auth.logout()])
      expect(await refusalOf(use)).toMatchObject({
        code: "token_in_environment",
        message: expect.stringContaining("REG_TOKEN is set"),
      });
    expect(stored()).toBe("");
  });

  test.each(["id.secret\nX-Evil: 1", "id secret", "тokен"])(
    "that is none is refused and not shown: %j",
    async (token) => {
      const { auth } = testTool({ server: "http://127.0.0.1:9/", env: { REG_TOKEN: token } });
      for (const use of [() => auth.session(), () => auth.authorizedFetch("http://127.0.0.1:9/")]) {
        const error = await refusalOf(use);
        expect([error.code, error.message.includes("REG_TOKEN"), String(error.stack).includes(token)]).toEqual([
          "token_in_environment",
          true,
          false,
        ]);
      }
    },
  );
});

describe("authorizedFetch", () => {
  interface Seen {
    readonly authorization: string | undefined;
    readonly body: string;
  }

  /** An API that answers with these statuses, the last one from then on, and what reached it. */
  async function api(statuses: readonly number[] = [200], headers: Record<string, string> = {}) {
    const seen: Seen[] = [];
    const url = await listen(async (request, response) => {
      seen.push({ authorization: request.headers.authorization, body: await text(request) });
      response.writeHead(statuses[Math.min(seen.length, statuses.length) - 1] ?? 200, headers).end("answer");
    });
    return { url, seen };
  }
  const withToken = { TERM: "xterm", REG_TOKEN: "id.secret" };

  test("sends the token where it may go, in place of any other, whatever the form of the request", async () => {
    const { url, seen } = await api();
    const { auth } = testTool({ server: "https://auth.example.com", origins: [url], env: withToken });
    const headers = { authorization: "Basic b2xk", "x-own": "1" };
    for (const input of [`${url}a`, new URL("b", url), new Request(`${url}c`, { headers })])
      expect(await (await auth.authorizedFetch(input, input instanceof Request ? {} : { headers })).text()).toBe(
        "answer",
      );
    await auth.authorizedFetch(url, { method: "POST", body: "content" });
    expect(seen.map(({ authorization }) => authorization)).toEqual(Array(4).fill("Bearer id.secret"));
    expect(seen[3]?.body).toBe("content");
  });

  test("shows the token to no other origin", async () => {
    const { url, seen } = await api();
    const { auth } = testTool({
      server: "https://auth.example.com",
      origins: ["https://api.example.com"],
      env: withToken,
    });
    const foreign = [
      url,
      new URL(url),
      new Request(url),
      "https://auth.example.com.evil.example/",
      "http://auth.example.com/",
    ];
    for (const input of [...foreign, "/relative", "https://auth.example.com@evil.example/"]) {
      const error = await refusalOf(() => auth.authorizedFetch(input));
      expect([error.code, error.message.includes("id.secret")]).toEqual(["foreign_origin", false]);
    }
    expect(seen).toEqual([]);
  });

  test("follows no redirect, and where it is told to the token stays behind", async () => {
    const other = await api();
    const { url } = await api([302], { location: other.url });
    const { auth } = testTool({ server: "https://auth.example.com", origins: [url], env: withToken });
    expect((await auth.authorizedFetch(url)).status).toBe(302);
    expect(other.seen).toEqual([]);
    await auth.authorizedFetch(url, { redirect: "follow" });
    expect(other.seen).toEqual([{ authorization: undefined, body: "" }]);
  });

  test("says how to sign in where nobody is", async () => {
    const { url, seen } = await api();
    const { auth } = testTool({ server: url, loginCommand: "reg auth login" });
    const error = await refusalOf(() => auth.authorizedFetch(url));
    expect([error.code, error.message, seen]).toEqual([
      "not_signed_in",
      "You are not signed in. Run: reg auth login",
      [],
    ]);
  });

  test("a 401 with a session that is over says so, and the session is forgotten", async () => {
    const server = await authServer();
    const { url } = await api([401]);
    const { auth, token } = await signedIn(server, { origins: [url] });
    await server.client.deleteSession({ sessionToken: token });
    const error = await refusalOf(() => auth.authorizedFetch(url));
    expect([error.code, error.message]).toEqual(["not_signed_in", "Your session is over. Run: reg login"]);
    expect(await auth.token()).toBeUndefined();
  });

  test("a 401 with a session that stands or is renewed: the request is sent once more, if it can be", async () => {
    const server = await authServer();
    const { url, seen } = await api([401, 200, 401, 401, 401]);
    const { auth } = await signedIn(server, { origins: [url] });
    const again = await auth.authorizedFetch(url, { method: "POST", body: "content" });
    expect([again.status, seen.map(({ body }) => body)]).toEqual([200, ["content", "content"]]);
    expect((await auth.authorizedFetch(url)).status).toBe(401);
    expect(seen.length).toBe(4);
    const streamed: RequestInit & { duplex: "half" } = {
      method: "POST",
      body: new Blob(["streamed"]).stream(),
      duplex: "half",
    };
    expect((await auth.authorizedFetch(url, streamed)).status).toBe(401);
    expect(seen.length).toBe(5);
  });
});
