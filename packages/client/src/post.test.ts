import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createClient, TransportError } from "./index.ts";

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** A server on a free port of this machine, gone after the test. Resolves with its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ended.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("not listening");
  return `http://127.0.0.1:${address.port}/`;
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  return body;
}

async function failureOf(url: string, signal?: AbortSignal): Promise<unknown> {
  const client = createClient(url, { timeoutSeconds: 5 });
  return client.getSession({ sessionToken: "t" }, { signal }).then(
    (result) => expect.fail(`resolved with ${JSON.stringify(result)}`),
    (error: unknown) => error,
  );
}

const refusal = '{"ok":false,"action_invocation_id":"i","error_code":"invalid_session_token"}';
const requestError = '{"error":{"code":"unknown_action","message":"There is no such action."}}';

test("an action is posted as text/plain, which browsers send without a preflight", async () => {
  const requests: object[] = [];
  const url = await serve(async (request, response) => {
    const { method, headers } = request;
    requests.push({ method, url: request.url, contentType: headers["content-type"], body: await read(request) });
    response.end('{"ok":true,"action_invocation_id":"i","values":{}}');
  });
  const result = await createClient(new URL(url)).deleteSignin({ signinToken: "tökén" });
  expect(result).toEqual({ ok: true, actionInvocationId: "i" });
  expect(requests).toEqual([
    {
      method: "POST",
      url: "/",
      contentType: "text/plain;charset=UTF-8",
      body: '{"action":"delete_signin","arguments":{"signin_token":"tökén"}}',
    },
  ]);
});

test("a refusal of the server resolves", async () => {
  const client = createClient(await serve(answer(200, refusal)));
  const result = await client.getSession({ sessionToken: "t" });
  expect(result).toEqual({ ok: false, actionInvocationId: "i", errorCode: "invalid_session_token" });
});

test("400 is a TransportError with the code and the message of the body", async () => {
  const error = await failureOf(await serve(answer(400, requestError)));
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({
    name: "TransportError",
    message: "HTTP 400: There is no such action.",
    status: 400,
    code: "unknown_action",
    retryAfterSeconds: undefined,
  });
});

test("429 and 503 are TransportErrors that say how long to wait", async () => {
  const body = '{"error":{"code":"overloaded","message":"Try again later."}}';
  for (const status of [429, 503]) {
    const error = await failureOf(await serve(answer(status, body, { "retry-after": "7" })));
    expect(error).toMatchObject({ status, code: "overloaded", retryAfterSeconds: 7 });
  }
});

test("Retry-After may also be a date", async () => {
  const inTwoMinutes = new Date(Date.now() + 120_000).toUTCString();
  const error = await failureOf(await serve(answer(503, "", { "retry-after": inTwoMinutes })));
  expect(error).toSatisfy(({ retryAfterSeconds }: TransportError) => Number(retryAfterSeconds) > 60);
  const nonsense = await failureOf(await serve(answer(503, "", { "retry-after": "soon" })));
  expect(nonsense).toMatchObject({ status: 503, retryAfterSeconds: undefined });
});

test.each(["<h1>502 Bad Gateway</h1>", '{"error":"bad gateway"}', "null", '{"error":{"code":7}}'])(
  "a proxy's own answer is a TransportError without a code: %s",
  async (body) => {
    const error = await failureOf(await serve(answer(502, body)));
    expect(error).toMatchObject({ message: "HTTP 502", status: 502, code: undefined });
  },
);

test("a redirect is not followed", async () => {
  const paths: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await failureOf(url)).toMatchObject({ status: 307 });
  expect(paths).toEqual(["/"]);
});

test("a server that hangs is given up when the time is up", async () => {
  const url = await serve(() => {});
  const client = createClient(url, { timeoutSeconds: 0.05 });
  await expect(client.getSession({ sessionToken: "t" })).rejects.toMatchObject({
    name: "TransportError",
    message: "No answer within 0.05 s.",
    status: undefined,
  });
});

test("an aborted call rejects with the signal's reason and ends its connection", async () => {
  const controller = new AbortController();
  const reason = new Error("the page was left");
  let closed: Promise<unknown> = Promise.reject(new Error("the request never came"));
  closed.catch(() => {});
  const url = await serve((_request, response: ServerResponse) => {
    closed = new Promise((resolve) => response.on("close", resolve));
    controller.abort(reason);
  });
  expect(await failureOf(url, controller.signal)).toBe(reason);
  await closed;
});

test("a dropped connection is a TransportError without a status, fetch's error its cause", async () => {
  const beforeTheAnswer = await serve((request) => request.socket.destroy());
  const withinTheAnswer = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "1000" }).write(refusal, () => response.destroy());
  });
  for (const url of [beforeTheAnswer, withinTheAnswer]) {
    const error = await failureOf(url);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ status: undefined, cause: { name: "TypeError" } });
  }
});

test("a server that is not there is a TransportError", async () => {
  const url = await serve(answer(200, refusal));
  await ended.pop()?.();
  expect(await failureOf(url)).toMatchObject({ name: "TransportError", status: undefined });
});

test("headers go with every request, and another fetch can be used", async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    seen.push(request.headers["x-tenant"], request.headers["content-type"]);
    response.end(refusal);
  });
  const client = createClient(url, {
    headers: { "x-tenant": "blue", "Content-Type": "application/json" },
    fetch: (address, request) => {
      seen.push(String(address));
      return fetch(address, request);
    },
  });
  await client.getSession({ sessionToken: "t" });
  expect(seen).toEqual([url, "blue", "application/json"]);
});
