import { statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Contestant } from "./contestant.ts";

/** In the process itself. */
export const memory: Contestant = {
  name: "Memory",
  isEngine: false,
  newPlace: async () => ({ url: "memory:" }),
  settings: ({ url }) => ({ TIAUTH_STORAGE_URL: url }),
  takenBytes: undefined,
};

let databases = 0;
const pathOf = (url: string) => url.slice("sqlite:".length);

/** Files in that folder, with every write on the disk before it is answered. */
export const sqlite = (folder: string): Contestant => ({
  name: "SQLite",
  isEngine: false,
  newPlace: async () => ({ url: `sqlite:${join(folder, `storage-${databases++}.sqlite`)}` }),
  settings: ({ url }) => ({ TIAUTH_DB_PATH: pathOf(url) }),
  async takenBytes({ url }) {
    const database = new Database(pathOf(url));
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    return statSync(pathOf(url)).size;
  },
});
