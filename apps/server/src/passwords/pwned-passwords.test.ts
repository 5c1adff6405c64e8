import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { createPwnedPasswords, type PwnedPasswordsOptions } from "./pwned-passwords.ts";
import { PwnedPasswordsError } from "./pwned-passwords-error.ts";

/** SHA-1 of "password". */
const prefix = "5BAA6";
const suffix = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
const other = "003D68EB55068C33ACE09247EE4C639306B";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The address of a TCP server that listens.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/range`;
}

const answering = (body: string) => listen((_, response) => response.end(body));

/** The check, with what it reported. */
async function setUp(url: string, options: Partial<PwnedPasswordsOptions> = {}) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  return { errors, isPwned: createPwnedPasswords({ mode: "prefer", url, onError, ...options }) };
}

describe("S6: the breached-password check", () => {
  it.each(["prefer", "require"] as const)("%s: knows a password that is in the list, and no other", async (mode) => {
    const { isPwned, errors } = await setUp(await answering(`${other}:3\r\n${suffix}:9659365\r\n`), { mode });
    expect(await isPwned("password")).toBe(true);
    expect(await isPwned("correct horse battery staple")).toBe(false);
    expect(errors).toEqual([]);
  });

  it.each([`${suffix}:0`, `${other}:5`, ""])("a password is not in the list %j", async (list) => {
    const { isPwned } = await setUp(await answering(list), { mode: "require" });
    expect(await isPwned("password")).toBe(false);
  });

  it("takes lower-case lists of mirrors too", async () => {
    const { isPwned } = await setUp(await answering(`${suffix.toLowerCase()}:1\n`));
    expect(await isPwned("password")).toBe(true);
  });

  it("sends five digits of the hash and nothing else, and asks for padding", async () => {
    const requests: { line: string; padding: unknown; headers: string }[] = [];
    const url = await listen(({ method, url, headers }, response) => {
      requests.push({ line: `${method} ${url}`, padding: headers["add-padding"], headers: inspect(headers) });
      response.end(`${suffix}:1`);
    });
    for (const base of [url, `${url}/`]) await (await setUp(base)).isPwned("password");
    const headers = expect.not.stringMatching(/password|5baa6|1e4c9/i);
    expect(requests).toEqual(Array(2).fill({ line: `GET /range/${prefix}`, padding: "true", headers }));
  });
});

const failures: readonly (readonly [what: string, listener: RequestListener, message: string])[] = [
  ["500", (_, response) => response.writeHead(500).end(`${suffix}:1`), "answered 500"],
  ["404", (_, response) => response.writeHead(404).end(), "answered 404"],
  ["a redirect", (_, response) => response.writeHead(302, { location: "/elsewhere" }).end(), "answered 302"],
  ["a web page", (_, response) => response.end("<html>sign in to this network</html>"), "no list of hashes"],
  ["a list with one bad line", (_, response) => response.end(`${suffix}:1\nwhat\n`), "no list of hashes"],
  ["too much", (_, response) => response.end(`${other}:5\r\n`.repeat(7000)), "more than 262144 bytes"],
  ["nothing, ever", () => undefined, "no answer within 0.1 s"],
  ["half a list", (_, response) => response.write(`${suffix}:1\r\n`), "no answer within 0.1 s"],
  ["a closed connection", (request) => request.socket.destroy(), "could not be reached (UND_ERR_SOCKET)"],
  [
    "something that is not HTTP",
    (request) => request.socket.end(`${suffix}\r\n`),
    "could not be reached (HTTPParserError)",
  ],
];

describe.each(failures)("S6: a breached-password service that answers %s", (what, listener, message) => {
  const isHanging = message.startsWith("no answer");
  const options = { deadlineSeconds: isHanging ? 0.1 : 30 };

  it("prefer: lets the password pass and reports it, without the password or its hash", async () => {
    const { isPwned, errors } = await setUp(await listen(listener), options);
    expect(await isPwned("password")).toBe(false);
    expect(errors, what).toEqual([expect.any(PwnedPasswordsError)]);
    expect(String(errors[0])).toContain(message);
    const { stack: _, ...rest } = Object.getOwnPropertyDescriptors(errors[0]);
    expect(inspect([String(errors[0]), rest])).not.toMatch(/5BAA6|1E4C9|"password"/i);
  });

  it("require: the check rejects", async () => {
    const { isPwned, errors } = await setUp(await listen(listener), { ...options, mode: "require" });
    await expect(isPwned("password")).rejects.toThrow(message);
    expect(errors).toEqual([]);
  });
});

describe("S6: after a failure", () => {
  /** Fails until it is told not to, and counts. */
  async function failing() {
    const service = { isDown: true, requests: 0, url: "" };
    service.url = await listen((_, response) => {
      service.requests++;
      response.writeHead(service.isDown ? 503 : 200).end(`${suffix}:1`);
    });
    return service;
  }

  it("prefer: passwords pass unchecked and unreported for 30 seconds, then the service is asked again", async () => {
    const service = await failing();
    let nowMs = 1_000_000;
    const { isPwned, errors } = await setUp(service.url, { now: () => new Date(nowMs) });

    for (let i = 0; i < 5; i++) expect(await isPwned("password")).toBe(false);
    nowMs += 29_999;
    expect(await isPwned("password")).toBe(false);
    expect([service.requests, errors.length]).toEqual([1, 1]);

    nowMs += 1;
    expect(await isPwned("password")).toBe(false);
    expect([service.requests, errors.length]).toEqual([2, 2]);

    service.isDown = false;
    nowMs += 30_000;
    for (let i = 0; i < 2; i++) expect(await isPwned("password")).toBe(true);
    expect([service.requests, errors.length]).toEqual([4, 2]);
  });

  it("require: the service is asked every time", async () => {
    const service = await failing();
    const { isPwned } = await setUp(service.url, { mode: "require" });
    await expect(isPwned("password")).rejects.toThrow("answered 503");
    service.isDown = false;
    expect(await isPwned("password")).toBe(true);
  });

  it("prefer: a service that nobody listens for is a failure like any other", async () => {
    const url = await answering("");
    servers.splice(0).map((server) => server.close());
    const { isPwned, errors } = await setUp(url);
    expect(await isPwned("password")).toBe(false);
    expect(String(errors)).toContain("could not be reached (ECONNREFUSED)");
  });
});
