import PostalMime, { type Email } from "postal-mime";

/** One mail as it was handed over. */
export interface CaughtMail {
  /** The envelope's sender. */
  readonly from: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Decoded; lines end with LF. */
  readonly text: string;
  /** As received, headers included, with CRLF. */
  readonly raw: string;
  /** Everything else of it: decoded names, every header. */
  readonly parsed: Email;
}

/** 8 letters, or 12, of the protocol's upper-case alphabet at the end of their sentence. */
const codePattern = /(?:code|password) is ([A-HJ-NP-Z2-9]{8}(?:[A-HJ-NP-Z2-9]{4})?)\.$/m;

/**
 * The verification code (8 letters) or temporary password (12) in a mail.
 *
 * @throws {Error} if there is none.
 */
export function codeFrom(mail: CaughtMail): string {
  const code = findCode(mail);
  if (code === undefined) throw new Error(`No code in ${describeMail(mail)}:\n${mail.text}`);
  return code;
}

export const findCode = ({ text }: CaughtMail): string | undefined => codePattern.exec(text)?.[1];

export const describeMail = ({ to, subject }: CaughtMail): string => `"${subject}" to ${to.join(", ")}`;

/** @param content as received, headers included, with CRLF. */
export async function readMail(envelope: Pick<CaughtMail, "from" | "to">, content: Buffer): Promise<CaughtMail> {
  const parsed = await PostalMime.parse(content);
  return {
    ...envelope,
    subject: parsed.subject ?? "",
    text: (parsed.text ?? "").replaceAll("\r\n", "\n"),
    raw: content.toString(),
    parsed,
  };
}
