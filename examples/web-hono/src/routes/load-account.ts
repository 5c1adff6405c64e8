import { createMiddleware } from "hono/factory";
import type { AccountEnv } from "../app-env.ts";
import { seeOther } from "./see-other.ts";

/** Looks up who the session is of, in the application's own table. */
export const loadAccount = createMiddleware<AccountEnv>(async (context, next) => {
  const { accounts, session } = context.var;
  const account = accounts.find(session.userId);
  if (!account) return seeOther(context, "/sign-in"); // deleted just then
  context.set("account", account);
  return next();
});
