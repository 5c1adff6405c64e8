import { createServer } from "node:net";
import { createInterface } from "node:readline";
import type { SMTPServerOptions } from "smtp-server";
import { expect, it, onTestFinished, vi } from "vitest";
import { freePort, listen } from "../../testing/http-server.ts";
import { mails } from "../../testing/mails.ts";
import { openOutbox } from "../../testing/outbox.ts";
import { openSender } from "../../testing/smtp-sender.ts";
import { startSmtpServer } from "../../testing/smtp-server.ts";
import type { SmtpOptions } from "../mail/smtp-options.ts";
import { readNotice, writeNotice } from "./notice-payload.ts";
import { createNotices } from "./notices.ts";
import { outboxTopics } from "./topics.ts";

const deadline = { timeout: 8000, interval: 5 };
const notice = mails.signin_notification;

/** Notices that are delivered to the port until the test ends. */
function noticesTo(port: number, options: Partial<SmtpOptions> = {}) {
  const outbox = openOutbox();
  const notices = createNotices(outbox.parts, openSender(port, options));
  onTestFinished(() => notices.stop(0));
  notices.start();
  const waiting = () => outbox.storage.outbox.count(outboxTopics.notices);
  return { ...outbox, notices, waiting };
}

async function noticesFor(serverOptions: SMTPServerOptions, options: Partial<SmtpOptions> = {}) {
  const server = await startSmtpServer(serverOptions);
  return { ...server, ...noticesTo(server.port, options) };
}

const refusal = (responseCode: number) => Object.assign(new Error("no"), { responseCode });

it("M2: every kind of notice is delivered as it was given, and nothing is left behind", async () => {
  const { notices, mails: caught, waiting } = await noticesFor({});
  const to = { emailAddress: "ada@example.com", displayName: "Ada", acceptLanguage: "nl" };
  for (const type of ["signin_notification", "password_updated", "email_updated"] as const)
    notices.enqueue({ ...mails[type], to });
  await notices.idle();
  expect(caught.map(({ headers }) => headers.get("content-language"))).toEqual(["nl", "nl", "nl"]);
  expect(new Set(caught.map(({ subject }) => subject)).size).toBe(3);
  expect(caught.every(({ text }) => text.includes("Ada"))).toBe(true);
  expect(waiting()).toBe(0);
});

it("M2: a notice is on the disk when it was taken, without a secret and whatever the mail server does", async () => {
  const { notices, storage, parts } = noticesTo(await freePort());
  await notices.enqueue(notice);
  const now = new Date(parts.now().getTime() + 7000); // whoever holds it
  const [item] = storage.outbox.take({ topic: outboxTopics.notices, owner: "x", now, limit: 1 });
  expect(JSON.parse(item?.payload ?? "")).toEqual({
    mailId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    notice: { ...notice, at: notice.at.toISOString() },
  });
});

it("M2: a mail server that is down gets the notice when it is back", async () => {
  const port = await freePort();
  const { notices, clock, told } = noticesTo(port);
  notices.enqueue(notice);
  await vi.waitFor(() => expect(told).toHaveLength(1), deadline);
  const { mails: caught } = await startSmtpServer({}, port);
  await vi.waitFor(() => {
    clock.at += 1000;
    expect(caught).toHaveLength(1);
  }, deadline);
  await notices.idle();
  expect(told).toEqual(["failing: no conversation with the mail server (ECONNREFUSED)", "recovered"]);
});

it("M2: a notice is tried again after 4xx, as often as need be, and never after 5xx", async () => {
  let tries = 0;
  const {
    notices,
    clock,
    told,
    mails: caught,
    waiting,
  } = await noticesFor({
    onRcptTo: ({ address }, _session, accept) => {
      tries += 1;
      if (address.startsWith("nobody")) accept(refusal(550));
      else accept(tries < 6 ? refusal(451) : null);
    },
  });
  notices.enqueue({ ...notice, to: { ...notice.to, emailAddress: "nobody@example.com" } });
  await notices.idle();
  expect(told).toEqual(["dropped, refused: the mail server answered 550 to RCPT TO"]);
  notices.enqueue(notice);
  await vi.waitFor(() => {
    clock.at += 60_000;
    expect(caught).toHaveLength(1);
  }, deadline);
  await notices.idle();
  expect(tries).toBe(6);
  expect(waiting()).toBe(0);
});

it("M2: at most two copies go out where the final answer is lost, both with one Message-ID", async () => {
  const ids: string[] = [];
  let copies = 0;
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 ready\r\n");
    createInterface({ input: socket }).on("line", (line) => {
      if (line.startsWith("Message-ID")) ids.push(line);
      if (line === ".") {
        copies += 1;
        socket.destroy();
      } else if (line === "DATA") socket.write("354 go on\r\n");
      else if (/^(EHLO|MAIL|RCPT)/.test(line)) socket.write("250 OK\r\n");
    });
  });
  onTestFinished(() => void server.close());
  const { notices, clock, told, waiting } = noticesTo(await listen(server), { isTlsRequired: false });
  notices.enqueue(notice);
  await vi.waitFor(() => {
    clock.at += 1000;
    expect(waiting()).toBe(0);
  }, deadline);
  expect(copies).toBe(2);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(told.at(-1)).toMatch(/^dropped, copies: no conversation with the mail server/);
});

it("M2: no copy goes out while its note cannot be written", async () => {
  let hasNote = false;
  const { parts, storage } = openOutbox();
  const { port, mails: caught } = await startSmtpServer();
  const outbox = {
    ...storage.outbox,
    noteCopy: () => {
      if (!hasNote) throw new Error("disk full");
      return true;
    },
  };
  const told: unknown[] = [];
  let at = parts.now().getTime();
  const notices = createNotices(
    { ...parts, outbox, now: () => new Date(at), onFailing: (error) => told.push(error) },
    openSender(port),
  );
  onTestFinished(() => notices.stop(0));
  notices.start();
  notices.enqueue(notice);
  await vi.waitFor(() => expect(told).toHaveLength(1), deadline);
  expect(caught).toEqual([]);
  hasNote = true;
  await vi.waitFor(() => {
    at += 1000;
    expect(caught).toHaveLength(1);
  }, deadline);
});

it("a notice that cannot be read, of another version perhaps, is dropped", async () => {
  const { storage, parts, told, mails: caught, notices } = await noticesFor({});
  for (const payload of ["no JSON", '{"mailId":"x"}', JSON.stringify({ notice: { type: "other" } })])
    storage.outbox.add({ topic: outboxTopics.notices, payload, now: parts.now() });
  await vi.waitFor(() => expect(told).toHaveLength(3), deadline);
  await notices.idle();
  expect(new Set(told)).toEqual(new Set(["dropped, refused: it is no notice that this version knows"]));
  expect(caught).toEqual([]);
});

it.each(["signin_notification", "password_updated", "email_updated"] as const)("%s can be written and read", (type) => {
  expect(readNotice(writeNotice(mails[type]))?.notice).toEqual(mails[type]);
});
