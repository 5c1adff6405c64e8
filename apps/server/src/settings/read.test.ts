import { defaultSettings } from "@tiauth/server";
import { describe, expect, test } from "vitest";
import { declared } from "./declared.ts";
import { type Remark, readSettings } from "./read.ts";
import type { Sources } from "./sources.ts";

const nothing: Sources = { flags: [], environment: {}, envFile: {} };

function settingsFrom(sources: Partial<Sources>) {
  const read = readSettings({ ...nothing, ...sources });
  if ("mistakes" in read) throw new Error(`refused: ${JSON.stringify(read.mistakes)}`);
  return read;
}

function mistakesOf(environment: Record<string, string>): readonly Remark[] {
  const read = readSettings({ ...nothing, environment });
  return "mistakes" in read ? read.mistakes : [];
}

const namesOf = (remarks: readonly Remark[]) => remarks.map(({ name }) => name);

describe("without a single variable", () => {
  test("the core's own defaults apply, but that sessions are remembered where one process does everything", () => {
    expect(settingsFrom({}).settings).toMatchObject({ ...defaultSettings, sessionCacheSeconds: 60 });
    const secondsOf = (environment: Sources["environment"]) =>
      settingsFrom({ environment }).settings.sessionCacheSeconds;
    expect(secondsOf({ TIAUTH_WORKERS: "2" })).toBe(0);
    expect(secondsOf({ TIAUTH_WORKERS: "2", TIAUTH_SESSION_CACHE: "5s" })).toBe(5);
    expect(secondsOf({ TIAUTH_SESSION_CACHE: "0" })).toBe(0);
    expect(secondsOf({ TIAUTH_STORAGE_URL: "postgres://db/a" })).toBe(0);
    expect(secondsOf({ TIAUTH_STORAGE_URL: "redis://db" })).toBe(0);
    expect(secondsOf({ TIAUTH_RATE_LIMIT_STORAGE_URL: "redis://db" })).toBe(60);
  });

  test("everything listens on and talks to this machine, and mails go through the backend", () => {
    const { settings, warnings } = settingsFrom({});
    expect(settings).toMatchObject({
      host: "127.0.0.1",
      port: 3777,
      dbPath: "./db.sqlite",
      userServerUrl: "http://127.0.0.1:8079/invoke",
      email: "backend",
      emailUrl: "http://127.0.0.1:8079/email",
      commandPort: undefined,
      pwnedPasswords: "prefer",
    });
    expect(warnings).toEqual([]);
  });
});

describe("C1: every mistake is listed at once, by name", () => {
  test("mistakes of all kinds come together", () => {
    const environment = {
      TIAUTH_PORT: "65536",
      TIAUTH_SESSION_EXPIRATION: "90 days",
      TIAUTH_LIMIT_SEND_EMAIL: "0/1m",
      TIAUTH_TRUSTED_PROXIES: "10.0.0.0/33",
      TIAUTH_EMAIL: "smtp",
      TIAUTH_SMTP_USERNAME: "postmaster",
    };
    expect(new Set(namesOf(mistakesOf(environment)))).toEqual(
      new Set([
        "TIAUTH_PORT",
        "TIAUTH_SESSION_EXPIRATION",
        "TIAUTH_LIMIT_SEND_EMAIL",
        "TIAUTH_TRUSTED_PROXIES",
        "TIAUTH_SMTP_HOST",
        "TIAUTH_SMTP_FROM",
        "TIAUTH_SMTP_PASSWORD",
      ]),
    );
  });

  test("a mistake has the name the operator wrote, prefix or flag", () => {
    expect(namesOf(mistakesOf({ FAROE_PORT: "no" }))).toEqual(["FAROE_PORT"]);
    const read = readSettings({ ...nothing, flags: [{ variable: "PORT", flag: "--port", text: "no" }] });
    expect(read).toEqual({ mistakes: [{ name: "--port", message: "must be a whole number from 0 to 65535" }] });
  });

  test("no message repeats what was written, least of all a secret", () => {
    const written = Object.values(declared).map(({ variable }) => [`TIAUTH_${variable}`, "s3cr3t\u0000<"]);
    const mistakes = mistakesOf(Object.fromEntries(written));
    expect(mistakes.length).toBeGreaterThan(30);
    expect(JSON.stringify(mistakes)).not.toContain("s3cr3t");
  });
});

