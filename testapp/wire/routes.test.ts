import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startWorld, type World } from "../harness/index.ts";
import { bodyOf, type HttpRequest, send } from "./request.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const answerTo = (request: HttpRequest) => send(world.tiauth.port, request);
const health = ["GET", "HEAD"];

describe("H3: the routes of the public listener", () => {
  it.each([
    ["/alive", { status: "alive" }],
    ["/ready", { status: "ready" }],
  ])("GET %s tells %j, HEAD the same without a body", async (path, told) => {
    const { status, headers, text } = await answerTo({ method: "GET", path });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual(told);
    expect(headers["content-type"]).toBe("application/json");
    expect(await answerTo({ method: "HEAD", path })).toMatchObject({ status: 200, text: "" });
  });

  it("OPTIONS / says what / takes, without a body", async () => {
    const { status, headers, text } = await answerTo({ method: "OPTIONS" });
    expect({ status, allow: headers.allow, text }).toEqual({ status: 204, allow: "POST, OPTIONS", text: "" });
  });

  it("a query changes nothing about an action", async () => {
    const body = bodyOf("get_session", { session_token: "" });
    const { status, text } = await answerTo({ path: "/?action=create_signup", body });
    expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 200, error_code: "invalid_session_token" });
  });

  it.each([
    ...["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"].map((method) => [method, "/", "POST, OPTIONS"]),
    ...["POST", "PUT", "DELETE", "OPTIONS"].flatMap((method) =>
      ["/alive", "/ready"].map((path) => [method, path, health.join(", ")]),
    ),
  ] as const)("%s %s is 405, and says what is allowed: %s", async (method, path, allow) => {
    const { status, headers, text } = await answerTo({ method, path });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow });
    if (method !== "HEAD") expect(JSON.parse(text)).toMatchObject({ error: { code: "method_not_allowed" } });
  });

  it.each([
    "/reset",
    "/command",
    "/metrics",
    "/invoke",
    "/email",
    "/alive/",
    "//",
    "/index.html",
    "/.env",
    "/db.sqlite",
    "/ALIVE",
    "/__proto__",
    "/constructor",
  ])("there is nothing at %s, for any method", async (path) => {
    for (const method of ["GET", "POST", "HEAD", "OPTIONS"]) {
      const { status, text } = await answerTo({ method, path });
      expect({ method, status }).toEqual({ method, status: 404 });
      if (method !== "HEAD") expect(JSON.parse(text)).toMatchObject({ error: { code: "not_found" } });
    }
  });

  it.each([
    ["an action", { body: bodyOf("get_session", { session_token: "" }) }],
    ["a body that is no request", { body: "{" }],
    ["a body that is too large", { body: "x".repeat(20_000) }],
    ["no such route", { path: "/nothing" }],
    ["no such method", { method: "PUT" }],
    ["OPTIONS", { method: "OPTIONS" }],
    ["HEAD", { method: "HEAD", path: "/alive" }],
    ["GET", { method: "GET", path: "/ready" }],
  ])("every answer forbids keeping it and guessing at it: %s", async (_, request) => {
    const { headers } = await answerTo(request);
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("server");
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});

it("GET /ready says that the user server is missing, and when to ask again", async () => {
  await world.userServer.close();
  const answer = await vi.waitFor(
    async () => {
      const answer = await answerTo({ method: "GET", path: "/ready" });
      expect(answer.status).toBe(503); // an answer holds for a second
      return answer;
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(JSON.parse(answer.text)).toEqual({ status: "not_ready", missing: ["user_server"] });
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(await answerTo({ method: "GET", path: "/alive" })).toMatchObject({ status: 200 });
});
