import type { AuthVariables, SessionVariables } from "@tiauth/web/hono";
import type { Account, Accounts } from "./users/accounts.ts";

/** What every page has in `context.var`. */
export interface AppEnv {
  Variables: AuthVariables["Variables"] & { accounts: Accounts };
}

/** What pages for people who are signed in have beside it. */
export interface AccountEnv {
  Variables: AppEnv["Variables"] & SessionVariables["Variables"] & { account: Account };
}
