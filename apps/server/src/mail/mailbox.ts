/** Who a mail is from or to. */
export interface Mailbox {
  /** Empty if there is none. */
  readonly name: string;
  readonly address: string;
}

/** No white space, control characters, quotes, or anything with which one address could turn into several. */
const addressForm = /^[^\s\p{C}"(),:;<>@[\\\]]{1,64}@[^\s\p{C}"(),:;<>@[\\\]]{1,255}$/u;

/** Whether this is one plain address that can stand in an SMTP command and in a header as it is. */
export const isMailable = (address: string) => addressForm.test(address);

const mailboxForm = /^\s*(?:(?:"([^"\\\p{C}]*)"|([^"<>\p{C}]*?))\s*<([^<>]*)>|([^<>]*?))\s*$/u;

/** Reads `Name <address>`, `"Name" <address>`, `<address>` or `address`; undefined if it is none of them. */
export function parseMailbox(text: string): Mailbox | undefined {
  const match = mailboxForm.exec(text);
  const address = match?.[3] ?? match?.[4];
  if (!match || !address || !isMailable(address)) return undefined;
  return { name: (match[1] ?? match[2] ?? "").trim(), address };
}
