import type { Client, ErrorCodeOf } from "@tiauth/client";

/** Every code that any action can refuse with. */
export type ErrorCode = ErrorCodeOf<Client>;

/** What the page refuses by itself, because asking the server would cost one of few tries. */
export type LocalCode = "code_incomplete" | "password_missing";

/** How something that the user asked for ended: a result of the client, or a refusal of the page's own. */
export type Outcome = { readonly ok: true } | Refused;

interface Refused {
  readonly ok: false;
  readonly errorCode: ErrorCode | LocalCode;
}

export const refuse = (errorCode: LocalCode): Refused => ({ ok: false, errorCode });
