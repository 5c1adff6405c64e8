import { expect, test } from "vitest";
import { checkedPath, redirectTo } from "./index.ts";

test.each([
  ["/", "/"],
  ["/account", "/account"],
  ["/a/b?c=d&e=/f#g", "/a/b?c=d&e=/f#g"],
  ["/search?q=https://example.com", "/search?q=https://example.com"],
  ["/a/../b", "/b"],
  ["/größe", "/gr%C3%B6%C3%9Fe"],
  ["/%2F/evil.example", "/%2F/evil.example"],
])("%s is a path of this origin", (next, path) => {
  expect(checkedPath(next)).toBe(path);
});

test.each([
  "",
  "account",
  "https://evil.example",
  "HTTPS:evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/a\\b",
  "/\t/evil.example",
  "\t//evil.example",
  "/\n/evil.example",
  "/\r\nSet-Cookie: a=b",
  "/ /evil.example",
  " //evil.example",
  "/\u0000/evil.example",
  "/\u007f",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  `/${"a".repeat(2000)}`,
  undefined,
  null,
  7,
  ["/account"],
])("W4: %j leads nowhere but to the fallback", (next) => {
  expect(checkedPath(next)).toBe("/");
  expect(checkedPath(next, "/home")).toBe("/home");
  expect(redirectTo(next, "/home").headers.get("location")).toBe("/home");
});

test("W4: whatever passes stays on its origin, also for a browser that reads it once more", () => {
  const parts = ["/", "\\", ".", "..", "%2e", "%2F", "%5c", "@", ":", "?", "#", "\t", "evil.example", "https:", "a"];
  const paths = parts.flatMap((a) => parts.flatMap((b) => parts.flatMap((c) => parts.map((d) => `/${a}${b}${c}${d}`))));
  const leading = paths.filter(
    (path) => new URL(checkedPath(path), "https://app.example.com").host !== "app.example.com",
  );
  expect(leading).toEqual([]);
  const twice = paths.map((path) => checkedPath(path)).filter((path) => checkedPath(path, "changed") !== path);
  expect(twice).toEqual([]);
});
