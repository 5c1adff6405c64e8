import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Just above what `GET /ready` asks for, 64 MiB. */
const sizeMiB = 72;

/** A small disk, in memory. */
export interface SmallDisk {
  readonly directory: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives back what `fill` took. */
  makeRoom(): void;
  remove(): void;
}

/** @throws {Error} if nothing may be mounted here. */
export function mountSmallDisk(): SmallDisk {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-disk-"));
  const ballast = join(directory, "ballast");
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m`, "tmpfs", directory], { stdio: "ignore" });
  } catch (error) {
    rmdirSync(directory);
    throw error;
  }
  return {
    directory,
    fill: () => {
      try {
        writeFileSync(ballast, Buffer.alloc(sizeMiB * 1024 * 1024));
      } catch (error) {
        const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
        if (!isFull) throw error;
      }
    },
    makeRoom: () => rmSync(ballast),
    remove: () => {
      execFileSync("/bin/umount", [directory]);
      rmdirSync(directory);
    },
  };
}

/** Why there can be no small disk here; undefined if there can. */
export function whyNoSmallDisk(): string | undefined {
  try {
    mountSmallDisk().remove();
    return undefined;
  } catch {
    return "mounting a tmpfs is not permitted";
  }
}
