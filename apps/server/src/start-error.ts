import { exitCodes } from "./commands/exit-codes.ts";

type ExitCode = typeof exitCodes.mustBeMended | typeof exitCodes.comeBack;

/** The server cannot start. The message says why, and how to mend it. */
export class StartError extends Error {
  override readonly name = "StartError";
  /** What the process ends with. */
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.mustBeMended) {
    super(message);
    this.exitCode = exitCode;
  }
}
