import type { Session } from "@tiauth/client";
import { CliError } from "./cli-error.ts";
import { explain } from "./explain.ts";
import type { HeldToken } from "./held-token.ts";
import type { Parts } from "./parts.ts";
import { printable } from "./printable.ts";
import type { KeptSession } from "./store/session-file.ts";
import type { Store } from "./store/store.ts";

/**
 * The session of a token as the server knows it, renewed if it ran out a short time ago and the server allows that. What the
 * store says is brought up to date; a session that is over is forgotten.
 *
 * @throws {CliError} `unreachable`, `server_failed`.
 */
export async function currentSession(parts: Parts, held: HeldToken): Promise<Session | undefined> {
  const session = await look(parts, held.token);
  if (held.source === "store") await note(parts.store, held.kept, session);
  return session;
}

async function look({ client, settings: { server } }: Parts, sessionToken: string): Promise<Session | undefined> {
  try {
    const known = await client.getSession({ sessionToken });
    const answer = isOver(known) ? await client.renewSession({ sessionToken }) : known;
    if (answer.ok) return answer.session;
    if (isOver(answer)) return undefined;
    throw new CliError("server_failed", `${server} is out of order (${printable(answer.errorCode)}). Try again later.`);
  } catch (error) {
    throw explain(error, server);
  }
}

const isOver = (answer: { readonly ok: boolean; readonly errorCode?: string }) =>
  answer.errorCode === "invalid_session_token";

/** Whether the session is over now. Not if the server was not reached: then it ends by itself, some time. */
export async function endSession({ client }: Pick<Parts, "client">, sessionToken: string): Promise<boolean> {
  const answer = await client.deleteSession({ sessionToken }).catch(() => undefined);
  return answer !== undefined && (answer.ok || isOver(answer));
}

/** Unless another process has signed in meanwhile. */
async function note(store: Store, kept: KeptSession, session: Session | undefined): Promise<void> {
  const expiresAt = session?.expiresAt ? Math.floor(session.expiresAt.getTime() / 1000) : null;
  if (session && kept.expiresAt === expiresAt) return;
  await store.update((before) => {
    if (before.session?.token !== kept.token) return before;
    return { ...before, session: session && { ...before.session, expiresAt } };
  });
}
