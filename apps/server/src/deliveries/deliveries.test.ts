import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { expect, it, onTestFinished } from "vitest";
import { freePort } from "../../testing/http-server.ts";
import { openOutbox } from "../../testing/outbox.ts";
import { createLogs } from "../logs/logs.ts";
import { createDeliveries } from "./deliveries.ts";
import { outboxTopics } from "./topics.ts";

it("C2: an action is answered when its audit event is on the disk for the webhook", async () => {
  const { path, storage } = openOutbox();
  const other = openSqliteStorage({ path });
  onTestFinished(other.close);
  const settings = { auditWebhookUrl: `http://127.0.0.1:${await freePort()}/`, auditWebhookSecret: undefined };
  const logs = createLogs({ level: "fatal", destination: process.stdout });
  const deliveries = createDeliveries(settings, {
    outbox: storage.outbox,
    logs,
    email: { send: async () => undefined },
  });
  onTestFinished(deliveries.close);
  const act = deliveries.keepingEvents(async (action: string) => {
    deliveries.audit({ action, actionInvocationId: "a", result: "ok" });
    return other.outbox.count(outboxTopics.auditEvents);
  });
  expect(await act("create_signin")).toBe(0);
  expect(other.outbox.count(outboxTopics.auditEvents)).toBe(1);
});
