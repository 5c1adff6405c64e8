import type { Remark } from "../settings/read.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Lists every mistake with its name (REQUIREMENTS C1), and returns the exit code for it. */
export function refuse(mistakes: readonly Remark[], { err }: Terminal): number {
  err(`tiauth: ${mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`} in the settings:`);
  for (const { name, message } of mistakes) err(`  ${name} ${message}`);
  return exitCodes.mustBeMended;
}
