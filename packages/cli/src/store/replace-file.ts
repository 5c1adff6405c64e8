import { closeSync, fstatSync, fsyncSync, lstatSync, openSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CliError } from "../cli-error.ts";
import { codeOf, failed, readPrivateFile } from "./private-file.ts";

/** Nobody needs a lock for longer than a disk takes to write a page: this one was left by a process that was killed. */
const staleAfterMs = 10_000;
const retryAfterMs = 20;
const attempts = 1000;

/** From the text that is there, undefined at first, to the one that is to be there. */
type Change = (before: string | undefined) => string;

/**
 * Replaces a private file by what `change` makes of it, so that of any number of processes none loses what another wrote, and
 * a crash leaves the old one or the new one. As git does it: the lock is a file that can be created once, the new text is
 * written into it, and it becomes the file. `change` may be called again.
 */
export async function replaceFile(path: string, change: Change): Promise<void> {
  const lockPath = `${path}.lock`;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const lock = take(lockPath);
    if (lock !== undefined && commit({ path, lockPath, lock }, change)) return;
    if (lock === undefined && !breakStale(lockPath)) await setTimeout(retryAfterMs);
  }
  throw new CliError("store_failed", `Another process keeps ${lockPath}. If none is running, delete it.`);
}

/** The lock, open for writing; undefined while somebody else has it. */
function take(lockPath: string): number | undefined {
  try {
    return openSync(lockPath, "wx", 0o600);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return undefined;
    throw failed(lockPath, error);
  }
}

interface Held {
  readonly path: string;
  readonly lockPath: string;
  readonly lock: number;
}

/** Without a pause, so that it is over in an instant. `false` if the lock was taken away meanwhile: nothing happened then. */
function commit({ path, lockPath, lock }: Held, change: Change): boolean {
  const { ino } = fstatSync(lock);
  const isHeld = () => lstatSync(lockPath, { throwIfNoEntry: false })?.ino === ino;
  try {
    writeAndClose(lock, () => change(readPrivateFile(path)));
    if (!isHeld()) return false;
    renameSync(lockPath, path);
  } catch (error) {
    if (isHeld()) unlinkSync(lockPath);
    throw error instanceof CliError ? error : failed(path, error);
  }
  syncFolder(dirname(path));
  return true;
}

function writeAndClose(file: number, text: () => string): void {
  try {
    writeFileSync(file, text());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whether a lock was there that its process can no longer give back. Who breaks another's is found out by its `ino`. */
function breakStale(lockPath: string): boolean {
  const stats = lstatSync(lockPath, { throwIfNoEntry: false });
  if (!stats) return true;
  if (Math.abs(Date.now() - stats.mtimeMs) < staleAfterMs) return false;
  try {
    unlinkSync(lockPath);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw failed(lockPath, error);
  }
  return true;
}

/** So that the new name survives a loss of power; Windows cannot, and need not. */
function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, "r");
    fsyncSync(folder);
  } catch {
    // It is written; only when it will be on the disk is not known.
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
