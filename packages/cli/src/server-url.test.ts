import { expect, test } from "vitest";
import { createCliAuth } from "./index.ts";
import { serverUrl } from "./server-url.ts";

test.each([
  ["https://auth.example.com", "https://auth.example.com/"],
  ["HTTPS://Auth.Example.com:443/tiauth#x", "https://auth.example.com/tiauth"],
  ["http://localhost:3777", "http://localhost:3777/"],
  ["http://127.0.0.1:3777/", "http://127.0.0.1:3777/"],
  ["http://127.1", "http://127.0.0.1/"],
  ["http://[::1]:3777/", "http://[::1]:3777/"],
])("%s is a server to sign in at", (given, known) => {
  expect(serverUrl(given, "https")).toBe(known);
});

test.each([
  "http://auth.example.com",
  "http://localhost.example.com",
  "http://127.0.0.1.example.com",
  "http://192.0.2.1",
  "ftp://127.0.0.1/",
  "file:///etc/passwd",
  "auth.example.com",
  "localhost:3777",
  "",
  "https://me:secret@auth.example.com",
])("%s is refused, as tokens could be read on the way or it is no address", (given) => {
  expect(() => serverUrl(given, "https")).toThrow(RangeError);
  expect(() => createCliAuth({ tool: "reg", server: given })).toThrow(RangeError);
  expect(() => createCliAuth({ tool: "reg", server: "https://a.example", origins: [given] })).toThrow(RangeError);
});

test("another machine without https has to be allowed, and nothing but http is allowed by that", () => {
  expect(serverUrl("http://auth.internal/", "insecure")).toBe("http://auth.internal/");
  expect(() => serverUrl("ftp://auth.internal/", "insecure")).toThrow(RangeError);
  expect(() => createCliAuth({ tool: "reg", server: "http://auth.internal/", allowInsecure: true })).not.toThrow();
});

test.each([
  { tool: "" },
  { tool: "../reg" },
  { tool: "a/b" },
  { tool: "." },
  { tool: "reg", clientName: "" },
  { tool: "reg", clientName: " reg" },
  { tool: "reg", clientName: "reg\u001b[31m" },
  { tool: "reg", clientName: "x".repeat(65) },
])("a name that could lead elsewhere or be shown as something else is refused: %j", (names) => {
  expect(() => createCliAuth({ server: "https://auth.example.com", ...names })).toThrow(RangeError);
});
