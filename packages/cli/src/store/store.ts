import { dirname, isAbsolute, join } from "node:path";
import type { Host } from "../host.ts";
import { checkPrivateFolder, makePrivateFolder, readPrivateFile } from "./private-file.ts";
import { replaceFile } from "./replace-file.ts";
import { type Entry, readEntries, writeEntries } from "./session-file.ts";

/** What is kept of one server, in a file that several processes and several servers share. */
export interface Store {
  /** @throws {CliError} `store_not_private`, `store_failed`. */
  read(): Entry;
  /** Replaces the entry by what `change` makes of it, which may be called again. Rejects as {@link Store.read} throws. */
  update(change: (before: Entry) => Entry): Promise<void>;
}

export function openStore(path: string, server: string): Store {
  const folder = dirname(path);
  return {
    read() {
      checkPrivateFolder(folder);
      return readEntries(readPrivateFile(path), path).get(server) ?? {};
    },
    async update(change) {
      makePrivateFolder(folder);
      await replaceFile(path, (text) => {
        const entries = readEntries(text, path);
        return writeEntries(new Map([...entries, [server, change(entries.get(server) ?? {})]]));
      });
    },
  };
}

/** `$XDG_CONFIG_HOME/<tool>/sessions.json`, else below `~/.config`; on Windows below `%APPDATA%`. */
export function storePath(tool: string, { env, homeFolder, platform }: Host): string {
  const given = platform === "win32" ? (env.XDG_CONFIG_HOME ?? env.APPDATA) : env.XDG_CONFIG_HOME;
  // The specification wants relative ones ignored.
  const folder = given && isAbsolute(given) ? given : join(homeFolder, ".config");
  return join(folder, tool, "sessions.json");
}
