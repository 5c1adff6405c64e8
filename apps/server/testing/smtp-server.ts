import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { onTestFinished } from "vitest";

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** Self-signed, for localhost and 127.0.0.1. */
export const certificate = { cert: read("test-only-certificate.pem"), key: read("test-only-key.pem") };

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  /** As received, with CRLF. */
  readonly raw: string;
  /** Unfolded, by lower-cased name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded. */
  readonly subject: string;
  /** The part in text, decoded; lines end with LF. */
  readonly text: string;
  /** The part in HTML, likewise. */
  readonly html: string;
  /** The types of all parts, in their order. */
  readonly partTypes: readonly string[];
}

/** An SMTP server on loopback, on a free port by default, that ends with the test and keeps what it is sent. */
export async function startSmtpServer(options: SMTPServerOptions = {}, requestedPort = 0) {
  const mails: CaughtMail[] = [];
  const sessions: SMTPServerSession[] = [];
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    disableReverseLookup: true,
    onData: (stream, session, accept) => {
      const keep = async (chunks: Buffer[]) => {
        mails.push(await caught(session, Buffer.concat(chunks).toString()));
        accept();
      };
      stream.toArray().then(keep, accept);
    },
    ...options,
    onConnect: (session, accept) => {
      sessions.push(session);
      if (options.onConnect) options.onConnect(session, accept);
      else accept();
    },
    closeTimeout: 1,
  });
  // Clients that break off in the middle are part of the tests.
  server.on("error", () => undefined);
  onTestFinished(() => new Promise<void>((closed) => server.close(closed)));
  await new Promise<void>((listening) => server.listen(requestedPort, "127.0.0.1", listening));
  // A TCP server that listens has an address of this form.
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, sessions, server };
}

async function caught(session: SMTPServerSession, raw: string): Promise<CaughtMail> {
  const [head = ""] = raw.split("\r\n\r\n");
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), fieldValue(line)]));
  const { mailFrom, rcptTo } = session.envelope;
  const { subject = "", text = "", html = "" } = await PostalMime.parse(raw);
  return {
    from: mailFrom ? mailFrom.address : "",
    to: rcptTo.map(({ address }) => address),
    isEncrypted: session.secure,
    raw,
    headers,
    subject,
    text: text.replaceAll("\r\n", "\n"),
    html: html.replaceAll("\r\n", "\n"),
    partTypes: Array.from(raw.matchAll(/^content-type: ([^;\s]+)/gim), ([, type = ""]) => type),
  };
}

const fieldValue = (line: string) => line.slice(line.indexOf(":") + 1).trim();
