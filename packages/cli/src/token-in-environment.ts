import { CliError } from "./cli-error.ts";

/** `my-tool` → `MY_TOOL_TOKEN`. */
export const tokenVariableOf = (tool: string) => `${tool.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_TOKEN`;

/** RFC 6750 §2.1, as whatever else came into a header would be shown by its refusal. */
const bearerToken = /^[\w.~+/-]+=*$/;

/** @throws {CliError} `token_in_environment` if what is there cannot be a token; the message does not show it. */
export function readTokenInEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
): string | undefined {
  const token = env[variable]?.trim();
  if (!token) return undefined;
  if (bearerToken.test(token)) return token;
  throw new CliError("token_in_environment", `What is in ${variable} is no token. Set it anew, or unset it.`);
}
