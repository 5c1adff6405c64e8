import type { BackendEmail } from "@tiauth/protocol";
import type { Mail } from "@tiauth/server";
import { ExchangeError, type ExchangeFailure } from "../outgoing/exchange-error.ts";
import { createSignedPost } from "../outgoing/signed-post.ts";
import { cleanDisplayName } from "./display-name.ts";
import { EmailError, type MailFate } from "./email-error.ts";
import type { EmailTransport, HandOver } from "./email-transport.ts";
import { formatUtc } from "./utc-time.ts";

export interface BackendEmailOptions {
  /** `http://127.0.0.1:8079/email` for instance. */
  readonly url: string;
  /** Shared with the backend; signs every request as those to the user server. Without one, requests are not signed. */
  readonly secret?: string | undefined;
  /** The system's clock by default. */
  readonly now?: () => Date;
  /** 2 by default. */
  readonly connectTimeoutSeconds?: number;
  /** For one mail in all; 15 by default. */
  readonly deadlineSeconds?: number;
}

/**
 * Hands mails to the application as JSON, to be worded and sent by it (PROTOCOL: `POST /email`). Status 200 means
 * accepted, whatever the body. `send` rejects with {@link EmailError} for everything else, and never tries twice. The
 * last moment in which surely nothing has arrived is before the request.
 *
 * `check` asks nothing: the endpoint has no question that is not a mail.
 */
export function createBackendEmailSender(options: BackendEmailOptions): EmailTransport {
  const { post, close } = createSignedPost({
    url: options.url,
    secret: options.secret,
    now: options.now ?? (() => new Date()),
    connectTimeoutSeconds: options.connectTimeoutSeconds ?? 2,
    deadlineSeconds: options.deadlineSeconds ?? 15,
    maxInFlight: 16,
    maxAnswerBytes: 64 * 1024,
    wants: "status",
  });
  const send = async (mail: Mail, handOver?: HandOver) => {
    const body = JSON.stringify(toBackendEmail(mail));
    await handOver?.goingOut();
    try {
      await post(body, 1);
    } catch (error) {
      throw error instanceof ExchangeError ? toEmailError(error) : error;
    }
  };
  return { send, check: async () => {}, close };
}

const fates: Readonly<Record<ExchangeFailure, MailFate>> = {
  connection: "not_taken",
  status: "not_taken",
  transport: "unknown",
  timeout: "unknown",
  answer: "unknown",
};

const toEmailError = ({ message, status, failure }: ExchangeError) =>
  new EmailError(`the backend ${message}`, status, fates[failure]);

function toBackendEmail(mail: Mail): BackendEmail {
  const displayName = cleanDisplayName(mail.to.displayName);
  const to = { email: mail.to.emailAddress, ...(displayName ? { displayName } : {}) };
  if ("code" in mail) return { type: mail.type, ...to, code: mail.code };
  if ("link" in mail) return { type: mail.type, ...to, link: mail.link, clientName: mail.clientName };
  if (!("at" in mail)) return { type: mail.type, ...to };
  const timestamp = formatUtc(mail.at);
  if (mail.type === "email_updated") return { type: mail.type, ...to, newEmail: mail.newEmailAddress, timestamp };
  return { type: mail.type, ...to, timestamp };
}
