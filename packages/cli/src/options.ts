import { type Host, hostOf } from "./host.ts";
import { serverUrl } from "./server-url.ts";
import { tokenVariableOf } from "./token-in-environment.ts";

export interface CliAuthOptions {
  /** The tool's name, as its command is called: `reg`. The folder of its sessions and the variable for its token have it. */
  readonly tool: string;
  /** Where the auth server takes `POST`: `https://auth.example.com`. */
  readonly server: string | URL;
  /** Who asks, in the mail and on the page: 1 to 64 letters, digits, spaces, `- _ ( )`, and dots before digits; `tool` by default. */
  readonly clientName?: string | undefined;
  /** Where `authorizedFetch` may send the token: `["https://api.example.com"]`. The auth server's own origin always. */
  readonly origins?: readonly (string | URL)[] | undefined;
  /** What people type to sign in, for messages; `<tool> login` by default. */
  readonly loginCommand?: string | undefined;
  /** The environment variable with a token for where nobody can type; `<TOOL>_TOKEN` by default. */
  readonly tokenVariable?: string | undefined;
  /** Lets `server` and `origins` be http:// on other machines than this one. Everybody on the way can read the token then. */
  readonly allowInsecure?: boolean | undefined;
  /** How long to wait for each answer of the auth server; 15 by default. */
  readonly timeoutSeconds?: number | undefined;
  /** How long to wait between two looks whether the sign-in was approved; 2 by default. */
  readonly pollSeconds?: number | undefined;
  /** What of the process is to be replaced in a test. */
  readonly host?: Partial<Host> | undefined;
}

export type Settings = ReturnType<typeof readOptions>;

const toolName = /^[A-Za-z0-9][\w-]{0,63}$/;
/** As the server wants it: nothing that a mail program would make a link of. */
const clientNameForm = /^(?=.{1,64}$)(?! )(?:(?!\p{DI})[\p{L}\p{N} _()-]|\.(?=\d))+(?<! )$/u;

/** Options with their defaults. @throws {RangeError} if one of them would not work, or not be safe. */
export function readOptions(options: CliAuthOptions) {
  const { tool, clientName = tool } = options;
  if (!toolName.test(tool)) throw new RangeError("`tool` may have letters, digits, `_` and `-` only.");
  if (!clientNameForm.test(clientName))
    throw new RangeError(
      "`clientName` may have letters, digits, spaces and - _ ( ) only, a dot before a digit, and 64 at most.",
    );
  const allowed = options.allowInsecure ? "insecure" : "https";
  const server = serverUrl(options.server, allowed);
  return {
    tool,
    clientName,
    server,
    origins: new Set([server, ...(options.origins ?? [])].map((url) => new URL(serverUrl(url, allowed)).origin)),
    loginCommand: options.loginCommand ?? `${tool} login`,
    tokenVariable: options.tokenVariable ?? tokenVariableOf(tool),
    timeoutSeconds: options.timeoutSeconds ?? 15,
    pollSeconds: options.pollSeconds ?? 2,
    host: hostOf(options.host),
  };
}
