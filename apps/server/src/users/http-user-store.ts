import { createCaller, userServerActions } from "@tiauth/protocol";
import type { UserStore } from "@tiauth/server";
import { ExchangeError } from "../outgoing/exchange-error.ts";
import { createSignedPost } from "../outgoing/signed-post.ts";
import { CircuitOpen, createCircuitBreaker } from "./circuit-breaker.ts";
import type { UserServer } from "./user-server.ts";
import { UserServerError } from "./user-server-error.ts";

export interface HttpUserStoreOptions {
  /** Of the user server's endpoint, `http://127.0.0.1:8079/invoke` for instance. */
  readonly url: string;
  /** Shared with the user server; signs every request. Without one, requests are not signed. */
  readonly secret?: string | undefined;
  /** The system's clock by default. */
  readonly now?: () => Date;
  /** 2 by default. */
  readonly connectTimeoutSeconds?: number;
  /** For one action as a whole, its retry too; 5 by default. */
  readonly deadlineSeconds?: number;
  /** 64 by default; what comes on top waits, within its own deadline. */
  readonly maxInFlight?: number;
  /** 64 KiB by default. */
  readonly maxAnswerBytes?: number;
  /** After so many failures in a row, 10 by default, actions fail at once … */
  readonly maxFailures?: number;
  /** … except for one in this time, 2 by default, which finds out whether the server is back. */
  readonly pauseSeconds?: number;
}

/**
 * The application's users, behind its user server's HTTP endpoint (REQUIREMENTS U1 to U3).
 *
 * The methods of `users` reject with {@link UserServerError} if there is no answer with status 200 that can be read,
 * with `InvalidAnswer` if it is not what the contract declares. A read (`get_…`) is asked twice if the connection
 * fails; a write never, since it may have happened: the caller reads back. That the user answered is the one who was
 * asked for is the caller's to check.
 */
export function createHttpUserStore(options: HttpUserStoreOptions): UserServer {
  const { maxFailures = 10, pauseSeconds = 2, now = () => new Date() } = options;
  const { post, close } = createSignedPost({
    url: options.url,
    secret: options.secret,
    now,
    connectTimeoutSeconds: options.connectTimeoutSeconds ?? 2,
    deadlineSeconds: options.deadlineSeconds ?? 5,
    maxInFlight: options.maxInFlight ?? 64,
    maxAnswerBytes: options.maxAnswerBytes ?? 64 * 1024,
  });
  const guarded = createCircuitBreaker({ maxFailures, pauseSeconds, now, isOutage });

  const send = async (body: string, action: string) => {
    try {
      return await guarded(() => post(body, action.startsWith("get_") ? 2 : 1));
    } catch (error) {
      throw toUserServerError(action, error);
    }
  };
  const users = createCaller(userServerActions, send);
  return { users, isReachable: () => isReachable(users), isGivenUp: guarded.isOpen, close };
}

/** A request that was refused as such (4xx) is no outage: the next one may be fine. */
const isOutage = (error: unknown) => !(error instanceof ExchangeError && String(error.status).startsWith("4"));

function toUserServerError(action: string, error: unknown): unknown {
  if (error instanceof ExchangeError) return new UserServerError(action, error.message, error.status);
  if (error instanceof CircuitOpen) return new UserServerError(action, error.message);
  return error;
}

/** Asks for an address that nobody can have (RFC 2606 §2): whatever type the ids have, an address is text. */
async function isReachable(users: UserStore): Promise<boolean> {
  try {
    const answer = await users.getUserByEmailAddress({ emailAddress: "nobody@tiauth.invalid" });
    return answer.ok || answer.errorCode === "user_not_found";
  } catch {
    return false;
  }
}
