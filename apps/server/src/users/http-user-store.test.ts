import { gzipSync } from "node:zlib";
import { trace } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { signatureHeader, verifySignature } from "@tiauth/protocol";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { freePort, startHttpServer, startSilentServer } from "../../testing/http-server.ts";
import { rejection } from "../../testing/rejection.ts";
import { found, notFound, openStore, storeFor, success } from "../../testing/user-store.ts";
import { UserServerError } from "./user-server-error.ts";

const write = { userId: "u1", userSessionsCounter: 0 };

afterEach(() => vi.unstubAllEnvs());

it("posts the action as the protocol says and decodes the user", async () => {
  const { requests, getUser } = await storeFor((response) => response.end(found));
  const answer = await getUser();
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: "POST", url: "/invoke" });
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ action: "get_user", arguments: { user_id: "u1" } });
  expect(answer).toMatchObject({ ok: true, user: { id: "u1", passwordHashCounter: 1, sessionsCounter: 2 ** 31 - 1 } });
  expect(answer.ok && answer.user.passwordHash).toEqual(Uint8Array.of(0, 1, 2));
});

it("keeps the query of the address", async () => {
  const { origin, requests } = await startHttpServer((response) => response.end(notFound));
  const { users } = openStore({ url: `${origin}/a/b?c=d` });
  await users.getUser({ userId: "u1" });
  expect(requests[0]?.url).toBe("/a/b?c=d");
});

it("names the span that it is called in while there is one, so that the backend's spans can stand below it", async () => {
  const { requests, getUser } = await storeFor((response) => response.end(notFound));
  await getUser();
  const provider = new NodeTracerProvider();
  provider.register();
  onTestFinished(() => provider.shutdown());
  const { spanId, traceId } = await trace.getTracer("test").startActiveSpan("work", async (span) => {
    await getUser();
    return span.spanContext();
  });
  expect(requests.map(({ headers }) => headers.traceparent)).toEqual([undefined, `00-${traceId}-${spanId}-01`]);
});

it("passes a refusal on as a value", async () => {
  const { getUser } = await storeFor((response) => response.end(notFound));
  expect(await getUser()).toEqual({ ok: false, actionInvocationId: "i", errorCode: "user_not_found" });
});

it("U1: waits no longer than the deadline for an answer that never begins", async () => {
  const { getUser, requests } = await storeFor(() => undefined, { deadlineSeconds: 0.2 });
  const error = await rejection(getUser());
  expect(error).toBeInstanceOf(UserServerError);
  expect(error.message).toBe("get_user: the user server gave no answer within 0.2 s");
  expect(requests).toHaveLength(1);
});

it("U1: the deadline covers an answer that drips in byte by byte", async () => {
  const { getUser } = await storeFor(
    (response) => {
      const drip = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(drip));
    },
    { deadlineSeconds: 0.3 },
  );
  expect((await rejection(getUser())).message).toBe("get_user: the user server gave no answer within 0.3 s");
});

it("U1: an answer within the deadline counts however slowly it came", async () => {
  const { getUser } = await storeFor((response) => {
    response.write(found.slice(0, 20));
    setTimeout(() => response.end(found.slice(20)), 100);
  });
  expect((await getUser()).ok).toBe(true);
});

it("U1: gives up connecting after the connect timeout", async () => {
  const { port } = await startSilentServer();
  // The handshake belongs to connecting, and a listener that never speaks TLS is one that never lets it end.
  const { users } = openStore({ url: `https://127.0.0.1:${port}/`, connectTimeoutSeconds: 0.1 });
  const error = await rejection(users.deleteUser({ userId: "u1" }));
  expect(error.message).toBe("delete_user: the user server could not be reached (UND_ERR_CONNECT_TIMEOUT)");
});

it("U1: takes an answer of 64 KiB and refuses one byte more, announced or not", async () => {
  let answer = found.padEnd(64 * 1024);
  let isAnnounced = true;
  const { getUser } = await storeFor((response) => {
    if (isAnnounced) response.setHeader("content-length", answer.length);
    response.write(answer);
    response.end();
  });
  expect((await getUser()).ok).toBe(true);
  answer += " ";
  const message = "get_user: the user server answered with more than 65536 bytes";
  expect((await rejection(getUser())).message).toBe(message);
  isAnnounced = false;
  expect((await rejection(getUser())).message).toBe(message);
});

it("U1: asks for no compression and unpacks none", async () => {
  const { getUser, requests } = await storeFor((response) =>
    response.setHeader("content-encoding", "gzip").end(gzipSync(found)),
  );
  const error = await rejection(getUser());
  expect(error.message).toBe("get_user: the user server answered in a content encoding that was not asked for");
  expect(requests[0]?.headers["accept-encoding"]).toBe("identity");
});

