import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort, startHttpServer } from "../../testing/http-server.ts";
import { check } from "./check.ts";

async function run(environment: Record<string, string>) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const exitCode = await check({}, { environment, out: write, err: write });
  return { exitCode, lines };
}

function temporaryFile(name: string) {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-check-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, name);
}

const startBackend = async (answer: object) => {
  const { origin } = await startHttpServer((response) => response.end(JSON.stringify(answer)));
  return { TIAUTH_USER_SERVER_URL: `${origin}/invoke`, TIAUTH_EMAIL_URL: `${origin}/email` };
};
const userNotFound = { ok: false, action_invocation_id: "x", error_code: "user_not_found" };

test("if everything works there is a line about each part, and the exit code is 0", async () => {
  const backend = await startBackend(userNotFound);
  const { exitCode, lines } = await run({ ...backend, TIAUTH_DB_PATH: temporaryFile("db.sqlite") });
  expect(lines.map((line) => line.split(" (")[0])).toEqual([
    "ok      settings",
    "ok      storage",
    "ok      user server",
    "ok      mail",
  ]);
  expect(exitCode).toBe(0);
});

test("a database that is not there yet is not created, only said to be at the start", async () => {
  const backend = await startBackend(userNotFound);
  const dbPath = temporaryFile("db.sqlite");
  const { lines } = await run({ ...backend, TIAUTH_DB_PATH: dbPath });
  expect(lines).toContain(`ok      storage (${dbPath}): will be created when the server starts`);
  expect(readdirSync(dirname(dbPath))).toEqual([]);
});

test("limits that are kept apart have a line of their own", async () => {
  const backend = await startBackend(userNotFound);
  const TIAUTH_DB_PATH = temporaryFile("db.sqlite");
  const limits = temporaryFile("limits.sqlite");
  const settings = { ...backend, TIAUTH_DB_PATH, TIAUTH_RATE_LIMIT_STORAGE_URL: `sqlite:${limits}` };
  expect((await run(settings)).lines).toContain(
    `ok      storage of the limits (${limits}): will be created when the server starts`,
  );
  writeFileSync(limits, "this is no database, but long enough to be looked at");
  const { exitCode, lines } = await run(settings);
  expect(exitCode).toBe(2);
  expect(lines.join("\n")).toMatch(/failed {2}storage of the limits .*See TIAUTH_RATE_LIMIT_STORAGE_URL\./);
});

test("all that does not work is said, each with what to do, and the exit code is 2", async () => {
  const dbPath = temporaryFile("db.sqlite");
  writeFileSync(dbPath, "this is no database, but long enough to be looked at");
  const port = String(await freePort());
  const { exitCode, lines } = await run({ TIAUTH_DB_PATH: dbPath, TIAUTH_PRIVATE_PORT: port });
  expect(exitCode).toBe(2);
  expect(lines).toEqual([
    "ok      settings",
    expect.stringMatching(/^failed {2}storage .*TIAUTH_DB_PATH/),
    expect.stringMatching(/^failed {2}user server .*ECONNREFUSED.*TIAUTH_USER_SERVER_URL/),
    expect.stringMatching(/^failed {2}mail .*nothing answers there.*TIAUTH_EMAIL_URL/),
  ]);
});

test("an audit webhook is asked whether anybody is there, and its path is not told", async () => {
  const backend = await startBackend(userNotFound);
  const { origin } = await startHttpServer((response) => response.writeHead(405).end());
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  for (const [TIAUTH_AUDIT_WEBHOOK_URL, expected] of [
    [`${origin}/key-of-the-hook`, `ok      audit webhook (${origin})`],
    [
      `${nowhere}/key-of-the-hook`,
      `failed  audit webhook (${nowhere}): nothing answers there. See TIAUTH_AUDIT_WEBHOOK_URL.`,
    ],
  ] as const) {
    const { lines } = await run({ ...backend, TIAUTH_STORAGE_URL: "memory:", TIAUTH_AUDIT_WEBHOOK_URL });
    expect(lines.at(-1)).toBe(expected);
    expect(lines.join()).not.toContain("key-of-the-hook");
  }
});

test("a user server that knows everybody is no user server", async () => {
  const backend = await startBackend({ ...userNotFound, error_code: "internal_error" });
  const { exitCode, lines } = await run({ ...backend, TIAUTH_STORAGE_URL: "memory:" });
  expect(exitCode).toBe(2);
  expect(lines.join("\n")).toContain("failed  user server");
  expect(lines.join("\n")).toContain("it answered internal_error");
});

test("C1: mistakes in the settings are all listed by name, secrets unseen, and nothing is tried", async () => {
  const { exitCode, lines } = await run({ TIAUTH_PORT: "x", TIAUTH_USER_SERVER_SECRET: "sec", TIAUTH_EMAIL: "smtp" });
  expect(exitCode).toBe(2);
  expect(lines).toEqual([
    "tiauth: 4 mistakes in the settings:",
    "  TIAUTH_PORT must be a whole number from 0 to 65535",
    "  TIAUTH_USER_SERVER_SECRET must be at least 16 characters long",
    expect.stringContaining("  TIAUTH_SMTP_HOST must be set"),
    expect.stringContaining("  TIAUTH_SMTP_FROM must be set"),
  ]);
});

test.each([
  ["http://127.0.0.1:4318", {}, "ok      spans: OTEL_EXPORTER_OTLP_ENDPOINT is set; the collector was not asked", 0],
  ["http://127.0.0.1:4318", { OTEL_SDK_DISABLED: "true" }, "ok      spans: turned off", 0],
  ["collector", {}, "failed  spans: OTEL_EXPORTER_OTLP_ENDPOINT must be an http:// or https:// URL. Or unset it.", 2],
])("C1: spans to %s with %o are checked, if they are asked for", async (endpoint, more, expected, code) => {
  const backend = await startBackend(userNotFound);
  const asked = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...more };
  const { exitCode, lines } = await run({ ...backend, TIAUTH_STORAGE_URL: "memory:", ...asked });
  expect(lines.at(-1)).toBe(expected);
  expect(exitCode).toBe(code);
});
