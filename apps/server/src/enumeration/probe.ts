import { Client } from "undici";
import { AuditError } from "./audit-error.ts";
import { codeOf, type HttpAnswer, shapeOf } from "./shape.ts";

/** The actions that anybody can ask about any address, and what they call it. */
export const probedActions = {
  create_signup: "email_address",
  create_signin: "user_email_address",
  create_user_password_reset: "user_email_address",
} as const;
export type ProbedAction = keyof typeof probedActions;

/** What one question showed. */
export interface Observation {
  /** `ok`, an error code, or `HTTP` with a status. */
  readonly code: string;
  /** Equal for answers that tell the same. */
  readonly shape: string;
  /** From the question to the end of the answer. */
  readonly milliseconds: number;
}

export interface Probe {
  /** @throws {AuditError} if there is no answer, or if the server refuses to be asked so often. */
  ask(action: ProbedAction, emailAddress: string): Promise<Observation>;
  close(): Promise<void>;
}

/** Asks over one connection, one question after the other, so that questions do not wait for each other. */
export function createProbe(url: URL): Probe {
  const client = new Client(url.origin, { headersTimeout: 30_000, bodyTimeout: 30_000 });
  const post = async (body: string): Promise<HttpAnswer> => {
    const path = url.pathname + url.search;
    const headers = { "content-type": "application/json" };
    const answer = await client.request({ method: "POST", path, headers, body });
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  };

  return {
    async ask(action, emailAddress) {
      const body = JSON.stringify({ action, arguments: { [probedActions[action]]: emailAddress } });
      const startedAt = performance.now();
      const answer = await post(body).catch(() => {
        throw new AuditError(`${url.origin} gave no answer to ${action}`);
      });
      const milliseconds = performance.now() - startedAt;
      if (answer.status === 429 || answer.status === 503) throw refused(answer.status, action);
      return { code: codeOf(answer), shape: shapeOf(answer, emailAddress), milliseconds };
    },
    close: () => client.close(),
  };
}

const refused = (status: number, action: ProbedAction) =>
  new AuditError(
    status === 429
      ? `HTTP 429 to ${action}: the limits per client address are in the way. Run this against a test instance with TIAUTH_LIMIT_ADDRESS_SIGNIN=off and TIAUTH_LIMIT_ADDRESS_MAIL=off`
      : `HTTP 503 to ${action}: the server has too much to do, and times would say nothing`,
  );
