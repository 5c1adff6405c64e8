import type { EmailSender, Mail } from "./ports.ts";

/** Keeps mails instead of sending them, newest last: for tests and first tries. */
export function memoryEmail(): EmailSender & { readonly mails: Mail[] } {
  const mails: Mail[] = [];
  return {
    mails,
    async send(mail) {
      mails.push(mail);
    },
  };
}