test.each([
  ["TIAUTH_PORT", ["-1", "65536", "3777.5", "0x10", "1e3", "port"]],
  ["TIAUTH_PRIVATE_PORT", ["0", "65536"]],
  ["TIAUTH_HOST", ["a b", "-x", "http://localhost"]],
  ["TIAUTH_USER_SERVER_URL", ["localhost:8079", "ftp://host/invoke", "http://me:secret@host/invoke"]],
  ["TIAUTH_USER_SERVER_SECRET", ["fifteen-letters"]],
  ["TIAUTH_CORS_ALLOW_ORIGIN", ["*", "https://app.example.com/", "app.example.com", "https://a.com,", "https://A.com"]],
  ["TIAUTH_TRUSTED_PROXIES", ["10.0.0.0/33", "proxy", "10.0.0", "::/129"]],
  ["TIAUTH_PASSWORD_MIN_LENGTH", ["9", "101"]],
  ["TIAUTH_SESSION_INACTIVITY_TIMEOUT", ["0", "0s"]],
  ["TIAUTH_SIGNUP_LIFETIME", ["0", "20"]],
  ["TIAUTH_LIMIT_VERIFY_PASSWORD", ["off", "5"]],
  ["TIAUTH_ALLOWED_EMAIL_DOMAINS", ["@example.com", "*.", "a@example.com", "exa mple.com"]],
  ["TIAUTH_SMTP_INSECURE", ["yes", "1", "toString"]],
  ["TIAUTH_SMTP_FROM", ["nobody", "Name <nobody>", "a@b.c\r\nBcc: x@y.z"]],
  ["TIAUTH_LOG_LEVEL", ["verbose", "INFO"]],
  ["TIAUTH_HASH_CONCURRENCY", ["0", "257"]],
  ["TIAUTH_WORKERS", ["0", "65", "1.5", "auto"]],
  ["TIAUTH_STORAGE_URL", ["memory", "sqlite:", "mysql://db/a", "postgres:db", "redis://", "redis+cluster://"]],
  ["TIAUTH_RATE_LIMIT_STORAGE_URL", ["redis+sentinel://a:1,b:2", "http://db", "postgres://u:p/w@db/a"]],
  ["TIAUTH_POSTGRES_UNLOGGED", ["true", "records"]],
  ["TIAUTH_POSTGRES_CONNECTIONS", ["0", "1001"]],
])("%s refuses %j", (name, texts) => {
  for (const text of texts) expect(namesOf(mistakesOf({ [name]: text })), text).toEqual([name]);
});

test("records are kept in the SQLite file, unless a URL says where else", () => {
  const storageOf = (environment: Record<string, string>) => settingsFrom({ environment }).settings.storageUrl;
  expect(storageOf({})).toEqual({ engine: "sqlite", path: "./db.sqlite" });
  expect(storageOf({ TIAUTH_DB_PATH: "/a/db" })).toEqual({ engine: "sqlite", path: "/a/db" });
  expect(storageOf({ TIAUTH_STORAGE_URL: "memory:", TIAUTH_DB_PATH: "/a/db" })).toEqual({ engine: "memory" });
  const url = "postgres://me:pw@db/auth";
  expect(storageOf({ TIAUTH_STORAGE_URL: ` ${url} ` })).toEqual({ engine: "postgres", url });
});

