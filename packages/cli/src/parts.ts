import { type Client, createClient } from "@tiauth/client";
import { type CliAuthOptions, readOptions, type Settings } from "./options.ts";
import { openStore, type Store, storePath } from "./store/store.ts";

/** What everything here is made of: one tool, one server. */
export interface Parts {
  readonly settings: Settings;
  readonly client: Client;
  readonly store: Store;
}

/** @throws {RangeError} if an option would not work, or not be safe. */
export function createParts(options: CliAuthOptions): Parts {
  const settings = readOptions(options);
  const { tool, server, host, timeoutSeconds } = settings;
  const headers = { "user-agent": `${tool} (${systems[host.platform] ?? host.platform})` };
  return {
    settings,
    client: createClient(server, { timeoutSeconds, fetch: host.fetch, headers }),
    store: openStore(storePath(tool, host), server),
  };
}

/** As browsers call them, so that lists of devices show them. */
const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "Macintosh; Mac OS X",
  linux: "Linux",
  win32: "Windows NT 10.0",
};
