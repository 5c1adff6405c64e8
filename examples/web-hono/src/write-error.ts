import { inspect } from "node:util";

/** For whoever runs the application, on standard error. */
export const writeError = (error: unknown): void => void process.stderr.write(`${inspect(error)}\n`);
