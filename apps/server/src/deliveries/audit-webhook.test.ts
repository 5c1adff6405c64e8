import { signatureHeader, verifySignature } from "@tiauth/protocol";
import type { AuditEvent } from "@tiauth/server";
import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { expect, it, onTestFinished, vi } from "vitest";
import { type Answer, freePort, startHttpServer } from "../../testing/http-server.ts";
import { openOutbox } from "../../testing/outbox.ts";
import { type AuditWebhookOptions, createAuditWebhook } from "./audit-webhook.ts";
import { outboxTopics } from "./topics.ts";

const deadline = { timeout: 8000, interval: 5 };
const event: AuditEvent = {
  action: "complete_signin",
  actionInvocationId: "aaaaaaaaaaaaaaaaaaaaaaaa",
  result: "ok",
  userId: "u1",
  sessionId: "bbbbbbbbbbbbbbbbbbbbbbbb",
  clientAddress: "192.0.2.1",
};

function openWebhook(url: string, options: Partial<AuditWebhookOptions> = {}) {
  const outbox = openOutbox();
  const lost: unknown[] = [];
  const onLost = (error: unknown) => lost.push(error);
  const webhook = createAuditWebhook({
    url,
    secret: undefined,
    onLost,
    deadlineSeconds: 0.3,
    ...outbox.parts,
    ...options,
  });
  onTestFinished(async () => {
    await webhook.stop(0);
    await webhook.close();
  });
  webhook.start();
  const waiting = () => outbox.storage.outbox.count(outboxTopics.auditEvents);
  return { ...outbox, webhook, lost, waiting };
}

async function webhookTo(answer: Answer, options: Partial<AuditWebhookOptions> = {}) {
  const server = await startHttpServer(answer);
  return { ...server, ...openWebhook(`${server.origin}/hook?key=1`, options) };
}

it("an event is on the disk when it is said to be kept", async () => {
  const { webhook, path } = openWebhook(`http://127.0.0.1:${await freePort()}/`);
  const other = openSqliteStorage({ path });
  onTestFinished(other.close);
  webhook.audit(event);
  expect(other.outbox.count(outboxTopics.auditEvents)).toBe(0);
  await webhook.kept();
  expect(other.outbox.count(outboxTopics.auditEvents)).toBe(1);
});

it("U3: an event is posted as JSON with the fields of the log line, an id and the time, and is signed", async () => {
  const secret = "secret of the webhook";
  const { webhook, requests, waiting, parts } = await webhookTo((response) => response.end(), { secret });
  webhook.audit(event);
  await webhook.idle();
  expect(requests).toHaveLength(1);
  const [{ method, url, headers, body } = expect.fail()] = requests;
  expect([method, url, headers["content-type"]]).toEqual(["POST", "/hook?key=1", "application/json"]);
  expect(JSON.parse(body)).toEqual({
    id: expect.stringMatching(/^[a-z2-9]{24}$/),
    time: "2029-01-01T00:00:00.000Z",
    action: "complete_signin",
    result: "ok",
    action_invocation_id: "aaaaaaaaaaaaaaaaaaaaaaaa",
    user_id: "u1",
    session_id: "bbbbbbbbbbbbbbbbbbbbbbbb",
    client_address: "192.0.2.1",
  });
  const signature = String(headers[signatureHeader.toLowerCase()]);
  expect(await verifySignature({ signature, body, secret, now: parts.now() })).toBe(true);
  expect(waiting()).toBe(0);
});

it("an event is kept before anything is posted, and posting waits for nobody", async () => {
  const { webhook, waiting, requests } = openWebhookToNobody(await freePort());
  webhook.audit(event);
  expect(waiting()).toBe(1);
  expect(requests).toEqual([]);
});

const openWebhookToNobody = (port: number) => ({ ...openWebhook(`http://127.0.0.1:${port}/`), requests: [] });

it.each([200, 201, 202, 204])("%i is an answer that takes the event", async (status) => {
  const { webhook, requests, waiting, told } = await webhookTo((response) => response.writeHead(status).end());
  webhook.audit(event);
  await webhook.idle();
  expect([requests.length, waiting(), told]).toEqual([1, 0, []]);
});

it.each([301, 400, 410, 500])("%i is not: the event is posted again, with the same id", async (status) => {
  let isWell = false;
  const { webhook, requests, clock, waiting, told } = await webhookTo((response) =>
    response.writeHead(isWell ? 200 : status, { location: "/elsewhere" }).end(),
  );
  webhook.audit(event);
  await vi.waitFor(() => expect(told).toEqual([`failing: the audit webhook answered ${status}`]), deadline);
  isWell = true;
  await vi.waitFor(() => {
    clock.at += 1000;
    expect(waiting()).toBe(0);
  }, deadline);
  const ids = requests.map(({ body }) => JSON.parse(body).id);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
  expect(requests.every(({ url }) => url === "/hook?key=1")).toBe(true);
});

it("events are posted again as often as need be: silence and broken connections are no answer", async () => {
  let tries = 0;
  const { webhook, clock, waiting, told } = await webhookTo((response, { socket }) => {
    tries += 1;
    if (tries <= 2) return;
    if (tries <= 4) socket.destroy();
    else response.end();
  });
  webhook.audit(event);
  await vi.waitFor(() => {
    clock.at += 60_000;
    expect(waiting()).toBe(0);
  }, deadline);
  expect(tries).toBe(5);
  expect(told.filter((line) => line.startsWith("dropped"))).toEqual([]);
});

it("an event that cannot be kept is told of once and neither throws nor holds up anything", async () => {
  const { parts } = openOutbox();
  let isFull = true;
  const add: typeof parts.outbox.add = (item) => {
    if (isFull) throw new Error("disk full");
    return parts.outbox.add(item);
  };
  const { webhook, lost, requests } = await webhookTo((response) => response.end(), {
    outbox: { ...parts.outbox, add },
  });
  for (let i = 0; i < 3; i++) webhook.audit(event);
  expect(lost).toEqual([new Error("disk full")]);
  isFull = false;
  webhook.audit(event);
  await vi.waitFor(() => expect(requests).toHaveLength(1), deadline);
  await webhook.idle();
  expect(lost).toHaveLength(1);
});

it("a webhook that hangs has at most four events at once", async () => {
  const { webhook, requests, waiting } = await webhookTo(() => undefined, { deadlineSeconds: 1 });
  for (let i = 0; i < 20; i++) webhook.audit(event);
  await vi.waitFor(() => expect(requests).toHaveLength(4), deadline);
  await new Promise(setImmediate);
  expect([requests.length, waiting()]).toEqual([4, 20]);
});
