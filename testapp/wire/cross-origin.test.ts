import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../harness/index.ts";
import { bodyOf, type HttpRequest, send } from "./request.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({
    env: { TIAUTH_CORS_ALLOW_ORIGIN: "https://app.example.com, http://localhost:5173" },
  });
});
afterAll(() => world.close());

const body = bodyOf("get_session", { session_token: "" });
const preflightHeaders = { "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" };

/** What the answer says about other origins. */
async function crossOriginOf({ headers, ...request }: HttpRequest) {
  const { headers: answered } = await send(world.tiauth.port, { headers: headers ?? {}, ...request });
  const isAboutOrigins = (name: string) => name.startsWith("access-control-") || name === "vary";
  return Object.fromEntries(Object.entries(answered).filter(([name]) => isAboutOrigins(name)));
}

const listed = ["https://app.example.com", "http://localhost:5173"];
const unlisted = [
  "https://app.example.com.evil.example",
  "https://evil.example?https://app.example.com",
  "https://xapp.example.com",
  "https://sub.app.example.com",
  "http://app.example.com",
  "https://app.example.com:8443",
  "https://app.example.com/",
  "HTTPS://APP.EXAMPLE.COM",
  "http://localhost",
  "https://app.example.com, http://localhost:5173",
  "null",
  "*",
  "",
];

describe("H3: cross-origin requests", () => {
  it.each(listed)("a page of the listed %s may ask, and see when to come back", async (origin) => {
    expect(await crossOriginOf({ headers: { Origin: origin }, body })).toEqual({
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "Retry-After",
      vary: "Origin",
    });
  });

  it.each(listed)("a page of the listed %s may send its content type", async (origin) => {
    const headers = { Origin: origin, ...preflightHeaders };
    expect(await crossOriginOf({ method: "OPTIONS", headers })).toEqual({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "600",
      vary: "Origin",
    });
  });

  it.each(unlisted)("a page of %j, which is not listed, is told nothing", async (origin) => {
    const headers = { Origin: origin, ...preflightHeaders };
    expect(await crossOriginOf({ method: "OPTIONS", headers })).toEqual({ vary: "Origin" });
    expect(await crossOriginOf({ headers: { Origin: origin }, body })).toEqual({ vary: "Origin" });
  });

  it.each([
    ["without an origin", { body }],
    ["to a route that is not there", { path: "/nothing", headers: { Origin: "https://evil.example" } }],
  ])("Vary stands on the answer to a request %s too", async (_, request) => {
    expect(await crossOriginOf(request)).toEqual({ vary: "Origin" });
  });

  it("a refusal can be read by a listed page as well", async () => {
    const headers = { Origin: "https://app.example.com" };
    const allowed = { "access-control-allow-origin": headers.Origin };
    expect(await crossOriginOf({ headers, body: "{" })).toMatchObject(allowed);
    expect(await crossOriginOf({ headers, body: "x".repeat(20_000) })).toMatchObject(allowed);
  });
});
