import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import {
  type ActionName,
  type Actions,
  actions,
  createCaller,
  type Outcome,
  toCamel,
  type User,
} from "@tiauth/protocol";
import { type MemoryEntry, memoryStorage } from "@tiauth/storage/memory";
import { userStoreFrom } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { type Accident, createServer, type Mail, type Settings, type Storage } from "../../src/index.ts";
import { cheapHasher } from "../cheap-hasher.ts";
import type { Arguments } from "../person.ts";
import { type Around, tap } from "../tap.ts";
import { inTurn } from "./every-order.ts";
import { fingerprint, fingerprintOfMap } from "./fingerprint.ts";

/** All there is, as plain values: cheap to copy, so that a moment can be continued in more than one way. */
export interface World {
  readonly entries: ReadonlyMap<string, MemoryEntry>;
  readonly users: ReadonlyMap<string, User>;
  readonly mails: readonly Mail[];
  readonly time: number;
  readonly settings?: Partial<Settings>;
}

export type Values = Outcome<Actions[ActionName]>;
export type LivingWorld = ReturnType<typeof live>;

/** Where the random bytes of an action come from: the same seed gives the same ids and secrets in any order of things. */
const luck = new AsyncLocalStorage<{ readonly seed: string; drawn: number }>();

function randomBytes(length: number): Uint8Array {
  const drawing = luck.getStore();
  if (!drawing) throw new Error("random bytes for nobody");
  drawing.drawn += 1;
  const text = `${drawing.seed} ${drawing.drawn}`;
  return new Uint8Array(createHash("shake256", { outputLength: length }).update(text).digest());
}

/** How a server reaches what it stands on. */
export interface Reach {
  readonly users?: Around;
  readonly storage?: Around;
}

/** A server on a copy of the world. Its storage and its users answer in turn. Ids of users who are gone are used again. */
export function live(world: World, { users: reachUsers = inTurn, storage: reachStorage = inTurn }: Reach = {}) {
  const entries = new Map(world.entries);
  const mails = [...world.mails];
  const accidents: Accident[] = [];
  const users = memoryUserStore({ newId: () => firstFree(users.users) });
  for (const [id, user] of world.users) users.users.set(id, user);
  let time = world.time;
  const { foreignVersion, ...far } = memoryStorage({ entries });
  const storage = tap<Storage>(far, reachStorage);
  const userStore = tap(userStoreFrom(users.handlers), reachUsers);
  const { invoke, idle } = createServer({
    storage: { ...storage.port, foreignVersion },
    users: userStore.port,
    email: { send: async (mail) => void mails.push(mail) },
    passwordHasher: cheapHasher(),
    randomBytes,
    now: () => new Date(time),
    reportError: (accident) => accidents.push(accident),
    settings: { sessionActivityCheckIntervalSeconds: 1, ...world.settings },
  });
  const client = createCaller<Actions>(actions, async (body) => (await invoke(body)).body);

  return {
    idle,
    accidents,
    calls: { storage: storage.calls, userStore: userStore.calls },
    /** The world as it is now. */
    copy: (): World => ({ ...world, entries: new Map(entries), users: new Map(users.users), mails: [...mails], time }),
    /** The same for the same world. */
    state: () => [fingerprintOfMap(entries), fingerprintOfMap(users.users), ...mails.map(fingerprint), time].join(),
    advanceSeconds: (seconds: number) => {
      time += seconds * 1000;
    },
    async ask(action: ActionName, args: Arguments, seed: string): Promise<Values> {
      // Of all actions together: every argument is a string, and those that an action does not know are left out.
      const method = client[toCamel(action)] as (args: Arguments) => Promise<Values>;
      return luck.run({ seed, drawn: 0 }, () => method(args));
    },
  };
}

function firstFree(users: ReadonlyMap<string, User>): string {
  let number = 1;
  while (users.has(`user ${number}`)) number += 1;
  return `user ${number}`;
}
