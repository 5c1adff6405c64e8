import { argon2idImplementation, defaultPasswordHasher } from "@tiauth/passwords";
import { defaultSettings, type PasswordHasher } from "@tiauth/server";
import { advise, consequencesOf } from "../calibration/advise.ts";
import { concurrenciesToMeasure } from "../calibration/concurrencies.ts";
import { measureHashing } from "../calibration/measure.ts";
import { processors, usable } from "../calibration/processors.ts";
import { reportOf } from "../calibration/report.ts";
import { loadSettings, type SettingFlags } from "../settings/load.ts";
import type { Settings } from "../settings/resolve.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import type { Terminal } from "./terminal.ts";

export interface CheckHashingOptions {
  /** The one of the server by default. */
  readonly hasher?: PasswordHasher;
  /** For all measurements together. */
  readonly seconds?: number;
}

/** Argon2id of the default hasher. */
const hashMemoryMiB = 64;

/**
 * Measures how this machine hashes passwords, and prints what to set.
 *
 * @returns the exit code: 0, or 2 if the settings are mistaken or nothing can be hashed.
 */
export async function checkHashing(
  flags: SettingFlags,
  terminal: Terminal,
  { hasher = defaultPasswordHasher, seconds = 12 }: CheckHashingOptions = {},
): Promise<number> {
  const read = loadSettings(flags, terminal.environment);
  if ("mistakes" in read) return refuse(read.mistakes, terminal);
  terminal.out("ok      settings");
  terminal.err(`This hashes passwords for about ${seconds} s. Do it while the machine has nothing else to do.`);
  try {
    const lines = await calibrate({ hasher, seconds, current: read.settings });
    terminal.out(`ok      hashing (${hasher.id}, ${await implementation()})`);
    for (const line of lines) terminal.out(line);
    return exitCodes.ok;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    terminal.out(
      `failed  hashing (${hasher.id}): ${reason}. Install again; is there memory for a hash, ${hashMemoryMiB} MiB?`,
    );
    return exitCodes.mustBeMended;
  }
}

interface Calibrating extends Required<CheckHashingOptions> {
  readonly current: Pick<Settings, "hashConcurrency" | "hashQueue" | "workers">;
}

async function calibrate({ hasher, seconds, current }: Calibrating): Promise<readonly string[]> {
  const machine = processors();
  const availableMemoryMiB = process.availableMemory() / 1024 ** 2;
  const concurrencies = concurrenciesToMeasure({ processors: machine.seen, availableMemoryMiB, hashMemoryMiB });
  const salt = new Uint8Array(hasher.saltLengthBytes);
  const measured = await measureHashing({
    concurrencies,
    hash: () => hasher.hash("correct horse battery staple", salt),
    seconds: seconds / concurrencies.length,
  });
  const consequences = ({ hashConcurrency: concurrency, hashQueue: queue }: Omit<Calibrating["current"], "workers">) =>
    consequencesOf({ concurrency, queue }, measured);
  return reportOf({
    processors: machine,
    measured,
    advised: advise(measured, usable(machine) - current.workers),
    current: consequences(current),
    byDefault: consequences(defaultSettings),
  });
}

async function implementation(): Promise<string> {
  if ((await argon2idImplementation()) === "native") return "native";
  return "wasm, four times slower than native: @node-rs/argon2 is not installed for this platform";
}
