import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loader, startLoader } from "../load/loader.ts";
import type { BenchOptions } from "../options.ts";
import { ownScript, type RunningServer, type ServerOptions, startServer } from "../processes/start-server.ts";
import { createClosing } from "./closing.ts";
import { createPeople, type Person } from "./people.ts";

/** What all scenarios share. */
export interface Stage {
  readonly options: BenchOptions;
  readonly loader: Loader;
  readonly userServer: RunningServer;
  readonly userServerUrl: string;
  /** Users of that user server. */
  readonly people: readonly Person[];
  /** A folder that goes away in the end. */
  readonly directory: string;
  /** Starts a server that is stopped when the scenario is over. */
  start(options: ServerOptions): Promise<RunningServer>;
  /** Makes something once for all scenarios. */
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** Ends what the scenario started. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Few sign in often enough to meet their limit: 5 passwords, and one more a minute. */
const peopleCount = 1000;

/** Starts what is needed whatever is measured: the user server with its users, and the process that sends. */
export async function openStage(options: BenchOptions): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-bench-"));
  const [all, ofScenario] = [createClosing(), createClosing()];
  const remove = () => rmSync(directory, { recursive: true, force: true });
  all.add(remove);
  // Also if somebody stops it: the million sessions are 0.4 GB.
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  const userServer = await startServer({ command: [ownScript("contestants/user-server")], place: "load" });
  all.add(userServer.stop);
  const loader = startLoader();
  all.add(loader.stop);
  const userServerUrl = `http://127.0.0.1:${userServer.port}/invoke`;
  const people = await createPeople(userServerUrl, peopleCount);

  return {
    ...{ options, loader, userServer, userServerUrl, directory, people, once: onceEach() },
    async start(serverOptions) {
      const server = await startServer({ cwd: directory, ...serverOptions });
      ofScenario.add(server.stop);
      return server;
    },
    async clear() {
      loader.forget();
      await ofScenario.close();
    },
    async close() {
      await ofScenario.close();
      await all.close();
    },
  };
}

function onceEach(): Stage["once"] {
  const made = new Map<string, Promise<unknown>>();
  return <T>(name: string, make: () => Promise<T>) => {
    const thing = made.get(name) ?? make();
    made.set(name, thing);
    // Each name is used for one thing.
    return thing as Promise<T>;
  };
}
