import { expect, test } from "vitest";
import { read, sources } from "./files.ts";

/** What can be dangerous, and where it may stand all the same. Tests and what the browser runs are not looked at. */
const dangers: readonly { readonly what: string; readonly pattern: RegExp; readonly allowed: readonly string[] }[] = [
  { what: "runs text as code", pattern: /\beval\(|new Function\(|node:vm/, allowed: [] },
  {
    // Workers, which are this program; the command `tiauth dev`, for test suites.
    what: "starts a program",
    pattern: /child_process|node:cluster/,
    allowed: [
      "apps/server/src/workers/member.ts",
      "packages/testing/src/child.ts",
      "packages/testing/src/end-with-this-process.ts",
    ],
  },
  {
    // That is how Have I Been Pwned sorts its list, and how Redis calls its scripts; it protects nothing.
    what: "uses a broken hash function",
    pattern: /["'](md5|sha-?1)["']/i,
    allowed: ["apps/server/src/passwords/pwned-passwords.ts", "packages/storage/src/redis/script.ts"],
  },
  {
    // A code, for whoever holds a token, with a key that nothing else is encrypted with.
    what: "encrypts by itself",
    pattern: /create(Cipher|Decipher)|node:tls|createSecretKey/,
    allowed: ["packages/records/src/secrets.ts"],
  },
  { what: "makes a pattern of a text", pattern: /new RegExp\(/, allowed: [] },
  {
    // As the operator says: `--insecure`, with a warning.
    what: "may take any certificate",
    pattern: /rejectUnauthorized|NODE_TLS_REJECT/,
    allowed: ["apps/server/src/mail/smtp-options.ts"],
  },
];

const running = sources.filter(
  (path) => /^(packages|apps\/(server|user-server))\//.test(path) && path.includes("/src/"),
);

const users = (pattern: RegExp) => running.filter((path) => pattern.test(read(path)));

test.each(dangers)("no source $what but where it is meant", ({ pattern, allowed }) => {
  expect(running.length).toBeGreaterThan(100);
  expect(users(pattern)).toEqual(allowed);
});

test("S2: numbers that can be foreseen say how long to wait, in which order to measure and where to look for damage", () => {
  expect(users(/Math\.random/)).toEqual([
    "apps/server/src/enumeration/sample.ts",
    "packages/records/src/compare-and-swap.ts",
    "packages/storage/src/conformance/races.ts",
    "packages/storage/src/sqlite/busy.ts",
    "packages/storage/src/sqlite/sample.ts",
  ]);
});
