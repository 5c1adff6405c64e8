import { type Caller, cliSigninActions, createCaller } from "@tiauth/protocol";
import type { Answer, InvokeOptions } from "@tiauth/server";
import type { Received } from "../http/receive.ts";

/** The core. Never rejects. */
export type Invoke = (body: string, options: InvokeOptions) => Promise<Answer>;

/** The actions that the page invokes. */
export type ApprovalCaller = Pick<
  Caller<typeof cliSigninActions>,
  "getCliSigninRequest" | "approveCliSignin" | "denyCliSignin"
>;

/** Nothing was decided: too many requests of this address, overloaded, a lost race. */
export class NotNow extends Error {
  override readonly name = "NotNow";
  readonly status: number;
  readonly retryAfterSeconds: number;

  constructor({ status, retryAfterSeconds = 1 }: Pick<Answer, "retryAfterSeconds"> & { readonly status: number }) {
    super(`to be answered ${status}`);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The actions, as whoever has sent a form invokes them. They reject with {@link NotNow} if the core does not look at one. */
export const createApprovalCaller = ({ options }: Received, invoke: Invoke): ApprovalCaller =>
  createCaller(cliSigninActions, async (body) => {
    const answer = await invoke(body, options);
    if (answer.status !== 200) throw new NotNow(answer);
    return answer.body;
  });
