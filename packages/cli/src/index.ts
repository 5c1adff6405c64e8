export { type CliAuth, type CliSession, createCliAuth, type LoginOptions, type SignedOut } from "./cli-auth.ts";
export { CliError, type CliErrorCode } from "./cli-error.ts";
export type { Host, Input, Output } from "./host.ts";
export type { CliAuthOptions } from "./options.ts";
