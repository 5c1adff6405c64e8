import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Where in the conversation: before the greeting, instead of the reply to a command, in the middle of the mail, after its dot. */
export const smtpStages = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "body", "dot"] as const;
export type SmtpStage = (typeof smtpStages)[number];

/**
 * What is done there: nothing any more, the connection cut, a reply that comes one letter at a time and never ends, bytes that
 * are no SMTP, a reply without end as fast as it is taken, or a reply with this code (`4xx`: later, `5xx`: never).
 */
export type SmtpDeed = "hang" | "drop" | "drip" | "garbage" | "flood" | SmtpReply;

export interface SmtpReply {
  readonly reply: number;
  /** What it says; after the dot, a function is given the mail to quote from it. */
  readonly text?: string | ((mail: string) => string) | undefined;
}

export interface SmtpFault {
  readonly at: SmtpStage;
  readonly does: SmtpDeed;
  /** So often, then everything is well; for good by default. */
  readonly times?: number | undefined;
}

const deeds = {
  hang: () => undefined,
  drop: (socket: Socket) => void socket.destroy(),
  drip: async (socket: Socket) => {
    while (!socket.destroyed) {
      for (const letter of "250-slow\r\n") {
        socket.write(letter);
        await delay(50);
      }
    }
  },
  garbage: (socket: Socket) => void socket.write(Buffer.concat([randomBytes(4096), Buffer.from("\r\n")])),
  flood: async (socket: Socket) => {
    while (!socket.destroyed) {
      // No line's end ever: whoever waits for one collects it all.
      if (!socket.write("a".repeat(64 * 1024))) await delay(5);
    }
  },
};

/** @param mail as it was sent, if it has arrived. */
export function doDeed(socket: Socket, deed: SmtpDeed, mail = ""): void {
  if (typeof deed === "string") return void deeds[deed](socket);
  const { reply, text = "Because of a test" } = deed;
  socket.write(`${reply} ${typeof text === "string" ? text : text(mail)}\r\n`);
}
