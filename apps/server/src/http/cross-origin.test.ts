import { expect, test } from "vitest";
import { startListener } from "../../testing/public-listener.ts";

const app = "https://app.example.com";
const preflight = (origin: string): RequestInit => ({
  method: "OPTIONS",
  headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
});
const corsHeaders = ({ headers }: Response) => [...headers].filter(([name]) => name.startsWith("access-control-"));

test("H3: without a list there is no CORS header at all", async () => {
  const { url } = await startListener();
  for (const init of [preflight(app), { method: "POST", body: "{}", headers: { origin: app } }]) {
    const response = await fetch(url, init);
    expect(response.ok).toBe(true);
    expect(corsHeaders(response)).toEqual([]);
    expect(response.headers.get("vary")).toBeNull();
  }
});

test("H3: a listed origin may post JSON and read Retry-After, never with credentials", async () => {
  const { url } = await startListener({ origins: [app, "http://localhost:5173"] });
  const asked = await fetch(url, preflight(app));
  expect(asked.status).toBe(204);
  expect(Object.fromEntries(asked.headers)).toMatchObject({
    "access-control-allow-origin": app,
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": "content-type",
    vary: "Origin",
  });
  const answered = await fetch(url, { method: "POST", body: "{}", headers: { origin: "http://localhost:5173" } });
  expect(Object.fromEntries(corsHeaders(answered))).toEqual({
    "access-control-allow-origin": "http://localhost:5173",
    "access-control-expose-headers": "Retry-After",
  });
});

test.each([
  "https://app.example.com.evil.example",
  "https://evil.example",
  "http://app.example.com",
  "https://APP.example.com",
  "https://app.example.com:8443",
  "null",
  "*",
])("H3: the origin %s is not the listed one", async (origin) => {
  const { url } = await startListener({ origins: [app] });
  for (const init of [preflight(origin), { method: "POST", body: "{}", headers: { origin } }]) {
    const response = await fetch(url, init);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("vary")).toBe("Origin");
  }
});

test("H3: with a list, answers vary by origin even for callers without one", async () => {
  const { url } = await startListener({ origins: [app] });
  expect((await fetch(`${url}/alive`)).headers.get("vary")).toBe("Origin");
});
