import { expect, test } from "vitest";
import type { Dev } from "../dev.ts";
import { jsonLines } from "./json-lines.ts";
import { readableLines } from "./readable-lines.ts";

const mail = {
  id: 7,
  at: "2026-01-02T15:04:05.000Z",
  from: "auth@example.com",
  to: ["ann@example.com"],
  subject: "Signup verification code",
  text: "",
  html: undefined,
  code: "ABCDEFGH",
  link: undefined,
};
const link = "http://127.0.0.1:3778/cli#abcdefghijkmnpqrstuvwxyz.23456789abcdefghijkmnpqr";
const dev = { url: "http://127.0.0.1:3778/", host: "127.0.0.1", port: 3778, smtpPort: 1025 } as Dev; // all that is printed
const surroundings = { askedPort: 3777, users: "embedded", directory: ".tiauth" };

test("people read the addresses, what is relaxed, and that another port was taken", () => {
  const text = readableLines({ hasColours: false }).started(dev, surroundings).join("\n");
  for (const said of ["http://127.0.0.1:3778/", "http://127.0.0.1:3778/inbox", "127.0.0.1:1025", ".tiauth"])
    expect(text).toContain(said);
  expect(text).toContain("Port 3777 is taken");
  expect(text).toContain("Limits are relaxed");
  expect(
    readableLines({ hasColours: false })
      .started(dev, { ...surroundings, askedPort: 0 })
      .join(),
  ).not.toContain("taken");
});

test("people read each code; nothing in a mail controls their terminal", () => {
  const { mailed } = readableLines({ hasColours: false });
  expect(mailed(mail)).toMatch(/^ {2}\d\d:\d\d:\d\d {2}ABCDEFGH {6}Signup verification code → ann@example\.com$/);
  expect(mailed({ ...mail, subject: "\x1b[2J\nbell\x07", code: undefined })).toMatch(/^[ -~→]+$/);
  expect(readableLines({ hasColours: true }).mailed(mail)).toContain("\x1b[1mABCDEFGH");
});

test("people and programs read the link to approve a sign-in from a command line", () => {
  const asking = { ...mail, code: undefined, link };
  expect(readableLines({ hasColours: false }).mailed(asking)).toContain(link);
  expect(JSON.parse(jsonLines.mailed(asking))).toMatchObject({ msg: "mail", link });
});

test("programs read one object a line, as in the log", () => {
  const [taken = "", started = ""] = jsonLines.started(dev, surroundings);
  expect(JSON.parse(started)).toMatchObject({
    level: "info",
    msg: "listening",
    host: "127.0.0.1",
    port: 3778,
    url: "http://127.0.0.1:3778/",
    inbox: "http://127.0.0.1:3778/inbox",
    smtp_port: 1025,
    users: "embedded",
  });
  expect(JSON.parse(taken)).toMatchObject({ level: "warn", msg: expect.stringContaining("port 3777 is taken") });
  expect(jsonLines.started(dev, { ...surroundings, askedPort: 3778 })).toHaveLength(1);
  expect(JSON.parse(jsonLines.mailed(mail))).toMatchObject({ msg: "mail", to: mail.to, code: "ABCDEFGH" });
  expect(JSON.parse(jsonLines.warned({ name: "A", message: "b" }))).toMatchObject({ level: "warn", msg: "A b" });
});
