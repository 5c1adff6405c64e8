import { signRequest } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { createHandler, signatureHeader } from "./index.ts";
import { memoryUserStore } from "./memory.ts";

const url = "http://user-server/invoke";
const secret = "shared with Tiauth";
const body = JSON.stringify({ action: "delete_user", arguments: { user_id: "nobody" } });
const other = body.replace("nobody", "Nobody");
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

const post = (body: BodyInit, headers: HeadersInit = {}) => new Request(url, { method: "POST", body, headers });
const signed = (body: string, signature: string) => post(body, { [signatureHeader]: signature });

/** A user server, and the actions that reached it. */
function userServer(options: { readonly secret?: string } = {}) {
  const actions: string[] = [];
  const store = memoryUserStore();
  const handlers: typeof store.handlers = {
    ...store.handlers,
    delete_user: (args, invocation) => {
      actions.push(invocation.action);
      return store.handlers.delete_user(args, invocation);
    },
  };
  return { actions, handle: createHandler({ handlers, ...options }) };
}

const outcome = async (response: Response) => ({ status: response.status, body: await response.json() });
const refusal = (status: number, code: string) => ({ status, body: { error: { code, message: expect.any(String) } } });

describe("a handler with a secret", () => {
  it("U3: answers a request that was signed with the secret", async () => {
    const { handle, actions } = userServer({ secret });
    const response = await handle(signed(body, await signRequest(body, secret, new Date())));

    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await outcome(response)).toMatchObject({ status: 200, body: { ok: false, error_code: "user_not_found" } });
    expect(actions).toEqual(["delete_user"]);
  });

  it("U3: takes a signature that is up to 5 minutes off", async () => {
    const { handle } = userServer({ secret });

    for (const at of [ago(290), ago(-290)])
      expect((await handle(signed(body, await signRequest(body, secret, at)))).status).toBe(200);
  });

  const hmac = "0".repeat(64);
  it.each([
    ["with another secret", () => signRequest(body, `${secret}!`, new Date())],
    ["over another body", () => signRequest(other, secret, new Date())],
    ["too long ago", () => signRequest(body, secret, ago(310))],
    ["too far in the future", () => signRequest(body, secret, ago(-310))],
    ["with nothing", () => ""],
    ["with another word", () => "signed"],
    ["with an HMAC of zeros", () => `t=${Math.floor(Date.now() / 1000)},v1=${hmac}`],
    ["without a time", () => `v1=${hmac}`],
    ["at a time that is no number", () => `t=now,v1=${hmac}`],
    ["with an HMAC too short", async () => (await signRequest(body, secret, new Date())).slice(0, -2)],
    ["in capitals", async () => (await signRequest(body, secret, new Date())).toUpperCase()],
    ["twice", async () => (await signRequest(body, secret, new Date())).repeat(2)],
  ])("U3: answers 401 and does nothing if the request is signed %s", async (_how, signature) => {
    const { handle, actions } = userServer({ secret });

    expect(await outcome(await handle(signed(body, await signature())))).toEqual(refusal(401, "invalid_signature"));
    expect(actions).toEqual([]);
  });

  it("U3: answers 401 and does nothing if the request is not signed", async () => {
    const { handle, actions } = userServer({ secret });

    expect(await outcome(await handle(post(body)))).toEqual(refusal(401, "invalid_signature"));
    expect(actions).toEqual([]);
  });

  it("U3: does not accept an empty secret, which would protect nothing", () => {
    expect(() => userServer({ secret: "" })).toThrow(RangeError);
  });
});

describe("a handler without a secret", () => {
  it("answers anybody", async () => {
    expect((await userServer().handle(post(body))).status).toBe(200);
  });

  it("answers a malformed request with 400", async () => {
    expect(await outcome(await userServer().handle(post("[]")))).toEqual(refusal(400, "invalid_request"));
    expect(await outcome(await userServer().handle(new Request(url, { method: "POST" })))).toEqual(
      refusal(400, "invalid_json"),
    );
  });

  it("answers other methods than POST with 405", async () => {
    for (const method of ["GET", "PUT", "DELETE"])
      expect(await outcome(await userServer().handle(new Request(url, { method })))).toEqual(
        refusal(405, "method_not_allowed"),
      );
  });

  it("answers a body that is not UTF-8 with 400", async () => {
    const { handle, actions } = userServer();
    const bytes = new TextEncoder().encode(body);
    bytes[bytes.indexOf("n".charCodeAt(0), 40)] = 0xff;

    expect(await outcome(await handle(post(bytes)))).toEqual(refusal(400, "invalid_json"));
    expect(actions).toEqual([]);
  });

  it("answers a body over 64 KiB with 413, and one of exactly 64 KiB like any other", async () => {
    const { handle, actions } = userServer();

    expect((await handle(post(body.padEnd(65_536)))).status).toBe(200);
    expect(await outcome(await handle(post(body.padEnd(65_537))))).toEqual(refusal(413, "body_too_large"));
    expect(actions).toHaveLength(1);
  });

  it("counts a body as it streams, and reads no further than it must", async () => {
    let chunks = 0;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1024).fill(++chunks && 32)),
    });
    const request = new Request(url, { method: "POST", body: endless, ...{ duplex: "half" } });

    expect((await userServer().handle(request)).status).toBe(413);
    expect(chunks).toBeLessThan(80);
  });

  it("answers 400 where the body breaks off", async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
    const request = new Request(url, { method: "POST", body: broken, ...{ duplex: "half" } });

    expect(await outcome(await userServer().handle(request))).toEqual(refusal(400, "invalid_json"));
  });
});
