import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { cutPassword, hasCutPassword } from "../cut-password.ts";
import { unusableUrl } from "./refusals.ts";

/** Where a database is, and as whom to connect. */
export interface Place {
  /** `"db.example:5432/auth"`: what may be said in messages. */
  readonly name: string;
  readonly config: ClientConfig;
  /** Whether anybody between here and there can listen, and the URL does not say that this is meant. */
  readonly isOpenToListeners: boolean;
}

/** libpq §34.1.2 has many more. One that is not known could mean less safety than somebody believes. */
const knownParameters = ["application_name", "host", "sslcert", "sslkey", "sslmode", "sslrootcert"];
/** Names of libpq for what is done here anyway, as providers write them into the URLs they hand out. */
const doneAnyway = ["channel_binding=prefer", "channel_binding=require", "target_session_attrs=read-write"];
const checkedModes = ["require", "verify-ca", "verify-full"];
const loopback = /^(localhost|127\..*|::1|\/.*)$/;

/**
 * Reads a `postgres://` URL. With `sslmode=require`, `verify-ca` and `verify-full` the connection is encrypted and the
 * certificate is checked in full, whichever of them it is; with `disable` or none it is neither.
 *
 * @throws {StorageError} `refused`, without the URL, which holds a password.
 */
export function placeOf(url: string): Place {
  const parsed = parse(url);
  const parameters = parametersOf(parsed);
  const host = parameters.get("host") ?? decoded(parsed.hostname).replace(/^\[(.*)\]$/, "$1");
  const database = decoded(parsed.pathname.slice(1));
  if (!host || !database) throw unusableUrl("it names no host or no database");
  if (host.includes(",")) throw unusableUrl("it names several hosts, where one has to lead to the primary");
  const port = Number(parsed.port || 5432);
  const sslmode = parameters.get("sslmode");
  return {
    name: `${host}:${port}/${database}`,
    config: {
      host,
      port,
      database,
      user: decoded(parsed.username) || undefined,
      password: decoded(parsed.password) || undefined,
      ssl: tlsOf(sslmode, parameters),
      // Not without being asked: it fails with certificates whose signature `pg` does not know.
      enableChannelBinding: parsed.searchParams.get("channel_binding") === "require",
      application_name: parameters.get("application_name") ?? "tiauth",
    },
    isOpenToListeners: sslmode === undefined && !loopback.test(host),
  };
}

function parse(url: string): URL {
  if (hasCutPassword(url)) throw unusableUrl(cutPassword);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) throw unusableUrl("it is no URL that begins so");
  return parsed;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unusableUrl("a % in it has to be followed by two hexadecimal digits");
  }
}

function parametersOf({ searchParams }: URL): ReadonlyMap<string, string> {
  const left = [...searchParams].filter(([name, value]) => !doneAnyway.includes(`${name}=${value}`));
  const unknown = left.find(([name]) => !knownParameters.includes(name));
  if (unknown) throw unusableUrl(`its parameter ${unknown[0]} is none of ${knownParameters.join(", ")}`);
  return new Map(left);
}

function tlsOf(sslmode: string | undefined, parameters: ReadonlyMap<string, string>): NonNullable<ClientConfig["ssl"]> {
  const files = { ca: "sslrootcert", cert: "sslcert", key: "sslkey" };
  if (sslmode === undefined || sslmode === "disable") {
    if (Object.values(files).some((name) => parameters.has(name)))
      throw unusableUrl("it has certificates, but no sslmode");
    return false;
  }
  if (!checkedModes.includes(sslmode)) {
    throw unusableUrl(`sslmode=${sslmode} would not check who answers: it is disable, or verify-full`);
  }
  const given = Object.entries(files).flatMap(([option, name]) => {
    const path = parameters.get(name);
    return path === undefined ? [] : [[option, readPem(path, name)] as const];
  });
  return Object.fromEntries(given);
}

function readPem(path: string, parameter: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unusableUrl(`${path}, its ${parameter}, cannot be read`, error);
  }
}
