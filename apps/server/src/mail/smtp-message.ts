import { randomUUID } from "node:crypto";
import type { Mail } from "@tiauth/server";
import type { SendMailOptions } from "nodemailer";
import { compose } from "./compose.ts";
import { cleanDisplayName } from "./display-name.ts";
import { RecipientRefused } from "./email-error.ts";
import { isMailable, type Mailbox } from "./mailbox.ts";
import type { Rendering } from "./rendering.ts";

/**
 * A mail in nodemailer's terms, as text and as HTML (REQUIREMENTS M4): addresses as structure and an explicit envelope, so that nothing a user
 * typed is ever parsed for addresses or headers; no secret in any header.
 *
 * @throws {RecipientRefused} if the recipient's address is not one plain address.
 */
export function smtpMessage(mail: Mail, from: Mailbox, rendering: Rendering): SendMailOptions {
  const address = mail.to.emailAddress;
  if (!isMailable(address))
    throw new RecipientRefused("the recipient's address cannot be mailed to", undefined, "refused");
  const { language, subject, text, html } = compose(mail, rendering);
  return {
    subject,
    // With a bare LF, nodemailer's quoted-printable counts the lines as one and breaks up sentences that fit.
    text: text.replaceAll("\n", "\r\n"),
    html: html.replaceAll("\n", "\r\n"),
    from,
    to: { name: recipientName(mail), address },
    envelope: { from: from.address, to: [address] },
    messageId: messageId(randomUUID(), from),
    // RFC 3834 §5: keeps out-of-office replies away. RFC 3282: of which language both parts are.
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": language },
    textEncoding: "quoted-printable",
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** @param id unique and random, of letters, digits and hyphens. */
export const messageId = (id: string, { address }: Mailbox): string =>
  `<${id}@${address.slice(address.indexOf("@") + 1)}>`;

/** For the address that is not proved yet, see the message's missing greeting. */
const recipientName = (mail: Mail) =>
  mail.type === "email_update_verification" ? "" : cleanDisplayName(mail.to.displayName);
