import { expect, onTestFinished, test, vi } from "vitest";
import { createWebAuth, type WebAuthOptions } from "./index.ts";
import { readOptions } from "./options.ts";

const secret = "0123456789abcdef0123456789abcdef";
const options: WebAuthOptions = { authServer: "http://127.0.0.1:3777/", cookieSecrets: [secret] };

test.each<[string, Partial<WebAuthOptions>]>([
  ["no secret", { cookieSecrets: [] }],
  ["a secret that is not set", { cookieSecrets: [undefined] }],
  ["a short secret", { cookieSecrets: [secret.slice(1)] }],
  ["a short secret behind a good one", { cookieSecrets: [secret, "old"] }],
  ["an empty shared secret", { sharedSecret: "" }],
  ["an origin with a path", { origins: ["https://app.example.com/"] }],
  ["an origin that is none", { origins: ["app.example.com"] }],
  ["a path that is none", { path: "auth" }],
  ["a path with a query", { path: "/auth?x" }],
  ["a prefix that ends the cookie", { cookiePrefix: "a;" }],
  ["a negative time", { rememberSeconds: -1 }],
  ["a time that is none", { rememberSeconds: Number.NaN }],
])("%s does not start", (_, wrong) => {
  expect(() => createWebAuth({ ...options, ...wrong })).toThrow(RangeError);
});

test("the message about a secret does not have it", () => {
  const short = "too short to be used";
  expect(() => createWebAuth({ ...options, cookieSecrets: [secret, short] })).toThrow(/cookieSecrets\[1\]/);
  expect(() => createWebAuth({ ...options, cookieSecrets: [secret, short] })).not.toThrow(short);
});

test("it is development unless NODE_ENV is production", () => {
  const before = process.env.NODE_ENV;
  try {
    process.env.NODE_ENV = "production";
    expect(readOptions(options).isDevelopment).toBe(false);
    process.env.NODE_ENV = "test";
    expect(readOptions(options).isDevelopment).toBe(true);
  } finally {
    process.env.NODE_ENV = before;
  }
});

test("whoever runs it reads on standard error why there is no answer", () => {
  const written = vi.spyOn(console, "warn").mockReturnValue();
  onTestFinished(() => written.mockRestore());
  const reason = new Error("connect ECONNREFUSED");
  readOptions(options).onError(reason);
  expect(written.mock.calls).toEqual([[expect.stringContaining("auth server"), reason]]);
});

test("the handler is at /auth, or wherever it is put", () => {
  expect(createWebAuth(options).path).toBe("/auth");
  expect(createWebAuth({ ...options, path: "/api/auth" }).path).toBe("/api/auth");
});
