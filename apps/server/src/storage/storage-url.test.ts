import { describe, expect, test } from "vitest";
import { hasPassword, isSameStorage, nameOfStorage, parseStorageUrl } from "./storage-url.ts";

const parsed = (text: string) => parseStorageUrl(text) ?? expect.fail(`${text} was refused`);

describe("a storage", () => {
  test.each([
    ["memory:", "memory", "memory:"],
    ["sqlite:./db.sqlite", "sqlite", "./db.sqlite"],
    ["sqlite:/a b/ü@?#.db", "sqlite", "/a b/ü@?#.db"],
    ["sqlite::memory:", "sqlite", ":memory:"],
    ["postgres://db", "postgres", "postgres://db"],
    ["postgresql://me:s3cret@db:5433/auth?sslmode=verify-full", "postgres", "postgresql://db:5433/auth"],
    ["postgres:///auth?host=/run/postgresql&user=me&password=s3cret", "postgres", "postgres:///auth"],
    ["redis://cache", "redis", "redis://cache"],
    ["rediss://default:s3cret@[::1]:6380/1?prefix=a:", "redis", "rediss://[::1]:6380/1"],
    ["redis://:s3cret@cache", "redis", "redis://cache"],
    ["redis+cluster://me:s3cret@a:7000,b:7001,[::1]:7002?wait=1", "redis", "redis+cluster://a:7000,b:7001,[::1]:7002"],
    ["rediss+sentinel://:s3cret@a:1,b:2/main?prefix=a:", "redis", "rediss+sentinel://a:1,b:2/main"],
    ["postgres://me:s3cret%40%2F@db/auth", "postgres", "postgres://db/auth"],
    ["postgres://me:s3cret@s3cret@db/auth", "postgres", "postgres://db/auth"],
  ])("%s is read, and shown without a secret", (text, engine, name) => {
    const storage = parsed(text);
    expect(storage.engine).toBe(engine);
    if ("url" in storage) expect(storage.url).toBe(text);
    expect(nameOfStorage(storage)).toBe(name);
    expect(nameOfStorage(storage)).not.toContain("s3cret");
  });

  test.each([
    "",
    "memory",
    "memory:x",
    "db.sqlite",
    "sqlite:",
    "mysql://db/auth",
    "POSTGRES:db",
    "postgres:auth",
    "postgres://u:p/w@db/auth",
    "postgres://u:p?w@db/auth",
    "postgres://u:p#w@db/auth",
    "postgres://u:1/w@db/auth",
    "postgres://u:1?w@db/auth",
    "redis://u:1?w@cache",
    "redis+cluster://u:1?w@a:1",
    "redis+sentinel://u:1/w?@a:1/main",
    "postgres://u:100%@db/auth",
    "postgres://db/auth\nx",
    "redis://",
    "redis:///1",
    "redis+cluster://",
    "redis+cluster://a:1,,b:2",
    "redis+cluster://u:p/w@a:1",
    "redis+cluster://u:100%@a:1",
    "redis+sentinel://a:1,b:2",
    "redis+sentinel://a:1/",
    "redis+unix://a",
  ])("%j is none", (text) => {
    expect(parseStorageUrl(text)).toBeUndefined();
  });
});

test.each([
  ["postgres://me@db/auth", false],
  ["postgres://me:pw@db/auth", true],
  ["redis://:pw@cache", true],
  ["redis+sentinel://a:1,b:2/main", false],
  ["redis+sentinel://a:1,b:2/main?sentinelPassword=pw", true],
  ["postgres:///auth?user=me&password=pw", true],
  ["postgres://db/auth?sslmode=require", false],
  ["sqlite:/var/lib/tiauth/db.sqlite", false],
])("%s: a password is in it: %s", (url, expected) => {
  expect(hasPassword(url)).toBe(expected);
});

test.each([
  ["postgres://a:b@db/auth", "postgresql://c:d@db/auth?sslmode=require", true],
  ["postgres://db/auth", "postgres://db/limits", false],
  ["postgres:///auth?host=/run/a", "postgres:///auth?host=/run/b", false],
  ["redis://db/0", "redis://db/1", false],
  ["redis://db?prefix=a:", "redis://db?prefix=b:", false],
  ["redis://db?prefix=a:&wait=1", "redis://db?prefix=a:", true],
  ["sqlite:a", "sqlite:./b/../a", true],
  ["sqlite:a", "sqlite:b", false],
  ["memory:", "sqlite:memory:", false],
])("%s and %s are one place: %s", (one, other, expected) => {
  expect(isSameStorage(parsed(one), parsed(other))).toBe(expected);
});
