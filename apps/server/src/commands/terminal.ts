import type { Variables } from "../settings/env-file.ts";

/** What a command sees of the process it runs in. */
export interface Terminal {
  readonly environment: Variables;
  /** Writes a line to standard output. */
  readonly out: (line: string) => void;
  /** Writes a line to standard error. */
  readonly err: (line: string) => void;
  /** Writes without ending the line, on a terminal only: for a line that changes. */
  readonly draw?: ((text: string) => void) | undefined;
  /** Whether somebody sits there who can type and read. */
  readonly isInteractive?: boolean;
  readonly hasColours?: boolean;
}

export const processTerminal: Terminal = {
  environment: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  draw: process.stdout.isTTY === true ? (text) => void process.stdout.write(text) : undefined,
  isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  hasColours: process.stdout.isTTY === true && process.stdout.hasColors(),
};
