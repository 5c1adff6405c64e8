import type { Err, Ok, Result } from "@tiauth/protocol";
import type { Awaitable } from "@tiauth/records";
import type { ServerInvocation } from "./invocation.ts";

/**
 * Makes the handlers of the actions on one flow: each opens the flow first and passes a refusal on, so that what is
 * left of a handler is what it does with an open flow.
 */
export const opening =
  <A, O extends object, E extends string>(open: (args: A, invocation: ServerInvocation) => Awaitable<Result<O, E>>) =>
  <B extends A, R>(use: (opened: Ok<O>, args: B, invocation: ServerInvocation) => Promise<R>) =>
  async (args: B, invocation: ServerInvocation): Promise<R | Err<E>> => {
    const opened = await open(args, invocation);
    return opened.ok ? use(opened, args, invocation) : opened;
  };
