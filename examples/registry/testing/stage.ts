import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Person, startTiauth, type Tiauth } from "@tiauth/testing";
import type { Registry } from "../src/server/domain/registry.ts";
import { openRegistry, type RegistryOptions } from "../src/server/open-registry.ts";
import { startRegistry } from "../src/server/start.ts";
import { type Ask, asking } from "./asking.ts";
import { freePort } from "./free-port.ts";

/** The registry and its auth server, in this process. */
export interface Stage {
  readonly url: string;
  readonly tiauth: Tiauth;
  /** The registry's own folder. */
  readonly dataPath: string;
  /** The registry as it runs now. */
  registry(): Registry;
  /** Three people who are always the same: what they have, they have from other tests too. */
  people(): Promise<Record<"ann" | "bob" | "eve", User>>;
  /** Asks as somebody who has just signed up. */
  newUser(): Promise<User>;
  /** Asks as a stranger. */
  readonly ask: Ask;
  /** Puts the registry's clock forward. */
  wait(milliseconds: number): void;
  /** What is in the registry's folders, but for the database. */
  files(): readonly string[];
  /** Stops the registry for a while: meanwhile another process may be it. */
  without<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface User extends Person {
  readonly ask: Ask;
}

type StageOptions = Omit<RegistryOptions, "dataPath" | "now">;

export const sharedSecret = "shared with the auth server";

export async function openStage({ limits, ...options }: StageOptions = {}): Promise<Stage> {
  const dataPath = mkdtempSync(join(tmpdir(), "registry-"));
  // The auth server has to know where the registry will be.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const tiauth = await startTiauth({
    userServerUrl: `${url}/user-server`,
    environment: { TIAUTH_USER_SERVER_SECRET: sharedSecret },
  });
  let waited = 0;
  const start = async () => {
    const now = () => new Date(Date.now() + waited);
    // The same people create many identities here.
    const many = { identitiesPerUserPerDay: 1000, identitiesPerDay: 1000, ...limits };
    const registry = await openRegistry({ ...options, limits: many, dataPath, now });
    return { registry, ...(await startRegistry(registry, { port, authServerUrl: tiauth.url, sharedSecret })) };
  };
  let running = await start();

  const newUser = async () => {
    const person = await tiauth.signUp();
    return { ...person, ask: asking(url, person.sessionToken) };
  };
  let people: ReturnType<Stage["people"]> | undefined;
  return {
    url,
    tiauth,
    dataPath,
    registry: () => running.registry,
    people: () => {
      people ??= Promise.all([newUser(), newUser(), newUser()]).then(([ann, bob, eve]) => ({ ann, bob, eve }));
      return people;
    },
    newUser,
    ask: asking(url),
    wait: (milliseconds) => {
      waited += milliseconds;
    },
    files: () =>
      ["incoming", "bundles"].flatMap((folder) =>
        existsSync(join(dataPath, folder)) ? readdirSync(join(dataPath, folder)) : [],
      ),
    without: async (work) => {
      await running.stop();
      try {
        return await work();
      } finally {
        running = await start();
      }
    },
    close: async () => {
      await running.stop();
      await tiauth.close();
      rmSync(dataPath, { recursive: true });
    },
  };
}
