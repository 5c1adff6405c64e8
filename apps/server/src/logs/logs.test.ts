import { expect, test } from "vitest";
import { EmailError, RecipientRefused } from "../mail/email-error.ts";
import { cut } from "./cut.ts";
import { printed as printedTo } from "./destination.ts";
import { createLogs } from "./logs.ts";

function capture(level = "info") {
  const lines: string[] = [];
  const logs = createLogs({ level, destination: { write: (line) => void lines.push(line) } });
  return { logs, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const invocation = { action: "create_signup", actionInvocationId: "abcdefghijkmnpqrstuvwxyz" };

test("C2: an accident is one line at error level, with the invocation, the error and where it came from", () => {
  const { logs, entries } = capture();
  const error = Object.assign(new Error("disk I/O error", { cause: new TypeError("deeper") }), {
    code: "SQLITE_IOERR",
  });
  logs.reportError({ ...invocation, error });
  expect(entries()).toEqual([
    {
      level: "error",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: "internal error",
      action: "create_signup",
      action_invocation_id: invocation.actionInvocationId,
      error: {
        type: "Error",
        message: "disk I/O error",
        code: "SQLITE_IOERR",
        stack: expect.stringContaining("logs.test.ts"),
        cause: { type: "TypeError", message: "deeper" },
      },
    },
  ]);
});

test("C2: an address that the mail server refuses, which anybody can type, is a warning; a mail server that is down is not", () => {
  const { logs, entries } = capture();
  logs.reportError({ ...invocation, error: new RecipientRefused("the mail server answered 550 to RCPT TO", 550) });
  logs.reportError({ ...invocation, error: new EmailError("no conversation with the mail server (ECONNREFUSED)") });
  expect(entries().map(({ level }) => level)).toEqual(["warn", "error"]);
});

test("C2: an authentication decision is an audit line at info level", () => {
  const { logs, entries } = capture();
  logs.audit({ ...invocation, result: "ok", userId: "1", flowId: "f", clientAddress: "192.0.2.1" });
  expect(entries()).toEqual([
    expect.objectContaining({
      level: "info",
      msg: "audit",
      action: "create_signup",
      result: "ok",
      user_id: "1",
      flow_id: "f",
      client_address: "192.0.2.1",
    }),
  ]);
  expect(entries()[0]).not.toHaveProperty("session_id");
});

test("C2: whatever it holds, a line is one line of JSON of at most 8 KiB", () => {
  const { logs, lines } = capture();
  for (const nasty of ["\u0000", "\n", '"', "😀", "a", "\u2028", "\ud800"].map((letter) => letter.repeat(50_000))) {
    const error = Object.assign(new Error(nasty, { cause: new Error(nasty) }), { code: nasty, name: nasty });
    const event = { action: nasty, actionInvocationId: nasty, userId: nasty, sessionId: nasty, flowId: nasty };
    logs.reportError({ action: nasty, actionInvocationId: nasty, error });
    logs.audit({ ...event, result: nasty, clientAddress: nasty });
    logs.failure(nasty, error);
    logs.warn(nasty, { setting: nasty });
  }
  expect(lines).toHaveLength(28);
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(8192);
    expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u);
    expect(() => JSON.parse(line)).not.toThrow();
  }
});

test("S1: of an error only its name, message, code, stack and cause are logged", () => {
  const { logs, lines } = capture();
  const error = Object.assign(new Error("failed"), {
    request: { body: "s3cr3t" },
    headers: { authorization: "s3cr3t" },
  });
  logs.failure("failed", error);
  logs.failure("failed", { password: "s3cr3t" });
  logs.failure("failed", "s3cr3t");
  expect(lines).toHaveLength(3);
  expect(lines.join("")).not.toContain("s3cr3t");
});

test("lines less severe than the level are not written", () => {
  const { logs, lines } = capture("warn");
  logs.info("hello");
  logs.audit({ ...invocation, result: "ok" });
  logs.trouble("mail server", new Error("gone"));
  expect(lines).toHaveLength(1);
});

test("a text is cut only if it is too long, and never longer than allowed", () => {
  expect(cut("short", 5)).toBe("short");
  expect(cut("é", 2)).toBe("é");
  expect(Buffer.byteLength(cut("x".repeat(100), 10))).toBeLessThanOrEqual(10);
});

test("whoever prints for a terminal gets each entry at once and whole", async () => {
  const printed: string[] = [];
  const pretty = await printedTo("pretty", (text) => printed.push(text));
  createLogs({ level: "info", destination: pretty }).warn("careful", { port: 1 });
  expect(printed).toHaveLength(1);
  expect(printed[0]).toMatch(/WARN.*careful.*\n.*port.*1$/);
  const json = await printedTo("json", (text) => printed.push(text));
  createLogs({ level: "info", destination: json }).info("hello");
  expect(JSON.parse(printed[1] ?? "")).toMatchObject({ level: "info", msg: "hello" });
});
