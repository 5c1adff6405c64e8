import type { Mail } from "@tiauth/server";
import type { EmailTransport } from "../../mail/index.ts";
import type { InboxMail } from "./inbox.ts";

/** Knows which codes and links were mailed, so that nobody has to guess them from the words of a mail in some language. */
export interface MailedSecrets {
  /** The same sender; what is secret in the mails it sends is noted. */
  watch(email: EmailTransport): EmailTransport;
  /** What of it stands in the text of a mail. */
  findIn(text: string): Pick<InboxMail, "code" | "link">;
}

const maxSecrets = 500;

export function createMailedSecrets(): MailedSecrets {
  const [codes, links] = [createNotes(), createNotes()];
  const note = (mail: Mail) => {
    if ("code" in mail) codes.add(mail.code);
    if ("link" in mail) links.add(mail.link);
  };
  return {
    watch: (email) => ({
      ...email,
      send(mail, handOver) {
        note(mail);
        return email.send(mail, handOver);
      },
    }),
    findIn: (text) => ({ code: codes.findIn(text), link: links.findIn(text) }),
  };
}

/** The last five hundred. */
function createNotes() {
  const notes = new Set<string>();
  return {
    add(secret: string) {
      notes.add(secret);
      const [oldest] = notes;
      if (notes.size > maxSecrets && oldest !== undefined) notes.delete(oldest);
    },
    findIn: (text: string) => [...notes].find((secret) => text.includes(secret)),
  };
}
