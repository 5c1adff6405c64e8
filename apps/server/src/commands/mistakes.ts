import { describeMistakes } from "../settings/mistakes.ts";
import type { Remark } from "../settings/read.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Lists every mistake with its name (REQUIREMENTS C1), and returns the exit code for it. */
export function refuse(mistakes: readonly Remark[], { err }: Terminal, where = "the settings"): number {
  for (const line of `tiauth: ${describeMistakes(mistakes, where)}`.split("\n")) err(line);
  return exitCodes.mustBeMended;
}
