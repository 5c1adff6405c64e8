import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { placeOf } from "./place.ts";

const secret = "correct horse";
const base = "postgres://tiauth:correct%20horse@db.example/auth";

function refusalOf(url: string): Error & { readonly code?: unknown } {
  try {
    placeOf(url);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error(`${url} was not refused`);
}

describe("a Postgres URL", () => {
  it("says where the database is, and as whom to connect", () => {
    expect(placeOf("postgresql://ti%40uth:p%2Fw@[::1]:6543/au%20th")).toEqual({
      name: "::1:6543/au th",
      config: expect.objectContaining({ host: "::1", port: 6543, database: "au th", user: "ti@uth", password: "p/w" }),
      isOpenToListeners: false,
    });
    expect(placeOf(base).config).toMatchObject({
      port: 5432,
      password: secret,
      ssl: false,
      application_name: "tiauth",
    });
    expect(placeOf("postgres:///auth?host=/run/postgresql").config).toMatchObject({ host: "/run/postgresql" });
  });

  it.each(["require", "verify-ca", "verify-full"])("sslmode=%s checks the certificate in full", (sslmode) => {
    const { config, isOpenToListeners } = placeOf(`${base}?sslmode=${sslmode}`);
    expect(config.ssl).toEqual({});
    expect(isOpenToListeners).toBe(false);
  });

  it.each(["sslmode=prefer", "sslmode=allow", "sslmode=no-verify", "ssl=no-verify", "uselibpqcompat=true", "ssl=0"])(
    "with %s is refused: nobody is to believe that it is safe",
    (parameter) => {
      expect(refusalOf(`${base}?${parameter}`)).toMatchObject({ name: "StorageError", code: "refused" });
    },
  );

  it("without sslmode is open to listeners, unless it leads to this machine or says that this is meant", () => {
    expect(placeOf(base).isOpenToListeners).toBe(true);
    expect(placeOf(`${base}?sslmode=disable`).isOpenToListeners).toBe(false);
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
      expect(placeOf(`postgres://${host}/auth`).isOpenToListeners).toBe(false);
    }
  });

  it("names the files of certificates, which are read", () => {
    const directory = mkdtempSync(join(tmpdir(), "tiauth-place-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const path = join(directory, "ca.pem");
    writeFileSync(path, "the certificate");
    expect(placeOf(`${base}?sslmode=verify-full&sslrootcert=${path}`).config.ssl).toEqual({ ca: "the certificate" });
    expect(refusalOf(`${base}?sslrootcert=${path}`).message).toContain("no sslmode");
    expect(refusalOf(`${base}?sslmode=verify-full&sslrootcert=/no/such.pem`).message).toContain("/no/such.pem");
  });

  it("may have what providers write into it and what happens anyway", () => {
    const url = `${base}?sslmode=require&channel_binding=require&target_session_attrs=read-write`;
    expect(placeOf(url).config).toMatchObject({ ssl: {}, enableChannelBinding: true });
    expect(placeOf(`${base}?sslmode=require`).config.enableChannelBinding).toBe(false);
    expect(refusalOf(`${base}?target_session_attrs=standby`).message).toContain("target_session_attrs");
  });

  it("that is none, or leads nowhere, is refused without a word of its password", () => {
    const hosts = "postgres://tiauth:correct%20horse@one:1,two:2/auth";
    const unusable = [
      hosts,
      "postgres://tiauth:correct horse@",
      "mysql://tiauth:correct horse@db/auth",
      "correct horse",
      "postgres://tiauth:1/correct horse@db/auth",
      "postgres://tiauth:1?correct horse@db/auth",
      "postgres://tiauth:/correct horse@db/auth?sslmode=disable",
      "postgres://tiauth:%correct horse@db/auth",
      "postgres://tiauth@one,two/auth",
      "postgres:///auth?host=/run/one,/run/two",
    ];
    for (const url of [...unusable, `${base}?x=1`, "postgres://tiauth:correct%20horse@db.example"]) {
      const refusal = refusalOf(url);
      expect(refusal).toMatchObject({ name: "StorageError", code: "refused" });
      expect(refusal.message).toContain("postgres://user:password@host:5432/database");
      expect(inspect(refusal)).not.toMatch(/correct/);
    }
  });
});
