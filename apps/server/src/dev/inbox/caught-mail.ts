import PostalMime from "postal-mime";
import type { SMTPServerSession } from "smtp-server";

/** One mail as it was handed over, decoded. */
export interface CaughtMail {
  /** The envelope's sender; empty if there is none. */
  readonly from: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Lines end with `\n`. */
  readonly text: string;
  /** Undefined if it has no HTML. */
  readonly html: string | undefined;
}

/** @throws {Error} if the content is no mail. */
export async function readMail({ envelope }: SMTPServerSession, content: Uint8Array): Promise<CaughtMail> {
  const { subject = "", text = "", html } = await PostalMime.parse(content);
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : "",
    to: envelope.rcptTo.map(({ address }) => address),
    subject,
    text: text.replaceAll("\r\n", "\n"),
    html,
  };
}
