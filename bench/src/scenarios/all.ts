import { client } from "./client.ts";
import { getSession } from "./get-session.ts";
import { memory } from "./memory.ts";
import { mix } from "./mix.ts";
import type { Scenario } from "./scenario.ts";
import { signIn } from "./sign-in.ts";
import { signInTwoCores } from "./sign-in-two-cores.ts";
import { signUp } from "./sign-up.ts";
import { startUp } from "./start-up.ts";
import { storedSessions } from "./stored-sessions.ts";
import { userServerAsked } from "./user-server-asked.ts";
import { whileSigningIn } from "./while-signing-in.ts";
import { workers } from "./workers.ts";
import { writes } from "./writes.ts";
import { wrongPasswords } from "./wrong-passwords.ts";

/** In the order in which they are run and shown. */
export const scenarios: readonly Scenario[] = [
  getSession,
  userServerAsked,
  storedSessions,
  workers,
  writes,
  signIn,
  signInTwoCores,
  whileSigningIn,
  signUp,
  wrongPasswords,
  mix,
  startUp,
  memory,
  client,
];
