import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

export interface ShellOptions {
  /** Empties the storage. */
  readonly clear: () => Promise<void>;
  /** Asks the server to stop. */
  readonly exit: () => void;
  /** The terminal by default. */
  readonly input?: Readable;
  readonly output?: Writable;
}

/**
 * A shell on the terminal: `reset`, `help`, `exit`. Ctrl-C stops the server as it does without a shell; the end of the
 * input ends the shell alone, so that a server without a terminal goes on.
 *
 * @returns `close`, which gives the terminal back.
 */
export function startShell({ clear, exit, input = process.stdin, output = process.stdout }: ShellOptions): {
  close(): void;
} {
  const shell = createInterface({ input, output, prompt: "tiauth> " });
  const say = (text: string) => output.write(`${text}\n`);
  const commands = new Map([
    [
      "reset",
      {
        description: "clear the storage: everybody is signed out",
        run: () => clear().then(() => say("Storage cleared")),
      },
    ],
    ["help", { description: "show this", run: async () => say(help()) }],
    ["exit", { description: "stop the server", run: async () => exit() }],
  ]);
  const help = () => [...commands].map(([name, { description }]) => `${name.padEnd(6)} ${description}`).join("\n");

  shell.on("line", async (line) => {
    const name = line.trim();
    try {
      if (name !== "") await (commands.get(name)?.run() ?? say("There is no such command; try help."));
    } catch (error) {
      say(`Failed: ${error instanceof Error ? error.message : "unknown"}`);
    }
    shell.prompt();
  });
  shell.on("SIGINT", exit);
  shell.prompt();
  return { close: () => shell.close() };
}
