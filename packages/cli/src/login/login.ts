import { CliError } from "../cli-error.ts";
import { endSession } from "../current-session.ts";
import type { Settings } from "../options.ts";
import type { Parts } from "../parts.ts";
import { printable } from "../printable.ts";
import type { KeptSession, PendingSignin } from "../store/session-file.ts";
import type { Store } from "../store/store.ts";
import { openTerminal } from "../terminal/terminal.ts";
import { begin, resumeOrBegin, type Wanted } from "./begin.ts";
import { complete } from "./complete.ts";
import { confirm, forgetPending, type Signin } from "./signin.ts";

/** The whole conversation, from the question for an address to the session in the store. */
export async function login(parts: Parts, wanted: Wanted): Promise<KeptSession> {
  const { settings, store } = parts;
  checkTerminal(settings);
  // A disk that takes nothing is better found out now than when the mail is sent.
  await store.update((before) => before);
  const terminal = openTerminal(settings.host, `Stopped. Run ${settings.loginCommand} again to go on.`);
  const signin = { ...parts, terminal };
  try {
    const session = await untilSignedIn(signin, await resumeOrBegin(signin, wanted));
    const replaced = await keep(store, session);
    terminal.say(`Signed in as ${printable(session.email)}.`);
    // So that nothing is left that nobody can find.
    if (replaced) await endSession(parts, replaced.token);
    return session;
  } finally {
    terminal.close();
  }
}

async function untilSignedIn(signin: Signin, begun: PendingSignin): Promise<KeptSession> {
  let pending = begun;
  for (;;) {
    const outcome = await unlessOver(signin, pending);
    if ("token" in outcome) return outcome;
    if (outcome.code !== "expired") throw outcome;
    if (!(await confirm(signin, "The link and its code are no longer valid. Start again?"))) throw outcome;
    pending = await begin(signin, pending);
  }
}

const endings: readonly string[] = ["denied", "expired", "refused"];

/** The session; or why the sign-in, which is forgotten then, can never lead to one. Other errors are thrown. */
async function unlessOver(signin: Signin, pending: PendingSignin): Promise<KeptSession | CliError> {
  try {
    return await complete(signin, pending);
  } catch (error) {
    if (!(error instanceof CliError && endings.includes(error.code))) throw error;
    await forgetPending(signin, pending);
    return error;
  }
}

/** Keeps the new session. Resolves with the one that it takes the place of. */
async function keep(store: Store, session: KeptSession): Promise<KeptSession | undefined> {
  let replaced: KeptSession | undefined;
  await store.update((before) => {
    replaced = before.session;
    return { session };
  });
  return replaced;
}

function checkTerminal({ host, tokenVariable }: Settings): void {
  if (host.input.isTTY && host.output.isTTY) return;
  throw new CliError(
    "no_terminal",
    `Signing in asks questions, and there is no terminal. Set ${tokenVariable} to the token of a session instead.`,
  );
}
