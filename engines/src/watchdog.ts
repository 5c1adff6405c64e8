import { spawn } from "node:child_process";

/** Waits for the end of its input, which comes with the end of whoever holds the other side, however that ends. */
const script = 'read -r _; kill -KILL "$1"; rm -rf "$2"';

/**
 * Kills the process `pid` and removes `directory` once this process has ended, `kill -9` included.
 *
 * @returns what makes that undone: to be called as soon as `pid` has ended, since its number is anybody's then.
 */
export function watchOver(pid: number, directory: string): () => void {
  const watchdog = spawn("sh", ["-c", script, "sh", String(pid), directory], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true, // or Ctrl-C would end it before us
  });
  watchdog.unref();
  return () => void watchdog.kill("SIGKILL");
}
