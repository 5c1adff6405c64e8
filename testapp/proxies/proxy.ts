import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startDaemon } from "@tiauth/engines";
import { freePort } from "../harness/loopback.ts";
import { sendTls } from "./send-tls.ts";

/** A reverse proxy that ends TLS on loopback. */
export interface ReverseProxy {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Who vouches for its certificates, as PEM. */
  authority(): string;
  /** Whom its certificate for a host is for. */
  certified(host: string): string;
}

/** What stands in a configuration of docs/examples/proxies, and what instead on this machine. */
export type Replacements = Readonly<Record<string, string>>;

/** Where the proxy works, and what it is in front of. */
export interface Place {
  readonly directory: string;
  readonly httpPort: number;
  readonly httpsPort: number;
}

/** A program that runs one of docs/examples/proxies. */
export interface Program extends Pick<ReverseProxy, "certified"> {
  readonly command: string;
  /** Prints the version. */
  readonly versionArgument: string;
  /** What it may answer to a body that is over the limit. */
  readonly tooLargeStatuses: readonly number[];
  /** In docs/examples/proxies. */
  readonly file: string;
  readonly replacements: (place: Place) => Replacements;
  /** Times to wait that a test can wait for. Whatever takes longer, on a slow machine, is not for a proxy with these. */
  readonly impatient: Replacements;
  /** Writes what else it needs, and says how to start it with the configuration, `file` in the place's directory. */
  readonly prepare: (place: Place) => { readonly args: readonly string[]; readonly authorityPath: string };
}

export interface ProxyOptions {
  readonly applicationPort: number;
  readonly authServerPort: number;
  /** What else is replaced; nothing by default. */
  readonly also?: Replacements;
}

/** Why there is none on this machine, for the end of a title: ` (skipped: …)`. Empty if there is one. */
export function missing({ command, versionArgument }: Program): string {
  // The people of these tests have addresses of their own, 127.0.0.2 and so on, as only Linux gives them out.
  if (process.platform !== "linux") return ` (skipped: ${process.platform} has one loopback address)`;
  try {
    execFileSync(command, [versionArgument], { stdio: "ignore" });
    return "";
  } catch {
    return ` (skipped: there is no ${command} on the PATH)`;
  }
}

/** Starts it with its configuration, in which only what is of this machine is replaced. Resolves when it serves TLS. */
export async function startProxy(program: Program, behind: ProxyOptions) {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-proxy-"));
  const place = { directory, httpPort: await freePort(), httpsPort: await freePort() };
  writeFileSync(join(directory, program.file), configuration(program, { ...behind, place }));
  const { args, authorityPath } = program.prepare(place);
  const authority = () => readFileSync(authorityPath, "utf8");
  const proxy: ReverseProxy = { ...place, authority, certified: program.certified };
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const daemon = await startDaemon({
    command: program.command,
    args,
    env: { PATH: process.env.PATH ?? "", HOME: directory, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory },
    directory,
    knock: async () => void (await sendTls(proxy, { host: "app.example.com", path: "/" })),
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return { ...proxy, stop: () => daemon.end("SIGKILL").then(remove) };
}

function configuration(
  { file, replacements }: Program,
  { applicationPort, authServerPort, also, place }: ProxyOptions & { readonly place: Place },
): string {
  return replaced(readExample(file), {
    "127.0.0.1:3000": `127.0.0.1:${applicationPort}`,
    "127.0.0.1:3777": `127.0.0.1:${authServerPort}`,
    ...replacements(place),
    ...also,
  });
}

const readExample = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../docs/examples/proxies/${file}`, import.meta.url)), "utf8");

/** @throws {Error} if one of them does not stand there: the configuration says something else by now. */
function replaced(text: string, replacements: Replacements): string {
  let result = text;
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`There is no ${from} in the configuration.`);
    result = result.replaceAll(from, to);
  }
  return result;
}
