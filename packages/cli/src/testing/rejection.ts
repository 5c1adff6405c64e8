import { CliError } from "../cli-error.ts";

/** What was refused, which is for the person at the terminal to read. */
export async function refusalOf(work: () => unknown): Promise<CliError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
