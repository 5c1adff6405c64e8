import type { ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Waits for the line with `"msg":"listening"`. Whatever else is printed, then and later, is read and dropped, so that no
 * pipe fills up.
 *
 * @throws {Error} with what was printed if the process ends instead, or the time is over; it is killed then.
 */
export function listeningLine(child: Child, timeoutSeconds: number): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const fail = (reason: string) => {
      child.kill("SIGKILL");
      reject(new Error(`${child.spawnargs.join(" ")} ${reason}:\n${printed}`));
    };
    const timer = setTimeout(() => fail(`did not listen within ${timeoutSeconds} s`), timeoutSeconds * 1000);
    const onText = (text: string) => {
      if (printed.length < 100_000) printed += text;
      const port = portIn(printed);
      if (port === undefined) return;
      clearTimeout(timer);
      for (const stream of [child.stdout, child.stderr]) stream.off("data", onText).resume();
      resolve({ port });
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onText);
    child.once("error", (error) => fail(`could not be started (${error.message})`));
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

function portIn(printed: string): number | undefined {
  const line = printed.split("\n").find((line) => line.includes('"msg":"listening"') && line.endsWith("}"));
  return line === undefined ? undefined : Number(JSON.parse(line).port);
}
