import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type CliAuthOptions, createCliAuth, type Host } from "../index.ts";
import { temporaryFolder } from "./folder.ts";
import { person } from "./person.ts";

interface ToolOptions extends Partial<Omit<CliAuthOptions, "host">> {
  readonly server: string;
  /** The machine's folder of settings; a new machine by default. */
  readonly configFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  /** The network. */
  readonly fetch?: Host["fetch"];
  /** Is told for how long something waits. */
  readonly pass?: (seconds: number) => void;
}

/** The tool `reg` on a machine, with somebody in front of it. Instead of waiting it lets time pass. */
export function testTool({ configFolder = temporaryFolder(), env, now, pass, fetch, ...options }: ToolOptions) {
  const somebody = person();
  const waitsSeconds: number[] = [];
  const host = {
    ...somebody.host,
    env: { TERM: "xterm", XDG_CONFIG_HOME: configFolder, ...env },
    ...(now && { now }),
    ...(fetch && { fetch }),
    wait: (seconds: number, signal?: AbortSignal) => {
      waitsSeconds.push(seconds);
      pass?.(seconds);
      return setTimeout(5, undefined, { signal });
    },
  };
  const storePath = join(configFolder, "reg", "sessions.json");
  return {
    auth: createCliAuth({ tool: "reg", ...options, host }),
    somebody,
    configFolder,
    storePath,
    /** The text of the store; empty if there is none. */
    stored: () => (existsSync(storePath) ? readFileSync(storePath, "utf8") : ""),
    /** All times that it would have waited. */
    waitsSeconds,
  };
}
