import type { Notice } from "@tiauth/server";
import {
  createDelivery,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryOptions,
  type DeliveryOutcome,
} from "@tiauth/storage";
import { EmailError } from "../mail/email-error.ts";
import type { EmailTransport } from "../mail/index.ts";
import { readNotice, writeNotice } from "./notice-payload.ts";
import { outboxTopics } from "./topics.ts";

export type DeliveryParts = Omit<DeliveryOptions, "topic" | "deliver">;

/** What delivers notices, and the email port's way in. */
export interface Notices extends Omit<Delivery, "add"> {
  /** Answers as the outbox does: the notice is safe then. */
  enqueue(notice: Notice): void | Promise<void>;
}

/** One of the four connections to the mail server stays free for codes, which somebody waits for. */
const concurrency = 3;

/** Delivers notices over a mail transport: at least once, at most two copies (REQUIREMENTS M2). */
export function createNotices(parts: DeliveryParts, email: Pick<EmailTransport, "send">): Notices {
  const { add, ...delivery } = createDelivery({
    concurrency,
    maxCopies: 2,
    ...parts,
    topic: outboxTopics.notices,
    deliver: (payload, attempt) => handOver(payload, attempt, email),
  });
  return { ...delivery, enqueue: (notice) => add(writeNotice(notice)) };
}

async function handOver(
  payload: string,
  { goingOut }: DeliveryAttempt,
  email: Pick<EmailTransport, "send">,
): Promise<DeliveryOutcome> {
  const read = readNotice(payload);
  if (!read) return refused(new EmailError("it is no notice that this version knows"));
  try {
    await email.send(read.notice, { mailId: read.mailId, goingOut });
    return { outcome: "delivered" };
  } catch (error) {
    if (!(error instanceof EmailError) || error.fate === "unknown") throw error;
    return error.fate === "refused" ? refused(error) : { outcome: "failed", error };
  }
}

const refused = (error: EmailError): DeliveryOutcome => ({ outcome: "refused", error });
