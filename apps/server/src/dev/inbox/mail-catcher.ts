import { once } from "node:events";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { type CaughtMail, readMail } from "./caught-mail.ts";

/** An SMTP server that delivers nothing. */
export interface MailCatcher {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Ends every conversation, within a second. */
  close(): Promise<void>;
}

/** 500 of them are kept: 128 MB at the very most. */
const maxMailBytes = 256 * 1024;

/**
 * Starts an SMTP server on a free port of 127.0.0.1, without TLS and without accounts, that takes every mail of up to
 * 256 KiB.
 *
 * @param onMail gets each mail before its sender is told that it was taken.
 */
export async function startMailCatcher(onMail: (mail: CaughtMail) => void): Promise<MailCatcher> {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxMailBytes,
    closeTimeout: 500,
    onData: (stream, session, answer) => {
      receive(stream, session).then((mail) => {
        onMail(mail);
        answer();
      }, answer);
    },
  });
  server.on("error", () => undefined); // a client that breaks off is no concern of ours
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return { port: portOf(server), close: () => new Promise((closed) => server.close(() => closed())) };
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<CaughtMail> {
  const chunks: Buffer[] = await stream.toArray();
  if (stream.sizeExceeded) throw Object.assign(new Error("The mail is too large"), { responseCode: 552 });
  return readMail(session, Buffer.concat(chunks));
}

function portOf({ server }: SMTPServer): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("not listening on a port");
  return address.port;
}
