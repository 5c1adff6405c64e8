import { CliError } from "./cli-error.ts";
import { currentSession } from "./current-session.ts";
import { heldToken } from "./held-token.ts";
import type { Parts } from "./parts.ts";
import { printable } from "./printable.ts";

type Input = string | URL | Request;

/** `fetch` with the token; see `CliAuth`. */
export async function authorizedFetch(parts: Parts, input: Input, init: RequestInit = {}): Promise<Response> {
  checkOrigin(parts, input instanceof Request ? input.url : input);
  const held = heldToken(parts);
  if (!held) throw notSignedIn(parts, "You are not signed in.");
  const response = await send(parts, { input, init, token: held.token });
  if (response.status !== 401 || held.source === "environment") return response;
  if (!(await currentSession(parts, held))) throw notSignedIn(parts, "Your session is over.");
  if (!canBeSentAgain(input, init)) return response;
  await response.body?.cancel();
  return send(parts, { input, init, token: held.token });
}

interface Sending {
  readonly input: Input;
  readonly init: RequestInit;
  readonly token: string;
}

/** A redirect would show the token to whoever it leads to, if `init` did not ask `fetch` to care for that itself. */
function send({ settings }: Parts, { input, init, token }: Sending): Promise<Response> {
  const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set("authorization", `Bearer ${token}`);
  return settings.host.fetch(input, { redirect: "manual", ...init, headers });
}

/** A stream is gone when it was read. */
const canBeSentAgain = (input: Input, { body }: RequestInit) =>
  !(input instanceof Request && input.body) && !(typeof body === "object" && body && Symbol.asyncIterator in body);

function checkOrigin({ settings }: Parts, url: string | URL): void {
  const origin = URL.canParse(url) ? new URL(url).origin : undefined;
  if (origin !== undefined && settings.origins.has(origin)) return;
  throw new CliError(
    "foreign_origin",
    `The token is not sent to ${printable(origin ?? String(url))}. The tool's author can allow it in \`origins\`.`,
  );
}

const notSignedIn = ({ settings }: Parts, why: string) =>
  new CliError("not_signed_in", `${why} Run: ${settings.loginCommand}`);
