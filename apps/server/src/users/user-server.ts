import type { UserStore } from "@tiauth/server";

/** The application's users, and what has to be known of where they are. */
export interface UserServer {
  readonly users: UserStore;
  /** Whether actions are answered. Never rejects; no slower than one action. */
  isReachable(): Promise<boolean>;
  /** Whether it failed so often that actions fail at once. */
  isGivenUp(): boolean;
  /** Lets actions under way finish, then gives everything back. */
  close(): Promise<void>;
}
