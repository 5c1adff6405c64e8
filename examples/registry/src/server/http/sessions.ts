import { type Client, TransportError } from "@tiauth/client";
import { createMiddleware } from "hono/factory";
import { Refusal } from "../../contract/refusals.ts";
import type { UserEnv, VisitorEnv } from "./api-env.ts";

type GetSession = Pick<Client, "getSession">;

/** Finds out who asks, by their session token; without one they are a stranger. The auth server decides, each time. */
export const identifyVisitor = (auth: GetSession) =>
  createMiddleware<VisitorEnv>(async (context, next) => {
    const authorization = context.req.header("Authorization");
    context.set("userId", authorization === undefined ? undefined : await findUserId(auth, authorization));
    await next();
  });

/** For the routes behind it somebody has to be signed in. */
export const requireUser = createMiddleware<UserEnv>(async (context, next) => {
  if (!context.var.userId) throw new Refusal("not_signed_in");
  await next();
});

async function findUserId(auth: GetSession, authorization: string): Promise<string> {
  const sessionToken = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (!sessionToken) throw new Refusal("not_signed_in");
  const result = await auth.getSession({ sessionToken }).catch(unavailable);
  if (result.ok) return result.session.userId;
  throw new Refusal(result.errorCode === "invalid_session_token" ? "not_signed_in" : "auth_server_unavailable");
}

function unavailable(error: unknown): never {
  throw error instanceof TransportError ? new Refusal("auth_server_unavailable") : error;
}
