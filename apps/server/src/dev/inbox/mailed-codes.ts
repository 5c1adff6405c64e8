import type { EmailTransport } from "../../mail/index.ts";

/** Knows which codes were mailed, so that nobody has to guess them from the words of a mail in some language. */
export interface MailedCodes {
  /** The same sender; the codes of what it sends are noted. */
  watch(email: EmailTransport): EmailTransport;
  /** The code or temporary password that stands in the text of a mail; undefined if none does. */
  findIn(text: string): string | undefined;
}

const maxCodes = 500;

export function createMailedCodes(): MailedCodes {
  const codes = new Set<string>();
  const note = (code: string) => {
    codes.add(code);
    const [oldest] = codes;
    if (codes.size > maxCodes && oldest !== undefined) codes.delete(oldest);
  };
  return {
    watch: (email) => ({
      ...email,
      send(mail, handOver) {
        if ("code" in mail) note(mail.code);
        return email.send(mail, handOver);
      },
    }),
    findIn: (text) => [...codes].find((code) => text.includes(code)),
  };
}
