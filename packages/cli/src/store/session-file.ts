import * as z from "zod/mini";
import { CliError } from "../cli-error.ts";

const secondsSince1970 = z.number();

const session = z.object({
  token: z.string(),
  email: z.string(),
  userId: z.string(),
  expiresAt: z.nullable(secondsSince1970),
});

const pending = z.object({
  token: z.string(),
  email: z.string(),
  clientName: z.string(),
  /** By this machine's clock. */
  expiresAt: secondsSince1970,
  /** How many codes were tried that were not right. */
  wrongCodes: z.number(),
});

const entry = z.object({ session: z.optional(session), pending: z.optional(pending) });

const file = z.object({ version: z.literal(1), servers: z.record(z.string(), entry) });

/** A session as it is kept. */
export type KeptSession = Readonly<z.infer<typeof session>>;
/** A sign-in that waits for its code. */
export type PendingSignin = Readonly<z.infer<typeof pending>>;
/** What is kept of one server. */
export type Entry = Readonly<z.infer<typeof entry>>;
export type Entries = ReadonlyMap<string, Entry>;

/**
 * Servers to what is kept of each, from the text of the file.
 *
 * @throws {CliError} `store_failed` if it is none of ours.
 */
export function readEntries(text: string | undefined, path: string): Entries {
  if (text === undefined) return new Map();
  const parsed = file.safeParse(parse(text));
  if (!parsed.success)
    throw new CliError("store_failed", `${path} is damaged, or of another version. Delete it and sign in again.`);
  return new Map(Object.entries(parsed.data.servers));
}

export function writeEntries(entries: Entries): string {
  const kept = [...entries].filter(([, { session, pending }]) => session || pending);
  return `${JSON.stringify({ version: 1, servers: Object.fromEntries(kept) }, undefined, 2)}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // its error would show a piece of the text
  }
}