test("several workers are refused where they could not share records or limits", () => {
  const refused = [{ name: "TIAUTH_WORKERS", message: expect.stringContaining("in memory") }];
  expect(mistakesOf({ TIAUTH_WORKERS: "2", TIAUTH_STORAGE_URL: "memory:" })).toEqual(refused);
  expect(mistakesOf({ TIAUTH_WORKERS: "2", TIAUTH_DB_PATH: ":memory:" })).toEqual(refused);
  expect(mistakesOf({ TIAUTH_WORKERS: "2", TIAUTH_RATE_LIMIT_STORAGE_URL: "memory:" })).toEqual(refused);
  expect(settingsFrom({ environment: { TIAUTH_WORKERS: "2" } }).settings.workers).toBe(2);
  const shared = { TIAUTH_WORKERS: "2", TIAUTH_STORAGE_URL: "redis://cache", TIAUTH_DB_PATH: ":memory:" };
  expect(settingsFrom({ environment: shared }).settings.workers).toBe(2);
});

test.each([
  [{ TIAUTH_STORAGE_URL: "postgres://db/a", TIAUTH_RATE_LIMIT_STORAGE_URL: "postgresql://u:p@db/a" }],
  [{ TIAUTH_RATE_LIMIT_STORAGE_URL: "sqlite:./db.sqlite" }],
])("limits that are to be kept apart need another storage than the records: %o", (environment) => {
  expect(mistakesOf(environment)).toEqual([
    { name: "TIAUTH_RATE_LIMIT_STORAGE_URL", message: expect.stringContaining("another storage") },
  ]);
});

test("one Redis may keep both under two prefixes", () => {
  const environment = {
    TIAUTH_STORAGE_URL: "redis://cache/0?prefix=a:",
    TIAUTH_RATE_LIMIT_STORAGE_URL: "redis://cache/0?prefix=b:",
  };
  expect(settingsFrom({ environment }).warnings).toEqual([]);
});

test("limits alone are unlogged only where they have a Postgres of their own", () => {
  const unlogged = { TIAUTH_POSTGRES_UNLOGGED: "limits", TIAUTH_STORAGE_URL: "postgres://db/a" };
  expect(namesOf(mistakesOf(unlogged))).toEqual(["TIAUTH_POSTGRES_UNLOGGED"]);
  const environment = { ...unlogged, TIAUTH_RATE_LIMIT_STORAGE_URL: "postgres://db/b" };
  expect(settingsFrom({ environment }).warnings).toEqual([]);
});

describe("which source wins", () => {
  const flags = [{ variable: "PORT", flag: "--port", text: "1" }];

  test("a flag before the environment before the env file", () => {
    const environment = { TIAUTH_PORT: "2" };
    const envFile = { TIAUTH_PORT: "3" };
    expect(settingsFrom({ flags, environment, envFile }).settings.port).toBe(1);
    expect(settingsFrom({ environment, envFile }).settings.port).toBe(2);
    expect(settingsFrom({ envFile }).settings.port).toBe(3);
  });

  test("TIAUTH_ before FAROE_ in the same place, but the environment before the env file", () => {
    expect(settingsFrom({ environment: { FAROE_PORT: "2", TIAUTH_PORT: "3" } }).settings.port).toBe(3);
    const envFile = { TIAUTH_PORT: "4" };
    expect(settingsFrom({ environment: { FAROE_PORT: "2" }, envFile }).settings.port).toBe(2);
  });

  test("a secret is taken to the letter, blanks at its ends too; everything else is trimmed", () => {
    const environment = { TIAUTH_USER_SERVER_SECRET: " sixteen letters or more ", TIAUTH_HOST: " 127.0.0.2 " };
    const { settings } = settingsFrom({ environment });
    expect(settings.userServerSecret).toBe(" sixteen letters or more ");
    expect(settings.host).toBe("127.0.0.2");
  });

  test("an empty variable counts as not set", () => {
    const sources = { environment: { TIAUTH_PORT: "", FAROE_PORT: " " }, envFile: { TIAUTH_PORT: "3" } };
    expect(settingsFrom(sources).settings.port).toBe(3);
  });

  test.each(Object.values(declared).map(({ variable }) => variable))("FAROE_%s is read like TIAUTH_", (variable) => {
    const bad = "\u0000";
    const wrong = (prefix: string) => mistakesOf({ [prefix + variable]: bad }).map(({ message }) => message);
    expect(wrong("FAROE_")).toEqual(wrong("TIAUTH_"));
  });
});

