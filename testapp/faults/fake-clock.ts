import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A clock for one process and those after it, which can be set while they run. */
export interface FakeClock {
  /** To be added to the environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on it is wrong by so many days: 365 is a year ahead. */
  set(days: number): void;
  remove(): void;
}

/** The library that makes it, undefined where it is not installed (`apt-get install faketime`). */
export const fakeTimeLibrary: string | undefined = find();

function find(): string | undefined {
  const directories = readdirSync("/usr/lib").map((name) => join("/usr/lib", name, "faketime"));
  return directories
    .flatMap((directory) => list(directory).map((file) => join(directory, file)))
    .find((file) => file.endsWith("libfaketimeMT.so.1"));
}

function list(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Right at first. What measures how much time has passed is left alone, as it is when a machine's clock is set. */
export function createFakeClock(library: string): FakeClock {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-clock-"));
  const file = join(directory, "faketimerc");
  const set = (days: number) => writeFileSync(file, `${days < 0 ? "" : "+"}${days}d\n`);
  set(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      NO_FAKE_STAT: "1",
    },
    set,
    remove: () => rmSync(directory, { recursive: true }),
  };
}
