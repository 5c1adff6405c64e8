import { CliError } from "@tiauth/cli";
import { CommanderError } from "commander";
import { Refusal } from "../contract/refusals.ts";
import { connect } from "./connect.ts";
import { type Host, line } from "./host.ts";
import { createProgram } from "./program.ts";

/**
 * Runs one command of the tool.
 *
 * @returns what the process should end with: 0, 1 where something was refused or went wrong, 130 after Ctrl-C.
 */
export async function runReg(words: readonly string[], host: Host): Promise<number> {
  try {
    await createProgram(connect(host), host).parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    host.errors.write(line(explain(error)));
    return error instanceof CliError ? error.exitCode : 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof Refusal && error.code === "not_signed_in") return `${error.message} Sign in: reg login`;
  return error instanceof Error ? error.message : String(error);
}
