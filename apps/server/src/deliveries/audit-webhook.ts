import { newId } from "@tiauth/protocol";
import type { AuditEvent } from "@tiauth/server";
import { createDelivery, type Delivery } from "@tiauth/storage";
import { auditFields } from "../logs/audit-fields.ts";
import { ExchangeError } from "../outgoing/exchange-error.ts";
import { createSignedPost } from "../outgoing/signed-post.ts";
import type { DeliveryParts } from "./notices.ts";
import { outboxTopics } from "./topics.ts";

export interface AuditWebhookOptions extends DeliveryParts {
  readonly url: string;
  /** Signs every event as the requests to the user server are. Without one, events are not signed. */
  readonly secret: string | undefined;
  /** Told of the first event that could not be kept, after one that could. */
  readonly onLost: (error: unknown) => void;
  /** For one event in all; 10 by default. */
  readonly deadlineSeconds?: number;
}

/** What posts security events to a URL. */
export interface AuditWebhook extends Omit<Delivery, "add"> {
  /**
   * Takes an event, to be posted later. Never throws: an event that cannot be kept is lost, and stands in the log alone.
   */
  audit(event: AuditEvent): void;
  /** Resolves when all events that it was given so far are durable, or lost. */
  kept(): Promise<void>;
  /** Lets posts under way finish, then closes every connection. */
  close(): Promise<void>;
}

/** Posts every event, as JSON, until the answer is 2xx: at least once, in no certain order. */
export function createAuditWebhook({ url, secret, onLost, ...parts }: AuditWebhookOptions): AuditWebhook {
  const { post, close } = createSignedPost({
    url,
    secret,
    now: parts.now,
    connectTimeoutSeconds: 2,
    deadlineSeconds: parts.deadlineSeconds ?? 10,
    maxInFlight: 4,
    maxAnswerBytes: 64 * 1024,
    wants: "status",
    isSuccess: (status) => status >= 200 && status < 300,
  });
  const { add, ...delivery } = createDelivery({
    ...parts,
    topic: outboxTopics.auditEvents,
    async deliver(payload) {
      try {
        await post(payload, 1);
        return { outcome: "delivered" };
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        return { outcome: "failed", error: new AuditWebhookError(error) };
      }
    },
  });

  const keep = reportingFirst(onLost);
  let kept = Promise.resolve();
  const audit = (event: AuditEvent) => {
    const payload = JSON.stringify({ id: newId(), time: parts.now().toISOString(), ...auditFields(event) });
    kept = Promise.all([kept, keep(() => add(payload))]).then(() => undefined);
  };
  return { ...delivery, audit, kept: () => kept, close };
}

/** An event was not posted. The message says what the other side did; never an event. */
class AuditWebhookError extends Error {
  override readonly name = "AuditWebhookError";

  constructor({ message }: ExchangeError) {
    super(`the audit webhook ${message}`);
  }
}

/** Never throws or rejects: tells of the first failure after a success. */
function reportingFirst(report: (error: unknown) => void) {
  let isFailing = false;
  return async (work: () => void | Promise<void>): Promise<void> => {
    try {
      await work();
      isFailing = false;
    } catch (error) {
      if (!isFailing) report(error);
      isFailing = true;
    }
  };
}