it.each([301, 302, 303, 307, 308])("U1: a redirect (%i) is not followed", async (status) => {
  const elsewhere = await startHttpServer((response) => response.end(found));
  const { getUser } = await storeFor((response) =>
    response.writeHead(status, { location: `${elsewhere.origin}/` }).end(found),
  );
  const error = await rejection(getUser());
  expect(error).toMatchObject({ message: `get_user: the user server answered ${status}`, status });
  expect(elsewhere.requests).toEqual([]);
});

it.each([201, 204, 400, 404, 500, 503])("takes no status but 200: %i is a failure", async (status) => {
  const { getUser, requests } = await storeFor((response) => {
    response.writeHead(status);
    response.end(status === 204 ? undefined : found);
  });
  expect(await rejection(getUser())).toMatchObject({ message: `get_user: the user server answered ${status}`, status });
  expect(requests).toHaveLength(1);
});

it("U1: goes straight to the user server, whatever proxy the environment names", async () => {
  const proxy = await startHttpServer((response) => response.end(found));
  for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"]) vi.stubEnv(name, proxy.origin);
  vi.stubEnv("NODE_USE_ENV_PROXY", "1");
  vi.stubEnv("NO_PROXY", "");
  const { getUser, requests } = await storeFor((response) => response.end(found));
  await getUser();
  expect(requests).toHaveLength(1);
  expect(proxy.requests).toEqual([]);
});

it("U1: reuses its connection", async () => {
  const { getUser, requests, connections } = await storeFor((response) => response.end(found));
  for (let i = 0; i < 20; i++) await getUser();
  expect(requests).toHaveLength(20);
  // Two, because a call that follows at once can begin before the connection of the last one has been handed back.
  expect(connections()).toBeLessThanOrEqual(2);
});

it("U1: at most 64 requests are in flight, the others wait for them", async () => {
  const waiting: (() => void)[] = [];
  let isReleased = false;
  let most = 0;
  const { getUser, origin } = await storeFor((response, { method }) => {
    if (isReleased || method === "GET") return response.end(found);
    most = waiting.push(() => response.end(found));
  });
  const calls = Array.from({ length: 80 }, getUser);
  await vi.waitFor(() => expect(waiting.length).toBeGreaterThanOrEqual(64), { timeout: 4000 });
  // One round trip later, everything that was sent along with the 64 would have arrived too.
  await fetch(origin);
  expect(most).toBe(64);
  isReleased = true;
  for (const release of waiting) release();
  expect((await Promise.all(calls)).every((answer) => answer.ok)).toBe(true);
});

it("U1: what waits for its turn has the same deadline", async () => {
  const { getUser, requests } = await storeFor(() => undefined, { maxInFlight: 1, deadlineSeconds: 0.3 });
  const first = rejection(getUser());
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  const second = rejection(getUser());
  expect((await first).message).toContain("gave no answer within 0.3 s");
  expect((await second).message).toContain("gave no answer within 0.3 s");
});

it("U1: a read is asked once more if the connection breaks", async () => {
  let asked = 0;
  const { getUser, requests } = await storeFor((response, { socket }) => {
    asked += 1;
    if (asked === 1) socket.destroy();
    else response.end(found);
  });
  expect((await getUser()).ok).toBe(true);
  expect(requests).toHaveLength(2);
});

it("U1: a read is asked once more if the answer breaks off", async () => {
  let asked = 0;
  const { users, requests } = await storeFor((response, { socket }) => {
    asked += 1;
    if (asked > 1) return response.end(found);
    response.writeHead(200, { "content-length": found.length }).write(found.slice(0, 50));
    setImmediate(() => socket.destroy());
  });
  expect((await users.getUserByEmailAddress({ emailAddress: "ada@example.com" })).ok).toBe(true);
  expect(requests).toHaveLength(2);
});

it("U2: what is no HTTP is named and not repeated", async () => {
  const { getUser } = await storeFor((_, { socket }) => socket.end("secret\0\r\n\r\n"));
  expect((await rejection(getUser())).message).toBe("get_user: the user server could not be reached (HTTPParserError)");
});

it("U1: a read is not asked a third time", async () => {
  const { getUser, requests } = await storeFor((_, { socket }) => socket.destroy());
  expect((await rejection(getUser())).message).toBe("get_user: the user server could not be reached (UND_ERR_SOCKET)");
  expect(requests).toHaveLength(2);
});

it("U1: a write is never sent twice", async () => {
  const { users, requests } = await storeFor((_, { socket }) => socket.destroy());
  const password = { passwordHash: Uint8Array.of(1), passwordHashAlgorithmId: "a", passwordSalt: Uint8Array.of(2) };
  const emailAddress = "ada@example.com";
  const writes = [
    () => users.createUser({ emailAddress, ...password }),
    () => users.updateUserEmailAddress({ userId: "u1", emailAddress, userEmailAddressCounter: 0 }),
    () => users.updateUserPasswordHash({ userId: "u1", ...password, userPasswordHashCounter: 0 }),
    () => users.incrementUserSessionsCounter(write),
    () => users.deleteUser({ userId: "u1" }),
  ];
  for (const call of writes) expect(await rejection(call())).toBeInstanceOf(UserServerError);
  expect(requests.map(({ body }) => JSON.parse(body).action)).toEqual([
    "create_user",
    "update_user_email_address",
    "update_user_password_hash",
    "increment_user_sessions_counter",
    "delete_user",
  ]);
});

