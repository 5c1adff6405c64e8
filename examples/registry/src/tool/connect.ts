import { type CliAuth, createCliAuth } from "@tiauth/cli";
import type { RegistryAnswer } from "../contract/answers.ts";
import { readAnswer, request } from "./answers.ts";
import { type Host, line } from "./host.ts";
import { namesAt } from "./names-at.ts";
import { createRegistryClient, type RegistryClient } from "./registry-client.ts";

/** What a command works with. */
export interface Tool {
  readonly registry: RegistryClient;
  /** Who is signed in at this registry. */
  auth(): Promise<CliAuth>;
  print(text: string): void;
  readonly cwd: string;
}

const ownRegistry = "http://127.0.0.1:4000";

/**
 * Nothing is asked of the registry yet.
 *
 * @throws {Error} if its address is none.
 */
export function connect(host: Host): Tool {
  const address = host.env.REG_SERVER || ownRegistry;
  if (!URL.canParse(address)) throw new Error("REG_SERVER is no address: one is https://registry.example.com");
  const registryUrl = new URL(address);
  let known: Promise<CliAuth> | undefined;
  const auth = () => {
    known ??= authOf(registryUrl, host);
    return known;
  };
  return {
    registry: createRegistryClient({ registryUrl, auth }),
    auth,
    print: (text) => void host.output.write(line(text)),
    cwd: host.cwd,
  };
}

/** The registry says where to sign in. */
async function authOf(registryUrl: URL, host: Host): Promise<CliAuth> {
  const { authServerUrl } = await readAnswer<RegistryAnswer>(await request(new URL("/api", registryUrl)));
  return createCliAuth({
    ...namesAt(registryUrl),
    server: authServerUrl,
    origins: [registryUrl],
    loginCommand: "reg login",
    tokenVariable: "REG_TOKEN",
    host: { env: host.env, ...host.auth },
  });
}
