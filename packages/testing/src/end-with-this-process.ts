import type { ChildProcess } from "node:child_process";

/** Makes sure that the child does not outlive this process, however that ends (`kill -9` excepted). */
export function endWithThisProcess(child: ChildProcess): void {
  const kill = () => void child.kill("SIGKILL");
  const onTerminate = () => {
    kill();
    // What the signal would have done without this listener.
    if (process.listenerCount("SIGTERM") === 0) process.kill(process.pid, "SIGTERM");
  };
  process.once("exit", kill);
  // Test runners end their workers with it, and it skips "exit".
  process.once("SIGTERM", onTerminate);
  child.once("close", () => {
    process.removeListener("exit", kill);
    process.removeListener("SIGTERM", onTerminate);
  });
}
