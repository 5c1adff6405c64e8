import { actions } from "@tiauth/protocol";
import type { Answer } from "@tiauth/server";
import * as z from "zod";
import { type ShownArgument, showArguments } from "./shown-arguments.ts";

/** What one invocation asked the user server. */
export interface UserServerCall {
  readonly action: string;
  /** `ok`, the error code, or `failed` if there was no answer that could be used. */
  readonly outcome: string;
  readonly durationMilliseconds: number;
}

/** One invocation of an action, without its secrets. */
export interface ObservedInvocation {
  /** Counts from 1. */
  readonly id: number;
  /** When it came, in ISO 8601. */
  readonly at: string;
  /** The action's name; undefined if the request named none that there is. */
  readonly action: string | undefined;
  readonly arguments: readonly ShownArgument[];
  /** Of HTTP. */
  readonly status: number;
  /** `ok` or the error code. */
  readonly outcome: string;
  /** What is wrong with a request that is none. */
  readonly message: string | undefined;
  /** As the caller knows it; undefined if no action was invoked. */
  readonly actionInvocationId: string | undefined;
  readonly durationMilliseconds: number;
  readonly userServerCalls: readonly UserServerCall[];
}

const requestSchema = z.object({ action: z.string(), arguments: z.record(z.string(), z.unknown()) });

/** What may be shown of a request's body. */
export function observeRequest(body: string): Pick<ObservedInvocation, "action" | "arguments"> {
  const request = requestSchema.safeParse(parseJson(body));
  if (!request.success || !Object.hasOwn(actions, request.data.action)) return { action: undefined, arguments: [] };
  return { action: request.data.action, arguments: showArguments(request.data.action, request.data.arguments) };
}

const answerSchema = z.object({
  ok: z.boolean().optional(),
  action_invocation_id: z.string().optional(),
  error_code: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** What may be shown of an answer: how it went, and nothing of its values. */
export function observeAnswer({ status, body }: Answer) {
  const { ok, action_invocation_id, error_code, error } = answerSchema.parse(JSON.parse(body));
  return {
    status,
    outcome: ok ? "ok" : (error_code ?? error?.code ?? "unknown"),
    message: error?.message,
    actionInvocationId: action_invocation_id,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
