import { type Shell, type ShellOptions, startShell } from "../shell.ts";
import type { Terminal } from "./terminal.ts";

/** A terminal that many lines are printed on while one is typed. */
export interface Screen {
  /** Prints a line, above the shell's if there is one. */
  print(line: string): void;
  startShell(options: Pick<ShellOptions, "reset" | "exit">): void;
  /** Gives the terminal back. */
  close(): void;
}

export function createScreen({ out }: Pick<Terminal, "out">): Screen {
  let shell: Shell | undefined;
  return {
    print: (line) => (shell ? shell.print(line) : out(line)),
    startShell: (options) => {
      shell = startShell(options);
    },
    close: () => {
      shell?.close();
      shell = undefined;
    },
  };
}