describe("what follows from other settings", () => {
  test("a SMTP host means SMTP", () => {
    const environment = { TIAUTH_SMTP_HOST: "mail.example.com", TIAUTH_SMTP_FROM: "App <no-reply@example.com>" };
    expect(settingsFrom({ environment }).settings).toMatchObject({ email: "smtp", smtpPort: 587 });
    expect(settingsFrom({ environment: { ...environment, TIAUTH_EMAIL: "backend" } }).settings.email).toBe("backend");
  });

  test("the backend's addresses follow the private host and port", () => {
    const environment = { TIAUTH_PRIVATE_HOST: "::1", TIAUTH_PRIVATE_PORT: "9000" };
    expect(settingsFrom({ environment }).settings).toMatchObject({
      userServerUrl: "http://[::1]:9000/invoke",
      emailUrl: "http://[::1]:9000/email",
    });
  });
});

describe("warnings", () => {
  const warningsOf = (environment: Record<string, string>) => namesOf(settingsFrom({ environment }).warnings);

  test("an unknown TIAUTH_ name is warned about, with the one that was meant", () => {
    expect(settingsFrom({ environment: { TIAUTH_PROT: "1", TIAUTH_NONSENSE_ENTIRELY: "1" } }).warnings).toEqual([
      { name: "TIAUTH_PROT", message: "is not a setting; did you mean TIAUTH_PORT?" },
      { name: "TIAUTH_NONSENSE_ENTIRELY", message: "is not a setting" },
    ]);
  });

  test.each([
    ["TIAUTH_RATE_LIMIT_STORAGE_URL", { TIAUTH_STORAGE_URL: "redis://db", TIAUTH_RATE_LIMIT_STORAGE_URL: "memory:" }],
    ["TIAUTH_POSTGRES_UNLOGGED", { TIAUTH_STORAGE_URL: "postgres://db/a", TIAUTH_POSTGRES_UNLOGGED: "all" }],
    ["TIAUTH_SESSION_CACHE", { TIAUTH_STORAGE_URL: "redis://db", TIAUTH_SESSION_CACHE: "5s" }],
  ])("%s is warned about where servers share a storage", (name, environment) => {
    expect(warningsOf(environment)).toEqual([name]);
  });

  test("so is an unknown FAROE_ name: an old env file must not lose a setting without a word", () => {
    const environment = { FAROE_SMTP_SERVER_HOST: "mail.example.com", FAROE_PORT: "3777" };
    const { warnings } = settingsFrom({ environment });
    expect(warnings.map(({ name }) => name)).toEqual(["FAROE_SMTP_SERVER_HOST"]);
  });

  test("SMTP without TLS is warned about, twice if a password goes over it", () => {
    const smtp = { TIAUTH_SMTP_HOST: "localhost", TIAUTH_SMTP_FROM: "a@b.example", TIAUTH_SMTP_INSECURE: "true" };
    expect(warningsOf(smtp)).toEqual(["TIAUTH_SMTP_INSECURE"]);
    const login = { ...smtp, TIAUTH_SMTP_USERNAME: "me", TIAUTH_SMTP_PASSWORD: "secret" };
    expect(warningsOf(login)).toEqual(["TIAUTH_SMTP_INSECURE", "TIAUTH_SMTP_PASSWORD"]);
  });

  test("a user server on another machine without a secret is warned about", () => {
    const environment = { TIAUTH_USER_SERVER_URL: "http://users.internal/invoke" };
    expect(warningsOf(environment)).toEqual(["TIAUTH_USER_SERVER_SECRET"]);
    expect(warningsOf({ ...environment, TIAUTH_USER_SERVER_SECRET: "sixteen-letters!" })).toEqual([]);
  });
});
