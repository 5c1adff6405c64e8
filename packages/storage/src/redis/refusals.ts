import { StorageError } from "../storage-error.ts";
import { reasonOf } from "./troubles.ts";

/** Why a Redis is not opened. Every message says what to do, none holds a password. */

export const malformed = (reason: string, cause?: unknown) =>
  new StorageError("refused", `The URL of the Redis storage cannot be used: ${reason}.`, { cause });

export const tooOld = (name: string, version: string) =>
  new StorageError("refused", `${name} is Redis ${version}, which is too old. Use Redis 6.2 or later, or Valkey.`);

export const evicting = (name: string, policy: string) =>
  new StorageError(
    "not_durable",
    `${name} may throw away what it was given: maxmemory-policy is ${policy}. Set it to noeviction, in its ` +
      "configuration file or with CONFIG SET maxmemory-policy noeviction, and give it enough memory.",
  );

export const notMaster = (name: string) =>
  new StorageError("unavailable", `${name} is a replica, which cannot be written to. Name its master instead.`);

export const starting = (name: string) =>
  new StorageError("unavailable", `${name} is still reading its data. Wait until it has started.`);

interface Sentinels {
  readonly name: string;
  /** What they call it. */
  readonly masterName: string;
}

export const noMaster = ({ name, masterName }: Sentinels, cause: unknown) =>
  new StorageError(
    "unavailable",
    `No sentinel of ${name} knows where ${JSON.stringify(masterName)} is${reasonOf(cause)}. Check the name, and that a ` +
      "sentinel can be reached.",
    { cause },
  );

export const noCluster = (name: string, cause: unknown) =>
  new StorageError(
    "unavailable",
    `No node of ${name} tells which node has which keys${reasonOf(cause)}. Check that one can be reached, and that ` +
      "cluster-enabled is yes.",
    { cause },
  );
