import { describe, expect, it } from "vitest";
import { placeOf } from "./place.ts";

const plain = {
  topology: "single",
  addresses: [{ host: "a", port: 6379 }],
  isEncrypted: false,
  authority: undefined,
  username: undefined,
  password: undefined,
  database: 0,
  masterName: "",
  prefix: "tiauth:",
  replicas: 0,
  name: "redis://a:6379",
};
const port = (host: string, number: number) => ({ host, port: number });

describe("placeOf", () => {
  it.each<[url: string, differs: object]>([
    ["redis://a", {}],
    ["redis://a/", {}],
    ["redis://a:1/2", { addresses: [port("a", 1)], database: 2, name: "redis://a:1" }],
    ["rediss://[::1]:1", { addresses: [port("::1", 1)], isEncrypted: true, name: "rediss://[::1]:1" }],
    ["redis://u:p%40%2F%3A:x@a", { username: "u", password: "p@/::x" }],
    ["redis://:p@a", { password: "p" }],
    ["redis://a?prefix=b%3A&wait=2", { prefix: "b:", replicas: 2 }],
    [
      "redis+cluster://a:1,b,c:3?prefix=x",
      {
        topology: "cluster",
        addresses: [port("a", 1), port("b", 6379), port("c", 3)],
        prefix: "x",
        name: "redis+cluster://a:1,b:6379,c:3",
      },
    ],
    [
      "rediss+sentinel://u:p@a,b:1/the%20master/3",
      {
        topology: "sentinel",
        addresses: [port("a", 26379), port("b", 1)],
        isEncrypted: true,
        username: "u",
        password: "p",
        masterName: "the master",
        database: 3,
        name: "rediss+sentinel://a:26379,b:1",
      },
    ],
  ])("reads %s", (url, differs) => {
    expect(placeOf(url)).toEqual({ ...plain, ...differs });
  });

  it.each([
    ["", "has to look like"],
    ["http://a", "has to look like"],
    ["redis://", "has to look like"],
    ["redis://a:70000", "host:port"],
    ["redis://a,b", "several hosts"],
    ["redis://a/b", "number of a database"],
    ["redis://a/1/2", "number of a database"],
    ["redis+cluster://a/1", "no databases"],
    ["redis+sentinel://a", "the name that the sentinels know"],
    ["redis://a?db=1", 'no option "db"'],
    ["redis://a?prefix=", "prefix"],
    ["redis://a?wait=many", "wait"],
    ["redis://a?ca=b", "rediss:// only"],
    ["rediss://a?ca=/no/such/file", "cannot be read: /no/such/file"],
    ["redis://u:%zz@a", "hexadecimal"],
  ])("refuses %j", (url, reason) => {
    expect(() => placeOf(url)).toThrow(expect.objectContaining({ name: "StorageError", code: "refused" }));
    expect(() => placeOf(url)).toThrow(reason);
  });

  it("S1: says nothing of a password, neither in a name nor in a refusal", () => {
    expect(placeOf("redis://user:hunter2@a").name).toBe("redis://a:6379");
    for (const url of [
      "redis://u:hunter2@a:70000",
      "http://u:hunter2@a",
      "redis://u:hunter2@a?x=1",
      "redis://u:hunter2@",
      "redis://u:1?hunter2@a",
      "redis+sentinel://u:1/hunter2@a/name",
    ]) {
      expect(() => placeOf(url)).toThrow("cannot be used");
      expect(() => placeOf(url)).not.toThrow("hunter2");
    }
  });
});
