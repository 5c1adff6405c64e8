import { createClient } from "@tiauth/client";
import { actions } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { completions, prepareSignup } from "../completions.ts";
import { type Collector, startCollector } from "../harness/collector.ts";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { hasTraceOf } from "./traces.ts";

/** Everything that callers sent and were sent, and where the server finds others: what no span may hold. */
const told = new Set<string>();
const tell = (values: object): void => {
  for (const value of Object.values(values)) {
    if (typeof value === "object" && value !== null) tell(value);
    if (typeof value === "string") for (const part of [value, ...value.split(".")]) if (part.length > 5) told.add(part);
  }
};
const invocationIds = new Set<string>();

let collector: Collector;
let world: World;
beforeAll(async () => {
  collector = await startCollector();
  world = await startWorld({
    secret: "secret of the user server",
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: "100", OTEL_SERVICE_NAME: "auth" },
  });
  const client = createClient(async (body) => {
    tell(JSON.parse(body).arguments);
    const response = await fetch(world.tiauth.url, { method: "POST", body, headers: { traceparent, baggage: "a=b" } });
    const { action_invocation_id, values = {}, ...answer } = JSON.parse(await response.text());
    tell(values);
    invocationIds.add(action_invocation_id);
    return JSON.stringify({ action_invocation_id, values, ...answer });
  });
  world = { ...world, client };
  for (const [, prepare] of completions) await succeeded((await prepare(world, await signUp())).complete());
  await causeTrouble(await signUp());
  const ended = () => collector.spans.filter(({ parentSpanId }) => !parentSpanId).length;
  await vi.waitFor(() => expect(ended()).toBe(invocationIds.size), 10_000);
});
afterAll(async () => {
  await world.close();
  await collector.close();
});

/** What a caller who has traces of its own sends (W3C Trace Context), asking for its trace to be kept. */
const callersTrace = "0af7651916cd43dd8448eb211c80319c";
const traceparent = `00-${callersTrace}-b7ad6b7169203331-01`;

async function signUp(): Promise<Person> {
  const [emailAddress, password] = [world.freshAddress(), world.freshPassword()];
  const wiring = { ...world, freshAddress: () => emailAddress, freshPassword: () => password };
  const { sessionToken = "" } = await succeeded((await prepareSignup(wiring)).complete());
  const { session } = await succeeded(world.client.getSession({ sessionToken }));
  return { emailAddress, password, sessionToken, userId: session.userId };
}

/** A wrong guess, a user server and a mail server that break. */
async function causeTrouble({ emailAddress, password, sessionToken }: Person): Promise<void> {
  const { client, userServer, smtp } = world;
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  await client.verifySigninUserPassword({ signinToken, password: `not ${password}` });
  userServer.intercept("get_user", ({ body }) => ({ status: 200, body }));
  await client.getSession({ sessionToken });
  smtp.behave({ refuseWith: 550 });
  await client.createSignup({ emailAddress: world.freshAddress() });
}

const roots = () => collector.spans.filter(({ parentSpanId }) => !parentSpanId);

describe("spans", () => {
  it("arrive: one for every invocation, named after its action, with its id and its result", () => {
    expect(new Set(roots().map(({ attributes }) => attributes["tiauth.action_invocation_id"]))).toEqual(invocationIds);
    expect(roots().filter(({ name }) => !Object.hasOwn(actions, name))).toEqual([]);
    const results = new Set(roots().map(({ attributes }) => attributes["tiauth.result"]));
    expect(results).toEqual(new Set(["ok", "incorrect_password", "internal_error"]));
    expect(collector.resource).toMatchObject({ "service.name": "auth", "service.version": expect.any(String) });
  });

  it("have below them what the invocation waited for", () => {
    const namesBelow = (action: string) => {
      const ids = roots().filter(({ name, attributes }) => name === action && attributes["tiauth.result"] === "ok");
      const traces = new Set(ids.map(({ traceId }) => traceId));
      return new Set(
        collector.spans.filter((span) => span.parentSpanId && traces.has(span.traceId)).map(({ name }) => name),
      );
    };
    expect(namesBelow("get_session")).toEqual(new Set(["storage.get", "users.getUser"]));
    expect(namesBelow("create_signup")).toContain("email.send");
    expect(namesBelow("complete_signin")).toContain("email.enqueue");
    expect(namesBelow("set_signup_password")).toContain("passwordHasher.hash");
  });

  it("say where something broke", () => {
    const failed = collector.spans.filter(({ status }) => status.code === 2).map(({ name }) => name);
    expect(failed.toSorted()).toEqual(["create_signup", "email.send", "get_session", "users.getUser"]);
  });

  it("begin traces of their own, whatever trace the caller names", () => {
    expect(new Set(roots().map(({ traceId }) => traceId)).size).toBe(roots().length);
    expect(collector.bodies.filter((body) => body.includes(callersTrace))).toEqual([]);
  });

  it("S1: hold nothing that a caller sent or was sent, no secret, no address", () => {
    const places = [world.userServer.url, world.tiauth.dbPath, "127.0.0.1", "secret of the user server"];
    const bytes = Buffer.from(collector.bodies.join("\n"));
    expect(told.size).toBeGreaterThan(80);
    expect(hasTraceOf("get_session", bytes)).toBe(true);
    expect([...told, ...places].filter((text) => hasTraceOf(text, bytes))).toEqual([]);
  });
});

