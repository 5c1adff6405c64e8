import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { clientContextHeader, readClientContext } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { createWebAuth, type WebAuthOptions } from "./index.ts";
import { openBrowser } from "./testing/browser.ts";
import { listen } from "./testing/listen.ts";

/** An application whose auth server is another process, or as good as. */
async function open(listener: RequestListener, options: Partial<WebAuthOptions> = {}) {
  const errors: unknown[] = [];
  const authServer = await listen(createServer(listener));
  const auth = createWebAuth({
    authServer,
    cookieSecrets: ["a secret of the application, for tests"],
    clientAddress: () => "192.0.2.17",
    onError: (error) => errors.push(error),
    ...options,
  });
  const { client, request } = openBrowser((asked) => {
    asked.headers.set("User-Agent", "Lynx");
    return auth.handler(asked);
  });
  const start = () => client.createSignin({ userEmailAddress: "alice@example.com" }).catch((error: unknown) => error);
  return { errors, start, request };
}
const refusal = '{"ok":false,"action_invocation_id":"i","error_code":"user_not_found"}';

async function read(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test.each(["a shared secret", undefined])(
  "with %s as the shared secret the server is told who asks, or not",
  async (sharedSecret) => {
    const seen: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
    const { start } = await open(
      async (request, response) => {
        seen.push({ headers: request.headers, body: await read(request) });
        response.end(refusal);
      },
      { sharedSecret },
    );
    expect(await start()).toMatchObject({ errorCode: "user_not_found" });
    const [{ headers, body } = { headers: {}, body: "" }] = seen;
    expect(JSON.parse(body).arguments).toEqual({ user_email_address: "alice@example.com" });
    const header = String(headers[clientContextHeader.toLowerCase()]);
    const context = sharedSecret && (await readClientContext({ header, body, secret: sharedSecret }));
    expect(context).toEqual(sharedSecret && { clientAddress: "192.0.2.17", userAgent: "Lynx" });
    expect([headers.cookie, headers.origin]).toEqual([undefined, undefined]);
  },
);

test("what the server refuses or asks for is passed on: 400, 429 and 503", async () => {
  let status = 400;
  let code = "invalid_arguments";
  const { errors, start } = await open((_request, response) => {
    const error = { code, message: "What to do." };
    response.writeHead(status, { "retry-after": "7" }).end(JSON.stringify({ error }));
  });
  expect(await start()).toMatchObject({ status, code, message: "HTTP 400: What to do." });
  code = "overloaded";
  for (status of [429, 503]) expect(await start()).toMatchObject({ status, code, retryAfterSeconds: 7 });
  expect(errors).toEqual([]);

  status = 400;
  code = "invalid_client_context"; // which nobody but the operator can do anything about
  expect(await start()).toMatchObject({ status: 503, code: "auth_server_unavailable" });
  expect(errors).toMatchObject([{ code, message: "HTTP 400: What to do." }]);
});

test.each([[302], [404], [500], [502]])(
  "an answer of status %d is 503, and the operator hears of it",
  async (status) => {
    const { errors, start } = await open((_request, response) => {
      response.writeHead(status, { location: "http://127.0.0.1:1/" }).end("<h1>a proxy's page</h1>");
    });
    expect(await start()).toMatchObject({ status: 503, code: "auth_server_unavailable" });
    expect(errors).toMatchObject([{ name: "TransportError", status }]);
  },
);

test("a server that hangs is given up when the time is up, and its connection is closed", async () => {
  let closed: Promise<unknown> = Promise.resolve();
  const { errors, start } = await open(
    (_request, response) => {
      closed = new Promise((resolve) => response.once("close", resolve));
    },
    { timeoutSeconds: 0.05 },
  );
  expect(await start()).toMatchObject({ status: 503, retryAfterSeconds: 1 });
  expect(errors).toHaveLength(1);
  await closed;
});

test("a server that is not there is 503", async () => {
  const { errors, start } = await open(() => undefined, { authServer: "http://127.0.0.1:1/" });
  expect(await start()).toMatchObject({ status: 503 });
  expect(errors).toHaveLength(1);
});
