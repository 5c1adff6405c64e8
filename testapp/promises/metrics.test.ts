import { actions } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseScrape, type Scrape } from "../../apps/server/testing/prometheus-text.ts";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";

let world: World;
let person: Person;
let commandPort: unknown;
beforeAll(async () => {
  world = await startWorld({ env: { TIAUTH_COMMAND_PORT: "0" } });
  ({ port: commandPort } = await world.tiauth.log({ msg: "listening for commands" }));
  person = await world.signUp();
});
afterAll(() => world.close());

const fetchMetrics = () => fetch(`http://127.0.0.1:${commandPort}/metrics`);
const scrape = async () => parseScrape(await (await fetchMetrics()).text());

/** By how much a series grew from one scrape to the next. */
const growth = (before: Scrape, after: Scrape) => (name: string, labels: Readonly<Record<string, string>>) =>
  (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0);

describe("GET /metrics", () => {
  it("counts what happened: actions, sessions, hashes, user server calls, mails, storage, HTTP", async () => {
    const before = await scrape();
    const { sessionToken } = await world.signIn(person);
    for (let i = 0; i < 3; i++) await succeeded(world.client.getSession({ sessionToken }));
    const { signinToken } = await succeeded(world.client.createSignin({ userEmailAddress: person.emailAddress }));
    await world.client.verifySigninUserPassword({ signinToken, password: "not the password" });
    const sent = { type: "signin_notification", outcome: "sent" };
    const mailed = async () => growth(before, await scrape())("tiauth_mails_total", sent);
    await expect.poll(mailed, { timeout: 10_000 }).toBe(1);
    const grew = growth(before, await scrape());

    const actionOutcomes = {
      complete_signin: "ok",
      get_session: "ok",
      verify_signin_user_password: "incorrect_password",
    };
    expect(
      Object.entries(actionOutcomes).map(([action, outcome]) => grew("tiauth_actions_total", { action, outcome })),
    ).toEqual([1, 3, 1]);
    expect(grew("tiauth_action_duration_seconds_count", { action: "get_session" })).toBe(3);
    expect(grew("tiauth_sessions_created_total", { action: "complete_signin" })).toBe(1);
    expect(grew("tiauth_password_hash_duration_seconds_count", {})).toBe(2);
    expect(grew("tiauth_user_server_calls_total", { action: "get_user", outcome: "ok" })).toBeGreaterThanOrEqual(3);
    expect(grew("tiauth_mail_duration_seconds_count", {})).toBe(1);
    expect(grew("tiauth_storage_operation_duration_seconds_count", { operation: "get" })).toBeGreaterThan(5);
    expect(grew("tiauth_http_requests_total", { status: "200" })).toBe(8);
  });

  it("has figures of the process, the queues and the circuit", async () => {
    const { value, types } = await scrape();
    for (const name of [
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
      "nodejs_eventloop_lag_p99_seconds",
    ])
      expect(value(name), name).toBeGreaterThan(0);
    for (const name of [
      "tiauth_password_hashes_running",
      "tiauth_password_hashes_waiting",
      "tiauth_user_server_circuit_open",
    ])
      expect(value(name), name).toBe(0);
    expect(value("tiauth_outbox_items", { topic: "notice" })).toBe(0);
    expect(types.get("tiauth_action_duration_seconds")).toBe("histogram");
  });

  it("is text of the format that Prometheus asks for, and kept by nobody", async () => {
    const { status, headers } = await fetchMetrics();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("is not on the public listener", async () => {
    const { status } = await fetch(new URL("/metrics", world.tiauth.url));
    expect(status).toBe(404);
  });
});

describe("names that callers invent", () => {
  const names = [
    "__proto__",
    "constructor",
    "toString",
    'a"}\\n# evil 1',
    "get_session\n",
    "GET_SESSION",
    "x".repeat(4000),
  ];
  const invent = (action: string) =>
    fetch(world.tiauth.url, { method: "POST", body: JSON.stringify({ action, arguments: { [action]: action } }) });

  it("make no series", async () => {
    const seriesOf = ({ samples }: Scrape) =>
      new Set(samples.map(({ name, labels }) => JSON.stringify([name, labels])));
    await invent("no_such_action"); // 400 has a series of its own from now on
    const before = seriesOf(await scrape());
    for (const name of names) expect((await invent(name)).status).toBe(400);
    for (let i = 0; i < 200; i++) await invent(`action_${i}`);
    for (const path of ["/a", "/b", "/c"]) await fetch(new URL(path, world.tiauth.url));
    const { samples } = await scrape();
    const fresh = [...seriesOf({ ...(await scrape()), samples })].filter((series) => !before.has(series));
    expect(fresh.filter((series) => series.includes("tiauth_") && !series.includes('"status":"404"'))).toEqual([]);
    const named = new Set(
      samples.flatMap(({ name, labels }) => (name.startsWith("tiauth_action") ? [labels.action] : [])),
    );
    expect([...named].filter((action) => !Object.hasOwn(actions, action ?? ""))).toEqual([]);
  });

  it("S1: nor does anything that a caller sent or was sent stand in a scrape", async () => {
    const { emailAddress, password, sessionToken, userId } = person;
    const text = await (await fetchMetrics()).text();
    const told = [
      emailAddress,
      password,
      ...sessionToken.split("."),
      userId,
      world.userServer.url,
      world.tiauth.dbPath,
    ];
    expect(told.filter((secret) => text.includes(secret))).toEqual([]);
  });
});

it("U4: a scrape is quick while the user server hangs, and the failures are counted", async () => {
  const before = await scrape();
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  world.userServer.intercept("get_user", async ({ answer }) => {
    await free;
    return answer();
  });
  const hanging = world.client.getSession({ sessionToken: person.sessionToken });
  const startedAt = performance.now();
  await scrape();
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(await hanging).toMatchObject({ errorCode: "internal_error" });
  const grew = growth(before, await scrape());
  expect(grew("tiauth_user_server_calls_total", { action: "get_user", outcome: "failed" })).toBe(1);
  expect(grew("tiauth_actions_total", { action: "get_session", outcome: "internal_error" })).toBe(1);
  letGo();
});
