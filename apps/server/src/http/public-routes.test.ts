import { expect, test } from "vitest";
import { echo, startListener } from "../../testing/public-listener.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

test("an action goes to the core as it came, with the address, browser and languages it came from", async () => {
  const { url } = await startListener();
  const headers = { "accept-language": "nl, en;q=0.5", "user-agent": firefox };
  const response = await fetch(url, { method: "POST", body: '{"action":"x"}', headers });
  expect(response.status).toBe(200);
  expect(await bodyOf(response)).toEqual({
    body: '{"action":"x"}',
    clientAddress: "127.0.0.1",
    clientLabel: "Firefox on Linux",
    acceptLanguage: "nl, en;q=0.5",
  });
});

test("the core is told which actions are taken", async () => {
  const { url } = await startListener({ accepts: { allow: ["get_session"], block: ["create_signup"] } });
  const response = await fetch(url, { method: "POST", body: "{}" });
  expect(await bodyOf(response)).toMatchObject({ allow: ["get_session"], block: ["create_signup"] });
});

test("languages that are longer than any browser sends are left out: they would wait with every notice", async () => {
  const { url } = await startListener();
  const acceptLanguageOf = async (acceptLanguage: string) => {
    const headers = { "accept-language": acceptLanguage };
    const response = await fetch(url, { method: "POST", body: "{}", headers });
    return (await bodyOf(response)).acceptLanguage;
  };
  expect(await acceptLanguageOf("n".repeat(1000))).toHaveLength(1000);
  expect(await acceptLanguageOf("n".repeat(1001))).toBeUndefined();
});

test("any content type is taken, and a query does not matter", async () => {
  const { url } = await startListener();
  for (const type of ["text/plain", "application/json", "application/octet-stream"]) {
    const response = await fetch(`${url}/?a=b`, { method: "POST", body: "{}", headers: { "content-type": type } });
    expect(response.status, type).toBe(200);
  }
});

test("what the core answers becomes HTTP, with Retry-After where it has one", async () => {
  const body = '{"error":{"code":"too_many_requests","message":"…"}}';
  const { url } = await startListener({ invoke: async () => ({ status: 429, body, retryAfterSeconds: 7 }) });
  const response = await fetch(url, { method: "POST", body: "{}" });
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("7");
  expect(await response.text()).toBe(body);
});

test("GET /alive says that the process runs", async () => {
  const { url } = await startListener({ findMissing: async () => ["storage"] });
  const response = await fetch(`${url}/alive`);
  expect(response.status).toBe(200);
  expect(await bodyOf(response)).toEqual({ status: "alive" });
});

test("GET /ready is 200, or 503 with what is missing", async () => {
  const missing: string[] = [];
  const { url } = await startListener({ findMissing: async () => missing });
  expect((await fetch(`${url}/ready`)).status).toBe(200);
  missing.push("storage", "user_server");
  const response = await fetch(`${url}/ready`);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("2");
  expect(await bodyOf(response)).toEqual({ status: "not_ready", missing });
});

test("HEAD is answered like GET, without the body", async () => {
  const { url } = await startListener();
  const response = await fetch(`${url}/alive`, { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toBe("");
});

test.each([
  ["GET", "/", "POST, OPTIONS"],
  ["HEAD", "/", "POST, OPTIONS"],
  ["PUT", "/", "POST, OPTIONS"],
  ["DELETE", "/", "POST, OPTIONS"],
  ["PATCH", "/", "POST, OPTIONS"],
  ["POST", "/alive", "GET, HEAD"],
  ["OPTIONS", "/ready", "GET, HEAD"],
])("H3: %s %s is 405 and names the methods that are taken", async (method, path, allow) => {
  const { url } = await startListener();
  const response = await fetch(url + path, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe(allow);
});

test.each(["/alive/", "//", "/reset", "/command", "/metrics", "/index.html", "/..%2falive", "/favicon.ico"])(
  "H3: %s is 404, whatever the method",
  async (path) => {
    const { url } = await startListener();
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const response = await fetch(url + path, { method });
      expect(response.status, method).toBe(404);
      expect(await bodyOf(response)).toHaveProperty("error.code", "not_found");
    }
  },
);

test("H3: every answer forbids storing and sniffing, and is JSON", async () => {
  const { url } = await startListener({ findMissing: async () => ["storage"], origins: ["https://app.example.com"] });
  const requests: [string, RequestInit][] = [
    ["/", { method: "POST", body: "{}" }],
    ["/", { method: "POST", body: "x".repeat(17_000) }],
    ["/", { method: "POST", body: new Uint8Array([0xff]) }],
    ["/", { method: "OPTIONS" }],
    ["/", {}],
    ["/alive", {}],
    ["/ready", {}],
    ["/nothing", {}],
  ];
  for (const [path, init] of requests) {
    const { headers, status } = await fetch(url + path, init);
    expect(Object.fromEntries(headers), `${status}`).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-type": "application/json",
      vary: "Origin",
    });
  }
});

test("/reset exists only where it is turned on, and has cleared the storage when it answers", async () => {
  let cleared = 0;
  const clear = async () => {
    cleared += 1;
  };
  const { url } = await startListener({ clear });
  for (const method of ["GET", "POST"]) {
    const response = await fetch(`${url}/reset`, { method });
    expect(await bodyOf(response)).toEqual({ success: true, message: "Storage cleared" });
  }
  expect(cleared).toBe(2);
});

test("H4: a caller who hangs up in the middle of a body never reaches the core", async () => {
  const reached: string[] = [];
  const { url } = await startListener({
    invoke: (body, options) => {
      reached.push(body);
      return echo(body, options);
    },
  });
  const aborting = new AbortController();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
    pull: () => aborting.abort(),
  });
  const upload = fetch(url, { method: "POST", body, signal: aborting.signal, duplex: "half" } as RequestInit);
  await expect(upload).rejects.toThrow();
  await fetch(url, { method: "POST", body: '"after"' });
  expect(reached).toEqual(['"after"']);
});
