import { toCamel } from "./names.ts";
import { TransportError } from "./transport-error.ts";

/**
 * The body of a 200 answer as a result: names in camelCase, times as `Date`, values beside `ok`.
 *
 * @throws {TransportError} if the body is not the answer of a Tiauth server.
 */
export function readAnswer(body: string): object {
  const { ok, actionInvocationId, values, errorCode } = parse(body);
  if (typeof actionInvocationId === "string") {
    if (ok === true && isObject(values)) return { ...values, ok, actionInvocationId };
    if (ok === false && typeof errorCode === "string") return { ok, actionInvocationId, errorCode };
  }
  throw notAnAnswer();
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body, revive));
  } catch (cause) {
    throw notAnAnswer(cause);
  }
}

/** Called innermost first, with the wire's names as keys. In the contract the timestamps, and nothing else, end in `_at`. */
function revive(name: string, value: unknown): unknown {
  if (typeof value === "number" && name.endsWith("_at")) return new Date(value * 1000);
  if (!isObject(value) || value instanceof Date || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [toCamel(key), field]));
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

const notAnAnswer = (cause?: unknown) =>
  new TransportError("The answer is not that of a Tiauth server.", { status: 200, cause });
