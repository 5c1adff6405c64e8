import { type Actions, actions, createCaller } from "@tiauth/protocol";
import { type MemoryEntry, memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { type MemoryUserStore, memoryUserStore } from "@tiauth/user-server/memory";
import { expect, onTestFinished } from "vitest";
import {
  type Accident,
  type AuditEvent,
  createServer,
  type InvokeOptions,
  memoryEmail,
  type ServerOptions,
  type Storage,
} from "../src/index.ts";
import { cheapHasher } from "./cheap-hasher.ts";
import { type Clock, createClock } from "./clock.ts";
import { countedBytes } from "./counted-bytes.ts";
import { tap } from "./tap.ts";

/** What a server leaves when it stops, for one that is started later. */
export interface Remains {
  readonly entries: Map<string, MemoryEntry>;
  readonly users: MemoryUserStore;
  readonly clock: Clock;
}

/** Ports and settings, where they are not to be the usual ones. */
export interface TestServerOptions extends Partial<Omit<ServerOptions, "users" | "now">> {
  readonly before?: Remains;
  readonly users?: MemoryUserStore;
}
export type TestServer = ReturnType<typeof testServer>;

/**
 * A whole server in this process, and everything a test can look at. A test that causes accidents takes them from
 * `accidents`: any that are left when it ends fail it.
 */
export function testServer({ before, users = before?.users ?? memoryUserStore(), ...given }: TestServerOptions = {}) {
  const clock = before?.clock ?? createClock();
  const entries = before?.entries ?? new Map<string, MemoryEntry>();
  const { mails, ...email } = memoryEmail();
  const { foreignVersion, ...storage } = given.storage ?? memoryStorage({ entries });
  const taps = {
    storage: tap<Storage>(storage),
    userStore: tap(userStoreFrom(users.handlers)),
    email: tap(given.email ?? email),
    hasher: tap(given.passwordHasher ?? cheapHasher()),
  };
  const accidents: Accident[] = [];
  const audits: AuditEvent[] = [];
  const server = createServer({
    randomBytes: countedBytes,
    ...given,
    storage: { ...taps.storage.port, foreignVersion }, // which is no call, and always answers at once
    users: taps.userStore.port,
    email: taps.email.port,
    passwordHasher: taps.hasher.port,
    now: clock.now,
    reportError: (accident) => accidents.push(accident),
    audit: (event) => audits.push(event),
  });
  onTestFinished(() => expect(accidents).toEqual([]));

  const callerWith = (options: InvokeOptions) =>
    createCaller<Actions>(actions, async (body) => {
      const answer = await server.invoke(body, options);
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.body}`);
      return answer.body;
    });
  return { ...server, ...taps, clock, entries, users, mails, accidents, audits, client: callerWith({}), callerWith };
}
