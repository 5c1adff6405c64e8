import { expect } from "vitest";
import { freePort } from "../../apps/server/testing/http-server.ts";
import { parseScrape, type Scrape } from "../../apps/server/testing/prometheus-text.ts";
import { startWorld, type World, type WorldOptions } from "../harness/index.ts";
import { childrenOf } from "./processes.ts";

/** A world whose server is several processes. */
export interface CrewWorld extends World {
  /** The processes of the workers that run, in the order in which they were started. */
  workers(): readonly number[];
  /** Their figures as one. */
  scrape(): Promise<Scrape>;
  /** Sends a command to the private listener. */
  command(name: string): Promise<Response>;
  /** Resolves when as many as there should be take requests. */
  isComplete(): Promise<void>;
}

export async function startCrewWorld(count: number, { env, flags }: WorldOptions = {}): Promise<CrewWorld> {
  // A port that the system picks is another one when all have died at once.
  const ports = { TIAUTH_PORT: String(await freePort()), TIAUTH_COMMAND_PORT: "0" };
  const world = await startWorld({ env: { TIAUTH_WORKERS: String(count), ...ports, ...env }, flags });
  const { port } = await world.tiauth.log({ msg: "listening for commands" });
  const url = `http://127.0.0.1:${port}`;
  const scrape = async () => parseScrape(await (await fetch(`${url}/metrics`)).text());
  return {
    ...world,
    workers: () => childrenOf(world.tiauth.pid),
    scrape,
    command: (name) => fetch(`${url}/command`, { method: "POST", body: JSON.stringify({ command: name }) }),
    isComplete: () =>
      expect.poll(async () => (await scrape()).value("tiauth_workers"), { timeout: 60_000 }).toBe(count),
  };
}