it("does without an idle connection that the user server has closed, for writes too", async () => {
  let closed = 0;
  const { users, connections } = await storeFor((response, { socket }) => {
    socket.on("close", () => {
      closed += 1;
    });
    response.end(success({}), () => socket.end());
  });
  for (let i = 1; i <= 3; i++) {
    expect((await users.incrementUserSessionsCounter(write)).ok).toBe(true);
    await vi.waitFor(() => expect(closed).toBe(i));
  }
  expect(connections()).toBe(3);
});

it("U1: fails fast after 10 failures in a row and is back within 3 s of the user server", async () => {
  let isBroken = true;
  let seconds = 1_700_000_000;
  const now = () => new Date(seconds * 1000);
  const { users, requests, isReachable } = await storeFor(
    (response) => {
      response.statusCode = isBroken ? 500 : 200;
      response.end(success({}));
    },
    { now },
  );
  const increment = () => users.incrementUserSessionsCounter(write);
  for (let i = 0; i < 10; i++) expect(await rejection(increment())).toMatchObject({ status: 500 });
  const error = await rejection(increment());
  expect(error).toBeInstanceOf(UserServerError);
  expect(error.message).toBe(
    "increment_user_sessions_counter: the user server was not asked: it failed 10 times in a row",
  );
  expect(await isReachable()).toBe(false);
  expect(requests).toHaveLength(10);

  seconds += 2;
  expect(await rejection(increment())).toMatchObject({ status: 500 });
  isBroken = false;
  seconds += 1;
  await rejection(increment());
  expect(requests).toHaveLength(11);
  seconds += 1;
  expect((await increment()).ok).toBe(true);
  expect((await increment()).ok).toBe(true);
});

it("goes on asking a user server that only refuses requests (4xx)", async () => {
  const { getUser, requests } = await storeFor((response) => response.writeHead(400).end());
  for (let i = 0; i < 15; i++) expect(await rejection(getUser())).toMatchObject({ status: 400 });
  expect(requests).toHaveLength(15);
});

it("U3: signs every request when there is a secret", async () => {
  const now = new Date("2029-01-01T00:00:00Z");
  const secret = "shared between the two";
  const { users, requests } = await storeFor((response) => response.end(success({})), { secret, now: () => now });
  await users.incrementUserSessionsCounter(write);
  await users.deleteUser({ userId: "u1" });
  for (const { headers, body } of requests) {
    const signature = String(headers[signatureHeader.toLowerCase()]);
    expect(await verifySignature({ signature, body, secret, now })).toBe(true);
    expect(await verifySignature({ signature, body: `${body} `, secret, now })).toBe(false);
    expect(await verifySignature({ signature, body, secret: "another", now })).toBe(false);
  }
  expect(requests).toHaveLength(2);
});

it("does not sign without a secret", async () => {
  const { getUser, requests } = await storeFor((response) => response.end(found));
  await getUser();
  expect(requests[0]?.headers).not.toHaveProperty(signatureHeader.toLowerCase());
});

it("S1: no failure repeats the body, the answer or the secret", async () => {
  const port = await freePort();
  const gone = openStore({ url: `http://127.0.0.1:${port}/`, secret: "hush-hush" });
  const { users } = await storeFor((response) => response.writeHead(500).end("hush-hush"), { secret: "hush-hush" });
  const call = { emailAddress: "ada@example.com" };
  const errors = await Promise.all([
    rejection(gone.users.getUserByEmailAddress(call)),
    rejection(users.getUserByEmailAddress(call)),
  ]);
  for (const error of errors) {
    expect(error.cause).toBeUndefined();
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/hush-hush|ada@example\.com/);
  }
  expect(errors[0]?.message).toContain("could not be reached (ECONNREFUSED)");
});

it("is reachable while the user server answers actions, also with user_not_found", async () => {
  let answer = notFound;
  const { isReachable } = await storeFor((response) => response.end(answer));
  expect(await isReachable()).toBe(true);
  answer = JSON.stringify({ ok: false, action_invocation_id: "i", error_code: "internal_error" });
  expect(await isReachable()).toBe(false);
});

it("is not reachable when nobody listens", async () => {
  const { isReachable } = openStore({ url: `http://127.0.0.1:${await freePort()}/` });
  expect(await isReachable()).toBe(false);
});

it("lets a call under way finish when it is closed, and takes no more", async () => {
  let release = () => {};
  const { getUser, requests, close } = await storeFor((response) => {
    release = () => response.end(found);
  });
  const call = getUser();
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  const closed = close();
  release();
  expect((await call).ok).toBe(true);
  await closed;
  expect(await rejection(getUser())).toBeInstanceOf(UserServerError);
});
