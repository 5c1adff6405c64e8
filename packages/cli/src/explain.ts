import { TransportError } from "@tiauth/client";
import { CliError } from "./cli-error.ts";
import { printable } from "./printable.ts";

/** What went wrong below `fetch`, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "its name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection broke",
  ENETUNREACH: "there is no network",
  EHOSTUNREACH: "there is no way to it",
  ETIMEDOUT: "it took too long",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "nobody vouches for its certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "nobody vouches for its certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "nobody vouches for its certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is that of another host",
};

/** What of a call rejects, as an error that says what to do; anything but a {@link TransportError} is handed back. */
export function explain(error: unknown, server: string): unknown {
  if (!(error instanceof TransportError)) return error;
  const { status, code } = error;
  if (status === undefined) return unreachable(error, server);
  return new CliError("server_failed", `${server} ${describeStatus({ status, code }, error)}`, error);
}

const unreachable = (error: TransportError, server: string) =>
  new CliError(
    "unreachable",
    `${server} was not reached: ${reasonOf(error)}. Check the address and the connection, then try again.`,
    error,
  );

function describeStatus({ status, code }: { status: number; code: string | undefined }, error: Error): string {
  if (code === "unknown_action")
    return "does not offer signing in from the command line. Its operator can switch it on: TIAUTH_CLI_SIGNIN.";
  if (status === 200 || status === 404 || status === 405) return "is no Tiauth server. Check the address.";
  if (status >= 300 && status < 400) return "redirects to another address, which is not followed. Use that address.";
  if (status === 429 || status >= 500) return `is busy or out of order (HTTP ${status}). Try again later.`;
  return `did not take the request. ${printable(error.message)}`;
}

/** The innermost cause that has a known code; `fetch` wraps what happened. */
function reasonOf(error: Error): string {
  const code = codesOf(error).find((known) => known in reasons);
  return (code && reasons[code]) ?? codesOf(error)[0] ?? (error.cause ? "the connection failed" : "no answer in time");
}

function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [printable(error.code)] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...inner, ...codesOf(error.cause)];
}
