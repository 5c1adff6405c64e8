import type { TestServer } from "./test-server.ts";

/** Everything that an action can leave behind, and what it is. */
export type Photograph = ReadonlyMap<string, unknown>;

export function photograph({ entries, users, mails, hasher }: TestServer): Photograph {
  return new Map<string, unknown>([
    ...[...entries].map(([key, { value }]) => [key, Buffer.from(value).toString()] as const),
    ...[...users.users].map(([id, user]) => [`user.${id}`, user] as const),
    ["mails", mails.length],
    ["hashes", hasher.count("hash")],
  ]);
}

/** What differs: `record` for a flow or a session, for all else its name without the id. Sorted. */
export function differences(before: Photograph, after: Photograph): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => key.replace(/\.[^.]*$/, "").replace(/^(signup|signin|cli_signin|session|user_.*)$/, "record"))
    .sort();
}
