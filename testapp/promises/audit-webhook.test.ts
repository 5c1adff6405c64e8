import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signatureHeader, verifySignature } from "@tiauth/user-server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createArrivals } from "../harness/arrivals.ts";
import { startWorld, type World } from "../harness/index.ts";
import { listenOnLoopback } from "../harness/loopback.ts";
import { startTiauth } from "../harness/tiauth.ts";

interface Posted {
  readonly event: Readonly<Record<string, unknown>>;
  readonly isSigned: boolean;
}

const secret = "secret of the webhook";
const posts = createArrivals<Posted>(({ event }) => JSON.stringify(event));
let behaviour: "take" | "refuse" | "hang" = "take";
const webhook = createServer(async (request, response) => {
  const chunks: Buffer[] = await request.toArray().catch(() => []);
  const body = Buffer.concat(chunks).toString();
  const signature = request.headers[signatureHeader.toLowerCase()]?.toString();
  if (behaviour === "hang") return;
  posts.add({ event: JSON.parse(body), isSigned: await verifySignature({ signature, body, secret }) });
  response.writeHead(behaviour === "take" ? 204 : 500).end();
});

let directory = "";
let world: World;
let env: Readonly<Record<string, string>> = {};
beforeEach(async () => {
  behaviour = "take";
  directory = mkdtempSync(join(tmpdir(), "tiauth-webhook-"));
  env = {
    TIAUTH_DB_PATH: join(directory, "db.sqlite"),
    TIAUTH_AUDIT_WEBHOOK_URL: `http://127.0.0.1:${await listenOnLoopback(webhook)}/events`,
    TIAUTH_AUDIT_WEBHOOK_SECRET: secret,
  };
  world = await startWorld({ env });
});
afterEach(async () => {
  await world.close();
  webhook.closeAllConnections();
  await new Promise((closed) => webhook.close(closed));
  rmSync(directory, { recursive: true });
});

const find = (fields: Posted["event"], { isSecond = false } = {}) => {
  let seen = 0;
  return posts.find({
    matches: ({ event }) =>
      Object.entries(fields).every(([name, value]) => event[name] === value) && (!isSecond || ++seen === 2),
    description: JSON.stringify(fields),
    deadlineSeconds: 20,
  });
};

it("C2: every line of the audit log is posted too, signed, with an id and the time", async () => {
  const person = await world.signUp();
  await world.signIn(person);
  const { event } = await find({ action: "complete_signin", user_id: person.userId });
  const line = await world.tiauth.log({ msg: "audit", action_invocation_id: event.action_invocation_id });
  const { id, time, ...fields } = event;
  const { level, time: loggedAt, msg, ...logged } = line;
  expect(fields).toEqual(logged);
  expect(id).toMatch(/^[a-z2-9]{24}$/);
  expect(Math.abs(Date.parse(String(time)) - Date.parse(String(loggedAt)))).toBeLessThan(1000);
  const lines = world.tiauth.logs.filter((entry) => entry.msg === "audit");
  await expect.poll(() => posts.all.length, { timeout: 10_000 }).toBe(lines.length);
  expect(posts.all.every(({ isSigned }) => isSigned)).toBe(true);
});

it("C2: an event that was refused is posted again with its id, and holds up no mail", async () => {
  behaviour = "refuse";
  const person = await world.signUp();
  await world.signIn(person);
  const { event } = await find({ action: "complete_signin", user_id: person.userId });
  await world.smtp.nextMail(person.emailAddress, { subject: "Sign-in detected" });
  behaviour = "take";
  expect((await find({ id: event.id }, { isSecond: true })).event).toEqual(event);
});

it("C2: events survive kill -9 while the webhook hangs", async () => {
  behaviour = "hang";
  const person = await world.signUp();
  await world.signIn(person);
  await world.tiauth.kill();
  behaviour = "take";
  const { userServer, smtp } = world;
  const again = await startTiauth({ userServerUrl: userServer.url, smtpPort: smtp.port, env });
  const { event } = await find({ action: "complete_signin", user_id: person.userId });
  expect(event).toMatchObject({ result: "ok" });
  expect(await again.stop()).toBe(0);
});
