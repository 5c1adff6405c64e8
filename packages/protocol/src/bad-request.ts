/** Why a request never reached an action. */
export type BadRequestCode =
  | "invalid_json"
  | "invalid_request"
  | "unknown_action"
  | "action_not_allowed"
  | "invalid_arguments";

/** The body, as JSON, of an answer that is no action's own. */
export const requestErrorBody = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  JSON.stringify({ error: { code, message } });

/** The request never reached an action: answer HTTP 400, not an error code. The message never repeats the caller's text. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
  readonly code: BadRequestCode;

  constructor(code: BadRequestCode, message: string) {
    super(message);
    this.code = code;
  }

  /** The body to answer with, as JSON. */
  toBody(): string {
    return requestErrorBody(this);
  }
}
