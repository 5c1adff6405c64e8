import type { Ports } from "@tiauth/server";
import { type DestinationStream, pino } from "pino";
import { RecipientRefused } from "../mail/email-error.ts";
import { auditFields } from "./audit-fields.ts";
import { cut } from "./cut.ts";
import { describeError } from "./describe-error.ts";

/** What may stand on a line beside its message. Texts are cut at 256 bytes. */
type LogFields = Readonly<Record<string, string | number | undefined>>;

/**
 * Everything that is ever logged goes through one of these: one JSON object a line, at most 8 KiB (REQUIREMENTS C2).
 * None takes a request, an answer or a mail, so no secret can reach a log.
 */
export interface Logs {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** Something broke that nobody outside can cause. */
  failure(message: string, error: unknown): void;
  /** Something broke on the other side, and is carried on with. */
  trouble(message: string, error: unknown): void;
  readonly reportError: Ports["reportError"];
  readonly audit: Ports["audit"];
}

export interface LogsOptions {
  readonly level: string;
  readonly destination: DestinationStream;
}

/** Logs to one destination; it gets whole lines. */
export function createLogs({ level, destination }: LogsOptions): Logs {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    info: (message, fields = {}) => logger.info(cutFields(fields), cut(message, 1024)),
    warn: (message, fields = {}) => logger.warn(cutFields(fields), cut(message, 1024)),
    failure: (message, error) => logger.error({ error: describeError(error) }, cut(message, 1024)),
    trouble: (message, error) => {
      const { stack: _ours, ...described } = describeError(error); // the fault is on the other side
      logger.warn({ error: described }, cut(message, 1024));
    },
    reportError: ({ action, actionInvocationId, error }) =>
      // Anybody can type an address that no mail server takes: that is no error of ours (REQUIREMENTS C2).
      logger[error instanceof RecipientRefused ? "warn" : "error"](
        { ...cutFields({ action, action_invocation_id: actionInvocationId }), error: describeError(error) },
        "internal error",
      ),
    audit: (event) => logger.info(cutFields(auditFields(event)), "audit"),
  };
}

const cutFields = (fields: LogFields) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? cut(value, 256) : value]),
  );
