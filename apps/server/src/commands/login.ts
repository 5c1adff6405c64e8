import { CliError, createCliAuth, type Host } from "@tiauth/cli";
import { exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** As they are typed. */
export interface LoginFlags {
  readonly server: string;
  readonly email?: string | undefined;
}

/**
 * Signs somebody in at an auth server by a mailed link, and prints their user id: the smallest tool made with
 * `@tiauth/cli`, to try a server with.
 *
 * @param host what of the process is replaced in a test.
 * @returns the exit code: 0 if they are signed in, 130 after Ctrl-C, else 2.
 */
export async function login({ server, email }: LoginFlags, terminal: Terminal, host?: Partial<Host>): Promise<number> {
  try {
    const auth = createCliAuth({ tool: "tiauth", server, loginCommand: `tiauth login --server ${server}`, host });
    const { userId } = await auth.login({ email });
    terminal.out(userId);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof CliError || error instanceof RangeError)) throw error;
    terminal.err(`tiauth: ${error.message}`);
    return error instanceof CliError && error.code === "cancelled" ? error.exitCode : exitCodes.mustBeMended;
  }
}
