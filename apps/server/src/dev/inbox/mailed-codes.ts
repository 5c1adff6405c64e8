import type { EmailSender, Mail } from "@tiauth/server";

/** Knows which codes were mailed, so that nobody has to guess them from the words of a mail in some language. */
export interface MailedCodes {
  /** The same sender; the codes of what it sends are noted. */
  watch<S extends EmailSender>(email: S): S;
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
      send: (mail: Mail) => {
        if ("code" in mail) note(mail.code);
        return email.send(mail);
      },
    }),
    findIn: (text) => [...codes].find((code) => text.includes(code)),
  };
}
