import { ErrorReply } from "@redis/client";
import type { Address } from "./place.ts";

export interface Redirect {
  /** `MOVED`: it has the slot. `ASK`: it is being given the slot, and has this key already. */
  readonly kind: "MOVED" | "ASK";
  readonly address: Address;
}

/**
 * Where a node of a cluster says that a key is: `MOVED 3999 127.0.0.1:6381`. It has done nothing.
 *
 * @param from the node that said so: one that does not know its own name gives none.
 */
export function redirectOf(error: unknown, from: Address): Redirect | undefined {
  if (!(error instanceof ErrorReply)) return undefined;
  const [, kind, host, port] = /^(MOVED|ASK) \d+ (.*):(\d+)$/.exec(error.message) ?? [];
  if (!kind) return undefined;
  return { kind: kind === "ASK" ? "ASK" : "MOVED", address: { host: host || from.host, port: Number(port) } };
}
