import {
  type Accepts,
  type Actions,
  type AnyResult,
  BadRequest,
  type Call,
  dispatch,
  err,
  errorBody,
  type Handlers,
  isLook,
  newId,
  perform,
  run,
} from "@tiauth/protocol";
import { Conflict } from "@tiauth/records";
import { addressLimits } from "./address-limits.ts";
import type { Context } from "./context.ts";
import { offeredActions } from "./flows/capabilities.ts";
import type { ServerInvocation } from "./invocation.ts";
import { TryLater } from "./try-later.ts";

export interface InvokeOptions extends Accepts {
  /** The client's IP address, for limits and the audit log. The caller vouches for it. Without it no address is limited. */
  readonly clientAddress?: string | undefined;
  /** The request's `Accept-Language` header as it was sent: handed on with every mail. */
  readonly acceptLanguage?: string | undefined;
  /** The client's browser and system in words, for its user to recognise a session by; at most 64 characters are kept. */
  readonly clientLabel?: string | undefined;
}

/** What to answer over HTTP. */
export interface Answer {
  /** 200: the action succeeded or refused; 400: not a request; 429 and 503: not now. */
  readonly status: 200 | 400 | 429 | 503;
  /** JSON. */
  readonly body: string;
  /** With 429 and 503. */
  readonly retryAfterSeconds?: number;
}

/**
 * Body in, answer out: the only place where an exception becomes an error code, where it is reported, and where an
 * audit event is made. Never rejects.
 */
export function createInvoke(context: Context, handlers: Handlers<Actions, ServerInvocation>) {
  const { ports, settings, report, span, markResult } = context;
  const limited = addressLimits(ports, settings);
  const offered = offeredActions(settings);

  const handle = async (call: Call<Actions>, accepts: InvokeOptions): Promise<AnyResult> => {
    const { action, actionInvocationId } = call;
    const { clientAddress, acceptLanguage, clientLabel } = accepts;
    // Not spread: that takes as long as all else here.
    const invocation = { action, actionInvocationId, clientAddress, acceptLanguage, clientLabel, accepts, subject: {} };
    const startedAt = performance.now();
    const ended = (result: string) => {
      const event = { action, actionInvocationId, result, ...invocation.subject, clientAddress };
      if (!isLook(action)) ports.audit({ ...event }); // a look is no decision
      markResult(result);
      ports.observe(Object.assign(event, { durationSeconds: (performance.now() - startedAt) / 1000 }));
    };
    try {
      const result = await limited(invocation, () => perform(handlers, call, invocation));
      ended(result.ok ? "ok" : result.errorCode);
      return result;
    } catch (error) {
      const isConflict = error instanceof Conflict;
      ended(error instanceof TryLater ? error.code : isConflict ? "internal_conflict" : "internal_error");
      if (error instanceof TryLater) throw error;
      if (isConflict) return err("internal_conflict");
      report(invocation, error);
      return err("internal_error");
    }
  };

  return async (body: string, options: InvokeOptions = {}): Promise<Answer> => {
    const actionInvocationId = newId(ports.randomBytes(24));
    try {
      const program = dispatch(offered, body, actionInvocationId, options);
      const inSpan = (call: Call<Actions>) => span(call.action, () => handle(call, options), call);
      return { status: 200, body: await run(program, inSpan) };
    } catch (error) {
      if (error instanceof BadRequest) return { status: 400, body: error.toBody() };
      if (error instanceof TryLater)
        return { status: error.status, body: error.toBody(), retryAfterSeconds: error.retryAfterSeconds };
      report({ action: "(answering)", actionInvocationId }, error); // a value that cannot be encoded
      return { status: 200, body: errorBody(actionInvocationId, "internal_error") };
    }
  };
}