/** A world of its own, whose spans go out a minute after they are made, unless it stops. */
async function startSlowly(env: Readonly<Record<string, string>> = {}) {
  const own = await startCollector();
  onTestFinished(() => own.close());
  const slow = await startWorld({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: own.url, OTEL_BSP_SCHEDULE_DELAY: "60000", ...env },
  });
  onTestFinished(() => slow.close());
  return { own, slow };
}

describe("stopping", () => {
  it("sends the spans that were not sent yet", async () => {
    const { own, slow } = await startSlowly();
    await slow.client.createSignin({ userEmailAddress: slow.freshAddress() });
    expect(own.spans.length).toBe(0);
    expect(await slow.tiauth.stop()).toBe(0);
    expect(own.spans.map(({ name }) => name)).toContain("create_signin");
  });

  it("D4: does not wait for a collector that hangs", async () => {
    const { own, slow } = await startSlowly();
    await slow.client.createSignin({ userEmailAddress: slow.freshAddress() });
    own.hang(true);
    const startedAt = performance.now();
    expect(await slow.tiauth.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe("what the environment says", () => {
  it("OTEL_TRACES_SAMPLER and OTEL_SDK_DISABLED are heard", async () => {
    for (const env of [{ OTEL_TRACES_SAMPLER: "always_off" }, { OTEL_SDK_DISABLED: "true" }]) {
      const { own, slow } = await startSlowly(env);
      await slow.client.createSignin({ userEmailAddress: slow.freshAddress() });
      expect(await slow.tiauth.stop()).toBe(0);
      expect(own.spans).toEqual([]);
    }
  });

  it("C2: a collector that is not there is told once, in the log, and hurts nobody", async () => {
    const { slow } = await startSlowly({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
      OTEL_BSP_SCHEDULE_DELAY: "50",
      OTEL_EXPORTER_OTLP_TIMEOUT: "300",
    });
    for (let i = 0; i < 3; i++) {
      expect(await slow.client.createSignin({ userEmailAddress: slow.freshAddress() })).toMatchObject({ ok: false });
      await slow.tiauth.log({ msg: "spans cannot be exported" });
    }
    await slow.tiauth.stop(); // which tries once more
    const lines = slow.tiauth.logs.filter(({ msg }) => String(msg).startsWith("spans cannot"));
    expect(lines).toMatchObject([{ level: "warn" }]);
  });

  it.each([
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", /OTEL_EXPORTER_OTLP_ENDPOINT must be an http/],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", /OTEL_EXPORTER_OTLP_PROTOCOL must be http\/json/],
    // As if the packages were not installed.
    ["NODE_OPTIONS", `--import=${withoutSdk()}`, /npm install @opentelemetry\/exporter-trace-otlp-http@\d/],
  ])("C1: %s that cannot work stops the start and says what to do", async (name, value, message) => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318", [name]: value };
    const refused = startWorld({ env });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(/exit code 2/);
  });
});

/** A module that hides the SDK from `import`, as a URL. */
function withoutSdk(): string {
  const hooks = moduleUrl(`export function resolve(name, context, next) {
    if (!name.startsWith("@opentelemetry/sdk-")) return next(name, context);
    throw Object.assign(new Error("hidden"), { code: "ERR_MODULE_NOT_FOUND" });
  }`);
  return moduleUrl(`import { register } from "node:module"; register("${hooks}");`);
}

function moduleUrl(source: string): string {
  return `data:text/javascript;base64,${Buffer.from(source).toString("base64")}`;
}
