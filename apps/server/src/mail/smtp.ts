import { setTimeout as delay } from "node:timers/promises";
import { withDeadline } from "./deadline.ts";
import { EmailError } from "./email-error.ts";
import type { EmailTransport, HandOver } from "./email-transport.ts";
import { createGatedTransport } from "./gated-transport.ts";
import type { Mailbox } from "./mailbox.ts";
import { isTemporary, toEmailError } from "./smtp-error.ts";
import { messageId, smtpMessage } from "./smtp-message.ts";
import { poolOptions, type SmtpOptions } from "./smtp-options.ts";

/**
 * Sends mails to an SMTP server (REQUIREMENTS M1, M4), over at most four connections, which are opened when they are
 * needed. A connection that the server closed meanwhile is replaced.
 *
 * `send` rejects with {@link EmailError} after the deadline, and at once if the server cannot be reached or refuses for
 * good (5xx). If the connection broke after the mail was sent and before it was accepted, it may have arrived. The
 * last moment in which surely nothing has arrived is when the server has answered DATA (354).
 */
export function createSmtpEmailSender(options: SmtpOptions): EmailTransport {
  const { deadlineSeconds = 15, retryDelaysSeconds = [0.5, 1, 2, 4] } = options;
  const transport = createGatedTransport(poolOptions(options));
  const within = <T>(work: (signal: AbortSignal) => Promise<T>) =>
    withDeadline(deadlineSeconds, work).catch((error) => {
      throw toEmailError(error);
    });

  return {
    async send(mail, handOver) {
      const message = { ...smtpMessage(mail, options.from, options.rendering), ...heldBack(handOver, options.from) };
      const delaysSeconds = handOver ? [] : retryDelaysSeconds;
      await within((signal) => retry({ delaysSeconds, signal }, () => transport.sendMail({ ...message, signal })));
    },
    async check() {
      await within(() => transport.verify());
    },
    async close() {
      transport.close();
    },
  };
}

const heldBack = (handOver: HandOver | undefined, from: Mailbox) =>
  handOver && { messageId: messageId(handOver.mailId, from), goingOut: handOver.goingOut };

interface Retries {
  readonly delaysSeconds: readonly number[];
  readonly signal: AbortSignal;
}

async function retry({ delaysSeconds, signal }: Retries, attempt: () => Promise<unknown>): Promise<void> {
  for (const delaySeconds of [...delaysSeconds, undefined]) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (delaySeconds === undefined || !isTemporary(error)) throw error;
      await delay(delaySeconds * 1000, undefined, { signal });
    }
  }
}
