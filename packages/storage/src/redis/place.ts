import { readFileSync } from "node:fs";
import { cutPassword, hasCutPassword } from "../cut-password.ts";
import { malformed } from "./refusals.ts";

/** Where a process listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export type Topology = "single" | "cluster" | "sentinel";

/** What the URL of a storage says. */
export interface Place {
  readonly topology: Topology;
  /** Of the server, of some nodes of the cluster, or of the sentinels. At least one. */
  readonly addresses: readonly Address[];
  readonly isEncrypted: boolean;
  /** Who vouches for the certificates, as PEM; those whom Node knows by default. */
  readonly authority: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  /** What the sentinels call it. */
  readonly masterName: string;
  /** What every key begins with. */
  readonly prefix: string;
  /** How many replicas have to confirm a write. */
  readonly replicas: number;
  /** For messages: the URL without credentials and options. */
  readonly name: string;
}

export const addressText = ({ host, port }: Address): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

const form = /^(rediss?)(?:\+(cluster|sentinel))?:\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
const hostForm = /^(?:\[([\da-fA-F:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/;
const defaultPorts: Readonly<Record<Topology, number>> = { single: 6379, cluster: 6379, sentinel: 26379 };

/**
 * Reads `redis://`, `rediss://` (TLS), `redis+cluster://host:port,host:port`, `redis+sentinel://host:port,host:port/name`
 * and `rediss+…`, with `user:password@` before the hosts, `/number` of a database after a single host or the name, and
 * `?prefix=`, `?wait=` (replicas) and `?ca=` (a PEM file, which is read).
 *
 * @throws {StorageError} `refused` if it says anything else. The message holds nothing of the URL but names.
 */
export function placeOf(url: string): Place {
  if (hasCutPassword(url)) throw malformed(cutPassword);
  const [, scheme, kind, credentials = "", hosts = "", path = "", query = ""] = form.exec(url) ?? [];
  if (!scheme) throw malformed("it has to look like redis://host:port, redis+cluster://… or redis+sentinel://…/name");
  const topology = kind === "cluster" || kind === "sentinel" ? kind : "single";
  const addresses = hosts.split(",").map((host) => addressOf(host, topology));
  if (topology === "single" && addresses.length > 1)
    throw malformed("several hosts need redis+cluster:// or redis+sentinel://");
  return {
    topology,
    addresses,
    isEncrypted: scheme === "rediss",
    ...credentialsOf(credentials),
    ...pathOf(path, topology),
    ...optionsOf(query, scheme),
    name: `${scheme}${kind ? `+${kind}` : ""}://${addresses.map(addressText).join(",")}`,
  };
}

function addressOf(text: string, topology: Topology): Address {
  const [, bracketed, plain, port] = hostForm.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (!host || Number(port ?? 1) > 65_535) throw malformed("its hosts have to look like host:port");
  return { host, port: port ? Number(port) : defaultPorts[topology] };
}

function credentialsOf(text: string): Pick<Place, "username" | "password"> {
  const [username = "", password] = text.split(/:(.*)/s);
  return { username: decoded(username) || undefined, password: password ? decoded(password) : undefined };
}

function pathOf(path: string, topology: Topology): Pick<Place, "masterName" | "database"> {
  const parts = path.split("/");
  const masterName = topology === "sentinel" ? decoded(parts.shift() ?? "") : "";
  const [database = "", ...rest] = parts;
  if (topology === "sentinel" && !masterName)
    throw malformed("the name that the sentinels know has to follow the hosts");
  if (topology === "cluster" && path) throw malformed("a cluster has no databases to choose from");
  if (!/^\d{0,5}$/.test(database) || rest.length > 0)
    throw malformed("what follows a / has to be the number of a database");
  return { masterName, database: Number(database) };
}

function optionsOf(query: string, scheme: string): Pick<Place, "prefix" | "replicas" | "authority"> {
  const { prefix = "tiauth:", wait = "0", ca, ...others } = Object.fromEntries(new URLSearchParams(query));
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw malformed(`there is no option ${JSON.stringify(unknown)}, only prefix, wait and ca`);
  if (!prefix || prefix.length > 100) throw malformed("prefix has to have 1 to 100 characters");
  if (!/^\d{1,2}$/.test(wait)) throw malformed("wait has to be a number of replicas");
  if (ca !== undefined && scheme === "redis") throw malformed("ca is for rediss:// only");
  return { prefix, replicas: Number(wait), authority: ca === undefined ? undefined : readAuthority(ca) };
}

function readAuthority(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw malformed(`the file of ca cannot be read: ${path}`, error);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw malformed("a % in it has to be followed by two hexadecimal digits", error);
  }
}
