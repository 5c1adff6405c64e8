import { createInterface, type Interface } from "node:readline";
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

const help = `reset  clear the storage: everybody is signed out
help   show this
exit   stop the server`;

/**
 * A shell on the terminal. Ctrl-C stops the server as it does without a shell; the end of the input ends the shell
 * alone, so that a server without a terminal goes on.
 *
 * @returns `close`, which gives the terminal back.
 */
export function startShell(options: ShellOptions): { close(): void } {
  const { clear, exit, input = process.stdin, output = process.stdout } = options;
  const shell = createInterface({ input, output, prompt: "tiauth> " });
  const commands = new Map<string, () => string | Promise<string>>([
    ["reset", () => clear().then(() => "Storage cleared")],
    ["help", () => help],
    ["exit", () => stopping(exit)],
  ]);
  shell.on("SIGINT", exit);
  void answerLines(shell, async (name) => {
    const run = commands.get(name) ?? (() => "There is no such command; try help.");
    output.write(`${await resultOf(run)}\n`);
  });
  return { close: () => shell.close() };
}

/** One line after the other: the next is not read before the last is answered. */
async function answerLines(shell: Interface, answer: (line: string) => Promise<void>): Promise<void> {
  shell.prompt();
  for await (const line of shell) {
    if (line.trim() !== "") await answer(line.trim());
    shell.prompt();
  }
}

function stopping(exit: () => void): string {
  exit();
  return "Stopping";
}

async function resultOf(run: () => string | Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    return `Failed: ${error instanceof Error ? error.message : "for an unknown reason"}`;
  }
}
