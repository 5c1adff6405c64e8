import type { Variables } from "../settings/env-file.ts";
import type { Remark } from "../settings/read.ts";
import {
  hasPassword,
  isInProcess,
  parseStorageUrl,
  type StorageUrl,
  storageUrlDemand,
} from "../storage/storage-url.ts";

/** An argument of the command line that names a storage. */
export interface StorageArgument {
  /** `FROM` or `TO`. */
  readonly name: string;
  readonly text: string;
}

const variableName = /^[A-Za-z_]\w*$/;

/**
 * Reads a URL, or the name of a variable that holds one: a URL with a password is taken from there only.
 *
 * @returns what is wrong with it, without repeating any of it but the variable's name.
 */
export function readStorageArgument(
  { name, text }: StorageArgument,
  variables: Variables,
): StorageUrl | { readonly mistake: Remark } {
  const mistaken = (message: string) => ({ mistake: { name, message } });
  const isVariable = variableName.test(text);
  const given = (isVariable ? variables[text] : text)?.trim() ?? "";
  if (isVariable && given === "") return mistaken(`names the variable ${text}, which is not set`);
  const storage = parseStorageUrl(given);
  if (!storage) return mistaken(`must be ${storageUrlDemand}, or the name of a variable with one of them`);
  if (!isVariable && hasPassword(given))
    return mistaken(
      "must not hold a password, which every user of this machine can read there: give the name of a variable instead",
    );
  return isInProcess(storage) ? mistaken("must not be in memory, which ends with this command") : storage;
}
