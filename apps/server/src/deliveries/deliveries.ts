import type { AuditEvent, Notice } from "@tiauth/server";
import type { Outbox } from "@tiauth/storage";
import type { Logs } from "../logs/logs.ts";
import type { EmailTransport } from "../mail/index.ts";
import type { Settings } from "../settings/resolve.ts";
import { createAuditWebhook } from "./audit-webhook.ts";
import { logged } from "./logged.ts";
import { createNotices } from "./notices.ts";

/** Everything that leaves through the outbox, behind the back of whoever caused it. */
export interface Deliveries {
  /** For the core's email port: the notice is safe then. */
  enqueue(notice: Notice): void | Promise<void>;
  /** For the core's audit port: to the log, and to the webhook if there is one. */
  audit(event: AuditEvent): void;
  /** The same work, which resolves when the events that it told of are kept, too. */
  keepingEvents<Given extends readonly unknown[], Answer>(
    work: (...given: Given) => Promise<Answer>,
  ): (...given: Given) => Promise<Answer>;
  /** Begins to deliver what waits. The second time it looks what others have added. */
  start(): void;
  /** Resolves when no notice is due and none under way. */
  noticesIdle(): Promise<void>;
  /** Takes nothing more out, and gives what is under way this long. What is not out by then is kept. */
  stop(timeoutSeconds: number): Promise<void>;
  /** Lets what is under way finish, writes down how it ended, and closes the webhook's connections. */
  close(): Promise<void>;
}

export interface DeliveryPorts {
  readonly outbox: Outbox;
  readonly email: Pick<EmailTransport, "send">;
  readonly logs: Logs;
}

type WebhookSettings = Pick<Settings, "auditWebhookUrl" | "auditWebhookSecret">;

const now = () => new Date();

export function createDeliveries(settings: WebhookSettings, { outbox, email, logs }: DeliveryPorts): Deliveries {
  const notices = createNotices({ outbox, now, ...logged(logs, "notices") }, email);
  const webhook = openWebhook(settings, { outbox, logs });
  const all = webhook ? [notices, webhook] : [notices];
  const each = async (work: (delivery: (typeof all)[number]) => Promise<void>) =>
    void (await Promise.all(all.map(work)));
  return {
    enqueue: notices.enqueue,
    audit(event) {
      logs.audit(event);
      webhook?.audit(event);
    },
    keepingEvents(work) {
      if (!webhook) return work;
      return async (...given) => {
        const answer = await work(...given);
        await webhook.kept();
        return answer;
      };
    },
    start() {
      for (const delivery of all) delivery.start();
    },
    noticesIdle: notices.idle,
    stop: (timeoutSeconds) => each((delivery) => delivery.stop(timeoutSeconds)),
    async close() {
      await Promise.all([webhook?.close(), each((delivery) => delivery.idle())]);
    },
  };
}

function openWebhook(settings: WebhookSettings, { outbox, logs }: Omit<DeliveryPorts, "email">) {
  const { auditWebhookUrl: url, auditWebhookSecret: secret } = settings;
  if (url === undefined) return undefined;
  const onLost = (error: unknown) => logs.failure("audit events are not kept for the webhook, only logged", error);
  return createAuditWebhook({ url, secret, outbox, now, onLost, ...logged(logs, "audit events") });
}
