import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCaller, signatureHeader, signRequest, userServerActions } from "@tiauth/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startUserServer } from "./start.ts";

const secret = "shared with Tiauth";
const mail = JSON.stringify({ type: "signup_verification", email: "ann@example.com", code: "ABCD2345" });
const newUser = {
  emailAddress: "ann@example.com",
  passwordHash: Uint8Array.of(1),
  passwordHashAlgorithmId: "argon2id.3.65536.1.32",
  passwordSalt: Uint8Array.of(2),
};

let directory: string;
let lines: object[];
let stops: (() => Promise<void>)[];

async function start(options: { readonly secret?: string } = {}) {
  const settings = { host: "127.0.0.1", port: 0, dbPath: join(directory, "users.sqlite"), secret: options.secret };
  const server = await startUserServer(settings, (line) => lines.push(line));
  stops.push(server.stop);
  const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method: "POST", body, headers });
  const users = createCaller(userServerActions, async (body) => (await post("/invoke", body)).text());
  return { ...server, post, users };
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "app-user-server-"));
  lines = [];
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  rmSync(directory, { recursive: true });
});

describe("the user server process", () => {
  it("says where it listens, once", async () => {
    const { port } = await start();

    expect(port).toBeGreaterThan(0);
    expect(lines).toEqual([{ msg: "listening", host: "127.0.0.1", port, signatures: "not checked" }]);
  });

  it("answers the actions, and keeps its users over a restart", async () => {
    const first = await start();
    const created = await first.users.createUser(newUser);
    await first.stop();
    const second = await start();

    const found = await second.users.getUserByEmailAddress({ emailAddress: "ann@example.com" });
    expect(found).toMatchObject({ ok: true, user: created.ok && created.user });
  });

  it("prints each mail on one line, so that somebody can read the code", async () => {
    const { post } = await start();
    const response = await post("/email", mail);

    expect(response.status).toBe(200);
    expect(lines.slice(1)).toEqual([{ msg: "email", ...JSON.parse(mail) }]);
  });

  it.each(["", "{}", "[]", '{"type":"newsletter","email":"ann@example.com"}', '{"type":"password_reset"}'])(
    "answers 400 to the mail %j, and prints nothing",
    async (body) => {
      const { post } = await start();

      expect((await post("/email", body)).status).toBe(400);
      expect(lines).toHaveLength(1);
    },
  );

  it("U3: with a secret it answers only signed requests, to both routes", async () => {
    const { post } = await start({ secret });
    const getUser = JSON.stringify({ action: "get_user", arguments: { user_id: "nobody" } });
    const routes = [
      ["/invoke", getUser],
      ["/email", mail],
    ] as const;

    for (const [path, body] of routes) {
      expect((await post(path, body)).status).toBe(401);
      const signature = await signRequest(body, secret, new Date());
      expect((await post(path, body, { [signatureHeader]: signature })).status).toBe(200);
    }
    expect(lines).toEqual([
      expect.objectContaining({ signatures: "required" }),
      expect.objectContaining({ msg: "email" }),
    ]);
  });

  it("answers GET /health, and 404 or 405 to what it does not know", async () => {
    const { port } = await start();
    const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;

    expect([await get("/health"), await get("/invoke"), await get("/email"), await get("/")]).toEqual([
      200, 405, 405, 404,
    ]);
  });

  it("answers a body that is too large with 413, and goes on", async () => {
    const { post, users } = await start();

    expect((await post("/invoke", " ".repeat(1_000_000))).status).toBe(413);
    expect(await users.createUser(newUser)).toMatchObject({ ok: true });
  });

  it("thinks nothing of a client that goes away in the middle of a request", async () => {
    const { port, stop } = await start();
    const socket = connect(port, "127.0.0.1");
    await new Promise<void>((sent) =>
      socket.write("POST /invoke HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", () => sent()),
    );
    socket.destroy();
    await stop();

    expect(lines).toHaveLength(1);
  });

  it("does not start where the port is taken, and says so", async () => {
    const { port } = await start();
    const settings = { host: "127.0.0.1", port, dbPath: join(directory, "other.sqlite"), secret: undefined };

    await expect(startUserServer(settings, (line) => lines.push(line))).rejects.toThrow("EADDRINUSE");
    expect(lines).toHaveLength(1);
  });
});
