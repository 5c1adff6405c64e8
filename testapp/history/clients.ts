import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { askStorage } from "./ask.ts";
import type { Seen } from "./linearizable.ts";
import type { Operation, State } from "./model.ts";
import type { AskedStorage } from "./remote-storage.ts";

export interface ClientsOptions {
  readonly clients: number;
  /** Which storage a client asks just now: processes come and go. */
  readonly storageOf: (client: number) => AskedStorage;
  /** How many operations are to be answered. */
  readonly count: number;
}

/** What the clients saw, by key. */
export type History = ReadonlyMap<string, readonly Seen[]>;

export interface Clients {
  /** How many operations were answered so far. */
  answered(): number;
  /** Resolves when enough were answered, and every key was looked at once more in peace. */
  readonly history: Promise<History>;
}

/** Few enough that clients meet. */
const keysAtOnce = 10;
/** Then other keys follow: every key is checked by itself, and short histories are checked quickly. */
const operationsPerKey = 200;
const pauseMilliseconds = 20;

/** Lets clients look and write at once, each as quickly as it is answered, and writes down what they see. */
export function startClients({ clients, storageOf, count }: ClientsOptions): Clients {
  const seen = new Map<string, Seen[]>();
  const run = randomUUID(); // or what earlier clients left there would have to be explained
  let [place, answered] = [0, 0];
  const anyKey = () => {
    const generation = Math.floor(answered / (keysAtOnce * operationsPerKey));
    return `${run}.${generation}.${Math.floor(Math.random() * keysAtOnce)}`;
  };

  const ask = async (client: number, key: string, operation: Operation) => {
    const askedAt = place++;
    const said = await askStorage(storageOf(client), key, operation);
    if (said) answered += 1;
    const one = { operation, askedAt, answered: said && { at: place++, answer: said.answer } };
    seen.set(key, [...(seen.get(key) ?? []), one]);
    return said;
  };
  const look = async (client: number, key: string): Promise<State> => {
    for (;;) {
      const said = await ask(client, key, { kind: "get" });
      if (said && typeof said.answer !== "boolean") return said.answer;
      await delay(pauseMilliseconds); // no write is asked for while it may be down
    }
  };
  const work = async (client: number) => {
    while (answered < count) {
      const key = anyKey();
      const found = await look(client, key);
      await ask(client, key, anyWrite(found, `${client} ${place}`));
    }
  };
  const workAll = async () => {
    await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
    for (const key of seen.keys()) await look(0, key);
    return seen;
  };
  return { answered: () => answered, history: workAll() };
}

/** Mostly one that succeeds if nobody else comes first. */
function anyWrite(found: State, value: string): Operation {
  const chance = Math.random();
  if (chance < 0.1) return { kind: "delete" };
  if (!found || chance < 0.2) return { kind: "add", value };
  return { kind: "update", value, counter: found.counter };
}
