/** The action succeeded: its values stand beside `ok`. */
export type Success<Values extends object = object> = {
  readonly ok: true;
  /** 24 letters, new for every invocation; the server's log has them on every line about it. */
  readonly actionInvocationId: string;
} & Values;

/** The action refused, with one of its codes. */
export interface Refusal<ErrorCode extends string> {
  readonly ok: false;
  /** 24 letters, new for every invocation; the server's log has them on every line about it. */
  readonly actionInvocationId: string;
  readonly errorCode: ErrorCode;
}
