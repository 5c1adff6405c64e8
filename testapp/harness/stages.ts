import { storageEngines } from "./engines.ts";
import { keptKeys } from "./kept-keys.ts";
import type { Served } from "./tiauth.ts";
import { startNodesWorld, startWorld, type World, type WorldOptions } from "./world.ts";

/** A world, and a look into its storage. */
export interface StagedWorld extends World<Served> {
  /** The keys of all that is stored. */
  keptKeys(): Promise<readonly string[]>;
}

/** Where a suite can play. */
export interface Stage {
  /** Why it cannot, if it cannot; for `describe.skipIf`. */
  readonly missing: string;
  /** Resolves with what starts worlds there, once what they share is there. */
  open(): Promise<OpenStage>;
}

export interface OpenStage {
  /** Starts a world of its own. */
  start(options?: WorldOptions): Promise<StagedWorld>;
  close(): Promise<void>;
}

/** One server with so many workers on a SQLite file. */
export const onOneFile = (workers: string): Stage => ({
  missing: "",
  open: async () => ({
    start: async (options = {}) => {
      const world = await startWorld({ ...options, env: { TIAUTH_WORKERS: workers, ...options.env } });
      return { ...world, keptKeys: () => keptKeys(`sqlite:${world.tiauth.dbPath}`) };
    },
    close: async () => {},
  }),
});

/** Two servers that share an engine, for each engine; with titles for `describe.each`. */
export const onTwoNodes: readonly (readonly [title: string, stage: Stage])[] = storageEngines.map(
  ([title, { missing, start }]) => [`two nodes on ${title}`, { missing, open: () => openNodes(start) }],
);

async function openNodes(startEngine: (typeof storageEngines)[number][1]["start"]): Promise<OpenStage> {
  const engine = await startEngine();
  return {
    start: async (options = {}) => {
      const url = await engine.freshUrl();
      const world = await startNodesWorld(2, { ...options, env: { TIAUTH_STORAGE_URL: url, ...options.env } });
      return { ...world, keptKeys: () => keptKeys(url) };
    },
    close: () => engine.stop(),
  };
}
