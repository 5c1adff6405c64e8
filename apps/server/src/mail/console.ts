import { compose } from "./compose.ts";
import type { EmailTransport } from "./email-transport.ts";
import type { Rendering } from "./rendering.ts";

export interface ConsoleEmailOptions {
  /** Takes one text of several lines, for instance a logger's method; what users typed is in it unescaped. */
  readonly write: (text: string) => void;
  readonly rendering: Rendering;
}

/** Writes the text of mails out instead of sending them, codes and temporary passwords included: only for trying things out. */
export function createConsoleEmailSender({ write, rendering }: ConsoleEmailOptions): EmailTransport {
  return {
    async send(mail) {
      const { subject, text } = compose(mail, rendering);
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
