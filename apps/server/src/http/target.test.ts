import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { pathOf } from "./target.ts";

/** What `pathOf` looks at of a request. */
const asked = (url: string, host: string | undefined = "x", httpVersion = "1.1") =>
  ({ url, headers: { host }, httpVersion }) as unknown as IncomingMessage;

test.each([
  ["/", "/"],
  ["/alive", "/alive"],
  ["/?a=b", "/"],
  ["/alive?a=/b?c", "/alive"],
  ["//", "//"],
  ["/a/../alive", "/a/../alive"],
  ["/%61live", "/%61live"],
  ["http://elsewhere.example/alive?a=b", "/alive"],
  ["HTTPS://elsewhere.example", "/"],
])("the path of %s is %s: as it is written, without its query", (url, path) => {
  expect(pathOf(asked(url))).toBe(path);
});

test.each(["", "alive", "*", "http://", "http:/alive", "ftp://elsewhere.example/alive", "x:443"])(
  "%j is no target",
  (url) => {
    expect(pathOf(asked(url))).toBeUndefined();
  },
);

describe("Host", () => {
  test.each([
    "x",
    "x:80",
    "auth.example.com",
    "AUTH.example.com:65535",
    "a_b-c",
    "127.0.0.1:3777",
    "[::1]",
    "[::1]:80",
  ])("%s is one", (host) => {
    expect(pathOf(asked("/alive", host))).toBe("/alive");
  });

  test.each(["", " ", "a b", "a/b", "a@b", "a:b", "a:", "[x]", "::1", "a,b", "a\u0000", "bücher.example"])(
    "%j is none",
    (host) => {
      expect(pathOf(asked("/alive", host))).toBeUndefined();
      expect(pathOf(asked("http://elsewhere.example/alive", host))).toBeUndefined();
    },
  );

  test("only HTTP/1.0 may leave it out", () => {
    const without = (httpVersion: string) =>
      pathOf({ ...asked("/alive", "", httpVersion), headers: {} } as IncomingMessage);
    expect([without("1.0"), without("1.1")]).toEqual(["/alive", undefined]);
  });
});
