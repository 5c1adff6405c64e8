import { createTransport, type SendMailOptions } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { rejection } from "../../../testing/rejection.ts";
import type { CaughtMail } from "./caught-mail.ts";
import { startMailCatcher } from "./mail-catcher.ts";

async function start() {
  const mails: CaughtMail[] = [];
  const { port, close } = await startMailCatcher((mail) => void mails.push(mail));
  onTestFinished(close);
  const transport = createTransport({ host: "127.0.0.1", port, secure: false });
  const send = (mail: SendMailOptions) => transport.sendMail({ from: "a@example.com", to: "b@example.com", ...mail });
  return { mails, send };
}

test("a mail is decoded: text and HTML, and who it is from and to", async () => {
  const { mails, send } = await start();
  await send({ subject: "Grüße", text: "één\ntwee", html: "<p>één</p>", to: ["b@example.com", "c@example.com"] });
  expect(mails).toEqual([
    {
      from: "a@example.com",
      to: ["b@example.com", "c@example.com"],
      subject: "Grüße",
      text: "één\ntwee\n",
      html: expect.stringContaining("<p>één</p>"),
    },
  ]);
});

test("a mail without a subject or HTML is a mail", async () => {
  const { mails, send } = await start();
  await send({ text: "x" });
  expect(mails).toMatchObject([{ subject: "", html: undefined }]);
});

test("what is longer than 256 KiB is refused, and what comes after it is taken", async () => {
  const { mails, send } = await start();
  expect(await rejection(send({ text: "x".repeat(300_000) }))).toMatchObject({ responseCode: 552 });
  await send({ subject: "after" });
  expect(mails.map(({ subject }) => subject)).toEqual(["after"]);
});
