import { clearLine, createInterface, cursorTo, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";

export interface ShellOptions {
  /** What `reset` does: its line of the help, and the work itself, which resolves with what to say then. */
  readonly reset: { readonly description: string; readonly run: () => Promise<string> };
  /** Asks the server to stop. */
  readonly exit: () => void;
  /** The terminal by default. */
  readonly input?: Readable;
  readonly output?: Writable;
}

export interface Shell {
  /** Writes a line above the one that is being typed. */
  print(line: string): void;
  /** Gives the terminal back. */
  close(): void;
}

interface ShellCommand {
  readonly name: string;
  readonly description: string;
  readonly run: () => string | Promise<string>;
}

/**
 * A shell on the terminal. What was typed before comes back with the arrow keys, the tabulator completes. Ctrl-C stops
 * the server as it does without a shell; the end of the input ends the shell alone, so that a server without a terminal
 * goes on.
 */
export function startShell(options: ShellOptions): Shell {
  const { input = process.stdin, output = process.stdout } = options;
  const isAsking = options.output !== undefined || process.stdout.isTTY; // a prompt would spoil the lines of a log
  const exit = () => {
    typed.leave();
    options.exit();
  };
  const commands = commandsOf({ ...options, exit });
  const names = commands.map(({ name }) => name);
  const completer = (start: string) => [names.filter((name) => name.startsWith(start)), start];
  const shell = createInterface({ input, output, prompt: "tiauth> ", completer, removeHistoryDuplicates: true });
  const typed = typedLine(shell, output, isAsking ? "asking" : "silent");
  shell.on("SIGINT", () => {
    output.write("\n");
    exit();
  });
  void answerLines(shell, typed.prompt, async (line) => {
    const run = commands.find(({ name }) => name === line)?.run ?? (() => "There is no such command; try help.");
    output.write(`${await resultOf(run)}\n`);
  });
  return { print: typed.print, close: () => shell.close() };
}

/** The last line of the terminal. Once it was left nothing is asked any more. */
function typedLine(shell: Interface, output: Writable, manner: "asking" | "silent") {
  let isLeft = manner === "silent";
  const prompt = () => {
    if (!isLeft) shell.prompt(true); // with what was typed so far, and the cursor where it was
  };
  const print = (line: string) => {
    cursorTo(output, 0);
    clearLine(output, 0);
    output.write(`${line}\n`);
    prompt();
  };
  const leave = () => {
    isLeft = true;
  };
  return { prompt, print, leave };
}

function commandsOf({ reset, exit }: ShellOptions): readonly ShellCommand[] {
  const stop = () => {
    exit();
    return "Stopping";
  };
  const commands: readonly ShellCommand[] = [
    { name: "reset", ...reset },
    { name: "help", description: "show this; the arrow keys bring back what was typed before", run: () => help },
    { name: "exit", description: "stop the server, as Ctrl-C does", run: stop },
  ];
  const help = commands.map(({ name, description }) => `${name.padEnd(7)}${description}`).join("\n");
  return commands;
}

/** One line after the other: the next is not read before the last is answered. */
async function answerLines(
  lines: AsyncIterable<string>,
  prompt: () => void,
  answer: (line: string) => Promise<void>,
): Promise<void> {
  prompt();
  for await (const line of lines) {
    if (line.trim() !== "") await answer(line.trim());
    prompt();
  }
}

async function resultOf(run: () => string | Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    return `Failed: ${error instanceof Error ? error.message : "for an unknown reason"}`;
  }
}
