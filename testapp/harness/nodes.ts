import type { LogLine } from "./log-lines.ts";
import { startRoundRobin } from "./round-robin.ts";
import { type Served, startTiauth, type Tiauth, type TiauthOptions } from "./tiauth.ts";

/** Several servers that share nothing but their storage, behind a load balancer; the log is that of all. */
export interface Nodes extends Served {
  /** Those that run. */
  nodes(): readonly Tiauth[];
  /** Replaces a node as one does it without an interruption: takes it out of the balancer, stops it, puts another in. */
  replace(node: Tiauth): Promise<void>;
}

/**
 * Starts so many servers, and a load balancer before them that has no sticky sessions.
 *
 * @param options of each of them; `env` has to name a storage that they can share.
 * @throws {Error} as {@link startTiauth}; those that were started are stopped then.
 */
export async function startNodes(count: number, options: TiauthOptions): Promise<Nodes> {
  const balancer = await startRoundRobin();
  /** In the order in which they were started, also those that were replaced. */
  const all: Tiauth[] = [];
  let running: readonly Tiauth[] = [];
  const add = async () => {
    const node = await startTiauth(options);
    all.push(node);
    running = [...running, node];
    await balancer.putIn(node.url);
  };
  const stop = async () => {
    const exitCodes = await Promise.all(all.map((node) => node.stop()));
    await balancer.close();
    return exitCodes.find((exitCode) => exitCode !== 0) ?? 0;
  };
  try {
    await Promise.all(Array.from({ length: count }, add));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: balancer.url,
    port: balancer.port,
    get logs() {
      return all.flatMap(({ logs }) => logs);
    },
    get output() {
      return all.flatMap(({ output }) => output);
    },
    log: (fields: LogLine) => Promise.any(all.map(({ log }) => log(fields))),
    stop,
    nodes: () => running,
    replace: async (node) => {
      running = running.filter((other) => other !== node);
      await balancer.takeOut(node.url);
      const exitCode = await node.stop();
      if (exitCode !== 0) throw new Error(`A node ended with exit code ${exitCode}:\n${node.output.join("\n")}`);
      await add();
    },
  };
}
