import { context, INVALID_SPAN_CONTEXT, SpanKind, type SpanOptions, SpanStatusCode, trace } from "@opentelemetry/api";
import { type Invocation, toCamel, userServerActions } from "@tiauth/protocol";
import type { Ports } from "./ports.ts";
import { TryLater } from "./try-later.ts";

const tracer = trace.getTracer("@tiauth/server");

/** Runs `work`, maybe all that an invocation is, in a span. What answers at once still does (REQUIREMENTS O5). */
export function spanned<T>(name: string, work: () => T, invocation?: Invocation): T {
  const span = tracer.startSpan(name, invocation && ofInvocation(invocation));
  const end = (error?: unknown) => {
    // Never the error itself: its message may quote anything.
    if (error !== undefined && !(error instanceof TryLater)) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  try {
    const result = context.with(trace.setSpan(context.active(), span), work);
    if (result instanceof Promise) result.then(() => end(), end);
    else end();
    return result;
  } catch (error) {
    end(error);
    throw error;
  }
}

export type Span = typeof spanned;

/** What the span of a whole invocation says beside its action. Arguments never get here. */
const ofInvocation = ({ actionInvocationId }: Invocation): SpanOptions => ({
  kind: SpanKind.SERVER,
  attributes: { "tiauth.action_invocation_id": actionInvocationId },
});

/** Says in the invocation's span how it ended. */
function markResult(result: string): void {
  const code = result === "internal_error" ? SpanStatusCode.ERROR : SpanStatusCode.UNSET;
  trace.getActiveSpan()?.setAttribute("tiauth.result", result).setStatus({ code });
}

const ofStorage = ["get", "add", "update", "delete"];
const ofUsers = Object.keys(userServerActions).map(toCamel);

/** For a server that is made now: its ports in spans and how to make others, or as they are and none without an SDK. */
export function tracing(ports: Ports): { ports: Ports; span: Span; markResult: typeof markResult } {
  const isTraced = tracer.startSpan("(none)").spanContext() !== INVALID_SPAN_CONTEXT; // goes nowhere: it is never ended
  if (!isTraced) return { ports, span: (_, work) => work(), markResult: () => undefined };
  return { ports: tracedPorts(ports), span: spanned, markResult };
}

/** The same ports; what leaves the core through these is a span. */
export const tracedPorts = ({ storage, ...ports }: Ports): Ports => ({
  ...ports,
  storage: { ...traced("storage", storage, ofStorage), foreignVersion: storage.foreignVersion?.bind(storage) },
  rateLimitStorage: traced("rateLimitStorage", ports.rateLimitStorage, ofStorage),
  users: traced("users", ports.users, ofUsers),
  email: traced("email", ports.email, ["send", "enqueue"]),
});

function traced<P extends object>(name: string, port: P, methods: readonly string[]): P {
  // Any port: its methods by their names, some of which may be left out.
  const given = port as Readonly<Record<string, ((...args: readonly unknown[]) => unknown) | undefined>>;
  const spanning =
    (method: string) =>
    (...args: readonly unknown[]) =>
      spanned(`${name}.${method}`, () => given[method]?.(...args));
  const present = methods.filter((method) => given[method]);
  return { ...port, ...Object.fromEntries(present.map((method) => [method, spanning(method)])) };
}
