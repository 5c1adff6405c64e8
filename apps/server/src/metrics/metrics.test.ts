import { actions } from "@tiauth/protocol";
import type { Mail } from "@tiauth/server";
import type { StorageDriver } from "@tiauth/storage";
import { memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { describe, expect, test } from "vitest";
import { parseScrape } from "../../testing/prometheus-text.ts";
import { createMetrics, type Metrics } from "./index.ts";

const read = async ({ scrape }: Metrics) => parseScrape((await scrape()).text);
const entry = { value: new Uint8Array(1), expiresAt: new Date(0) };
const mail: Mail = {
  type: "signin_notification",
  to: { emailAddress: "alice@example.com", displayName: "" },
  at: new Date(0),
};

test("every outcome of every action has a series from the start, so that the first one is seen as an increase", async () => {
  const { samples } = await read(createMetrics());
  const series = samples.filter(({ name }) => name === "tiauth_actions_total");
  const declared = Object.values(actions).flatMap(({ errors }) => [
    ...errors,
    "ok",
    "internal_error",
    "internal_conflict",
  ]);
  expect(series.length).toBe(declared.length);
  expect(series.filter(({ value }) => value !== 0)).toEqual([]);
});

test("names and types are those that Prometheus expects", async () => {
  const metrics = createMetrics();
  const { types } = await read(metrics);
  for (const [name, type] of types) {
    expect(name.endsWith("_total"), name).toBe(type === "counter");
    expect(name.endsWith("_seconds"), name).toBe(type === "histogram");
    expect(name).toMatch(/^tiauth_/);
  }
  expect((await metrics.scrape()).contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});

describe("actions", () => {
  const seen = { action: "complete_signin", actionInvocationId: "a", durationSeconds: 0.3 };

  test("are counted by their outcome and timed", async () => {
    const metrics = createMetrics();
    metrics.observe({ ...seen, result: "ok" });
    metrics.observe({ ...seen, result: "internal_error" });
    const { value } = await read(metrics);
    const action = "complete_signin";
    expect(value("tiauth_actions_total", { action, outcome: "ok" })).toBe(1);
    expect(value("tiauth_actions_total", { action, outcome: "internal_error" })).toBe(1);
    expect(value("tiauth_action_duration_seconds_count", { action })).toBe(2);
    expect(value("tiauth_action_duration_seconds_sum", { action })).toBeCloseTo(0.6);
    expect(value("tiauth_action_duration_seconds_bucket", { action, le: "0.25" })).toBe(0);
    expect(value("tiauth_action_duration_seconds_bucket", { action, le: "0.5" })).toBe(2);
  });

  test("that begin a session are counted once more; those that only use one are not", async () => {
    const metrics = createMetrics();
    metrics.observe({ ...seen, result: "ok", sessionId: "s" });
    metrics.observe({ ...seen, result: "ok" }); // the session could not be made
    metrics.observe({ ...seen, result: "invalid_signin_token", sessionId: "s" });
    metrics.observe({ ...seen, action: "get_session", result: "ok", sessionId: "s" });
    const { samples } = await read(metrics);
    const counted = samples.filter(({ name, value }) => name === "tiauth_sessions_created_total" && value > 0);
    expect(counted).toEqual([
      { name: "tiauth_sessions_created_total", labels: { action: "complete_signin" }, value: 1 },
    ]);
  });
});

describe("the storage", () => {
  test("O5: is timed, and answers at once what it answered at once", async () => {
    const metrics = createMetrics();
    const storage = metrics.watchStorage(memoryStorage(), "records");
    expect(storage.add("a", entry)).toBe(true);
    expect(storage.get("a")).toMatchObject({ counter: 0 });
    expect(storage.update("a", entry, 0)).toBe(true);
    expect(storage.deleteExpired(new Date(), 10)).toBe(1);
    expect(storage.delete("a")).toBe(false);
    const { value } = await read(metrics);
    for (const operation of ["get", "add", "update", "delete", "deleteExpired"])
      expect(value("tiauth_storage_operation_duration_seconds_count", { storage: "records", operation })).toBe(1);
  });

  test.each(["thrown", "rejected"])("has its failures counted: %s", async (how) => {
    const metrics = createMetrics();
    const broken = new Error("disk full");
    const fail = () => {
      if (how === "rejected") return Promise.reject(broken);
      throw broken;
    };
    const driver: StorageDriver = { ...memoryStorage(), add: fail };
    const { add } = metrics.watchStorage(driver, "limits");
    await expect(async () => add("a", entry)).rejects.toBe(broken);
    const { value } = await read(metrics);
    expect(value("tiauth_storage_errors_total", { storage: "limits", operation: "add" })).toBe(1);
    expect(value("tiauth_storage_operation_duration_seconds_count", { storage: "limits", operation: "add" })).toBe(0);
  });

  test("shows what waits in its outbox; what it cannot count hides nothing else", async () => {
    const metrics = createMetrics();
    const { outbox, ...driver } = memoryStorage();
    let isBroken = false;
    const count = (topic: string) => {
      if (isBroken) throw new Error("damaged");
      return outbox.count(topic);
    };
    metrics.showOutbox({ ...driver, outbox: { ...outbox, count } }, ["notice", "audit_event"]);
    outbox.add({ topic: "notice", payload: "{}", now: new Date() });
    const { value } = await read(metrics);
    expect(value("tiauth_outbox_items", { topic: "notice" })).toBe(1);
    expect(value("tiauth_outbox_items", { topic: "audit_event" })).toBe(0);
    isBroken = true;
    const { value: later, samples } = await read(metrics);
    expect(later("tiauth_outbox_items", { topic: "notice" })).toBeUndefined();
    expect(samples.length).toBeGreaterThan(100);
  });
});

describe("the user server", () => {
  test("has its calls counted by their outcome, and shows whether it is given up", async () => {
    const metrics = createMetrics();
    let isGivenUp = false;
    const { users } = metrics.watchUserServer({
      users: { ...userStoreFrom(memoryUserStore().handlers), getUser: () => Promise.reject(new Error("down")) },
      isReachable: async () => true,
      isGivenUp: () => isGivenUp,
      close: async () => undefined,
    });
    await users.getUserByEmailAddress({ emailAddress: "nobody@example.com" });
    await expect(users.getUser({ userId: "1" })).rejects.toThrow("down");
    const { value } = await read(metrics);
    const action = "get_user_by_email_address";
    expect(value("tiauth_user_server_calls_total", { action, outcome: "user_not_found" })).toBe(1);
    expect(value("tiauth_user_server_calls_total", { action: "get_user", outcome: "failed" })).toBe(1);
    expect(value("tiauth_user_server_call_duration_seconds_count", { action })).toBe(1);
    expect(value("tiauth_user_server_circuit_open")).toBe(0);
    isGivenUp = true;
    expect((await read(metrics)).value("tiauth_user_server_circuit_open")).toBe(1);
  });
});

describe("mails and password hashes", () => {
  test("mails are counted by type and outcome; whatever else was given is handed on", async () => {
    const metrics = createMetrics();
    const given: unknown[][] = [];
    const send = async (...all: unknown[]) => {
      given.push(all);
      if (given.length > 1) throw new Error("refused");
    };
    const email = metrics.watchEmail({ send, check: async () => undefined, close: async () => undefined });
    const handOver = { mailId: "m", goingOut: async () => undefined };
    await email.send(mail, handOver);
    await expect(email.send(mail)).rejects.toThrow("refused");
    expect(given).toEqual([[mail, handOver], [mail]]);
    const { value } = await read(metrics);
    expect(value("tiauth_mails_total", { type: mail.type, outcome: "sent" })).toBe(1);
    expect(value("tiauth_mails_total", { type: mail.type, outcome: "failed" })).toBe(1);
    expect(value("tiauth_mail_duration_seconds_count")).toBe(2);
  });

  test("hashes are timed, whichever algorithm makes them, and the queue is shown", async () => {
    const metrics = createMetrics();
    const hasher = { id: "cheap", saltLengthBytes: 1, hash: async () => new Uint8Array(1) };
    await metrics.watchHasher(hasher).hash("password", new Uint8Array(1));
    const algorithm = metrics.watchAlgorithm((id) => (id === "cheap" ? hasher : undefined));
    expect(algorithm("other")).toBeUndefined();
    await algorithm("cheap")?.hash("password", new Uint8Array(1));
    metrics.showHashing(() => ({ running: 3, waiting: 7 }));
    const { value } = await read(metrics);
    expect(value("tiauth_password_hash_duration_seconds_count")).toBe(2);
    expect(value("tiauth_password_hashes_running")).toBe(3);
    expect(value("tiauth_password_hashes_waiting")).toBe(7);
  });
});

test("the parser of these tests takes nothing that is not of the format", () => {
  const head = "# TYPE a counter\n";
  expect(parseScrape(`${head}a{b="c\\"d"} 1\n`).samples).toEqual([{ name: "a", labels: { b: 'c"d' }, value: 1 }]);
  for (const bad of [
    "a 1\n",
    `${head}a 1`,
    `${head}a one\n`,
    `${head}a{b=c} 1\n`,
    `${head}a 1\na 2\n`,
    `${head}${head}`,
  ])
    expect(() => parseScrape(bad), bad).toThrow();
});
