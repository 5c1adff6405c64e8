import { compose, type Lifetimes } from "./compose.ts";
import type { EmailTransport } from "./email-transport.ts";

export interface ConsoleEmailOptions extends Lifetimes {
  /** Takes one text of several lines, for instance a logger's method; what users typed is in it unescaped. */
  readonly write: (text: string) => void;
}

/** Writes mails out instead of sending them, codes and temporary passwords included: only for trying things out. */
export function createConsoleEmailSender({ write, ...lifetimes }: ConsoleEmailOptions): EmailTransport {
  return {
    async send(mail) {
      const { subject, text } = compose(mail, lifetimes);
      write(
        `MAIL NOT SENT, ONLY WRITTEN HERE (TIAUTH_EMAIL=console)\nTo: ${mail.to.emailAddress}\nSubject: ${subject}\n\n${text}`,
      );
    },
    async check() {
      write(
        "TIAUTH_EMAIL=console: NO MAIL IS SENT. Codes and temporary passwords are written here for anyone to read.",
      );
    },
    async close() {},
  };
}
