import type { ActionName } from "@tiauth/protocol";
import { type MemoryUserStore, memoryUserStore } from "@tiauth/user-server/memory";
import type { Settings } from "../src/index.ts";
import { type Arguments, type Person, person, type Step } from "./person.ts";
import { signedUp } from "./steps.ts";
import { type TestServer, testServer } from "./test-server.ts";

/** A server that does not say who has an account. */
export const discreetServer = (users?: MemoryUserStore, settings: Partial<Settings> = {}) =>
  testServer({ ...(users && { users }), settings: { hideUserExistence: true, ...settings } });

/** Users with one among them, who came in another way than through the server under test: its limits are untouched. */
export async function usersWith(emailAddress: string, ...events: readonly Step[]): Promise<MemoryUserStore> {
  const users = memoryUserStore();
  const someone = person(testServer({ users }), emailAddress);
  await someone.does(...signedUp, ...events);
  return users;
}

/** What an action showed and what it did: equal for two addresses, if nobody can tell which of them has an account. */
export interface Sight {
  /** The answer, with the length of whatever is random and the address called by its name. */
  readonly answer: string;
  /** The calls of each port, in order. Reading a user by id or by address is the same. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

/** Somebody who tries actions on an address whose mailbox is not theirs, and looks closely. */
export interface Stranger extends Person {
  sees(action: ActionName, different?: Arguments): Promise<Sight>;
}

export function stranger(server: TestServer, emailAddress: string): Stranger {
  const someone = person(server, emailAddress);
  const { storage, userStore, email, hasher } = server;
  const ports = { storage, userStore, email, hasher };
  return {
    ...someone,
    async sees(action, different) {
      const before = Object.values(ports).map(({ calls }) => calls.length);
      const outcome = await someone.asks(action, different).catch((error: unknown) => String(error));
      await server.idle();
      const calls = Object.entries(ports).map(([name, { calls }], i) => [name, calls.slice(before[i]).map(nameOf)]);
      return { answer: describe(outcome, emailAddress), calls: Object.fromEntries(calls) };
    },
  };
}

const nameOf = ({ method }: { readonly method: string }) => method.replace(/^getUser.*/, "get a user");

/** JSON in which strings that differ from one answer to the next are only as long. */
const describe = (answer: unknown, emailAddress: string) =>
  JSON.stringify(answer, (name, value: unknown) => {
    if (typeof value !== "string" || /At$|^errorCode$|^$/.test(name)) return value;
    return value.toLowerCase() === emailAddress.toLowerCase() ? "the address" : `${value.length} characters`;
  });
