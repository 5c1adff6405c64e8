import type { Socket } from "node:net";
import type { CaughtMail } from "../harness/caught-mail.ts";
import { doDeed, type SmtpDeed, type SmtpStage } from "./smtp-faults.ts";

type Envelope = Pick<CaughtMail, "from" | "to">;

export interface ConversationOptions {
  /** Asked once at each stage; undefined if all is well there. */
  readonly faultAt: (stage: SmtpStage) => SmtpDeed | undefined;
  readonly onTransaction: () => void;
  /** Resolves when the mail is kept: the reply to its dot comes after that. */
  readonly onMail: (envelope: Envelope, content: Buffer) => Promise<void>;
}

const endOfMail = "\r\n.\r\n";

/** The server's side of RFC 5321, without extensions, in so far as a well-behaved client needs it. */
export function converse(socket: Socket, { faultAt, onTransaction, onMail }: ConversationOptions): void {
  let unread = "";
  let isInMail = false;
  let envelope: { from: string; to: string[] } = { from: "", to: [] };

  /** Says what belongs there, unless there is a fault. Tells whether all went well. */
  const reply = (stage: SmtpStage, text: string) => {
    const deed = faultAt(stage);
    if (deed === undefined) socket.write(`${text}\r\n`);
    else doDeed(socket, deed);
    return deed === undefined;
  };
  const takeMail = async (content: string) => {
    isInMail = false;
    const unstuffed = content.replaceAll("\r\n..", "\r\n.");
    const deed = faultAt("dot");
    // What was cut off or left hanging after the dot has arrived all the same; what was refused has not.
    if (typeof deed !== "object") await onMail(envelope, Buffer.from(unstuffed, "latin1"));
    if (deed === undefined) socket.write("250 Kept\r\n");
    else doDeed(socket, deed, unstuffed);
  };
  const commands: Readonly<Record<string, (line: string) => void>> = {
    EHLO: () => reply("EHLO", "250-test\r\n250 8BITMIME"),
    HELO: () => reply("EHLO", "250 test"),
    MAIL: (line) => {
      onTransaction();
      envelope = { from: addressIn(line), to: [] };
      reply("MAIL", "250 OK");
    },
    RCPT: (line) => {
      envelope.to.push(addressIn(line));
      reply("RCPT", "250 OK");
    },
    DATA: () => {
      isInMail = reply("DATA", "354 Go on");
    },
    QUIT: () => void socket.end("221 Bye\r\n"),
    RSET: () => void socket.write("250 OK\r\n"),
    NOOP: () => void socket.write("250 OK\r\n"),
  };
  const onLine = (line: string) => {
    const command = commands[line.slice(0, 4).toUpperCase()];
    if (command) command(line);
    else socket.write("502 Unknown\r\n");
  };
  /** Reads one line or one mail; false if there is none yet. */
  const readOne = (): boolean => {
    const end = unread.indexOf(isInMail ? endOfMail : "\r\n");
    if (end < 0) return false;
    const read = unread.slice(0, end);
    unread = unread.slice(end + (isInMail ? endOfMail.length : 2));
    if (isInMail) void takeMail(`${read}\r\n`);
    else onLine(read);
    return true;
  };

  socket.setEncoding("latin1");
  socket.on("error", () => undefined); // clients that break off are part of the suites
  socket.on("data", (text: string) => {
    const fault = isInMail ? faultAt("body") : undefined;
    if (fault !== undefined) return doDeed(socket, fault);
    unread += text;
    while (readOne());
  });
  reply("greeting", "220 test ESMTP");
}

const addressIn = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? "";
