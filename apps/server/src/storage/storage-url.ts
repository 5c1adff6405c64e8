import { resolve } from "node:path";

/** Which storage, as `TIAUTH_STORAGE_URL` says it. */
export type StorageUrl =
  | { readonly engine: "memory" }
  | { readonly engine: "sqlite"; readonly path: string }
  /** With everything the driver reads from it, a password perhaps among it: shown with {@link nameOfStorage} only. */
  | { readonly engine: "postgres" | "redis"; readonly url: string };

export const storageUrlForms =
  "memory:, sqlite:PATH, postgres://…, redis://…, rediss://…, redis+cluster://… or redis+sentinel://…/NAME";

/** Completes "must be …". */
export const storageUrlDemand = `${storageUrlForms}, where special characters of a password are written like %40`;

/** @returns undefined if the text is no URL of a storage. */
export function parseStorageUrl(text: string): StorageUrl | undefined {
  const [scheme = "", rest = ""] = splitScheme(text);
  if (text === "memory:") return { engine: "memory" };
  if (scheme === "sqlite") return rest === "" ? undefined : { engine: "sqlite", path: rest };
  if (endsHostsInPassword.test(rest)) return undefined;
  if (/^postgres(ql)?$/.test(scheme)) return isUrl(text) ? { engine: "postgres", url: text } : undefined;
  if (/^rediss?$/.test(scheme)) return isUrl(text) && hostsOf(text) !== "" ? { engine: "redis", url: text } : undefined;
  return severalHosts.test(text) && isDecodable(text) ? { engine: "redis", url: text } : undefined;
}

/** Of a password with a / or ? the rest would be taken for a path, and shown. */
const endsHostsInPassword = /^\/\/[^/?]*[/?].*@/s;

const splitScheme = (text: string) => [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];

/** No URL as the standard has it, which knows one host only. A sentinel is asked for a master by its name. */
const severalHosts =
  /^rediss?\+(?:cluster:\/\/(?:[^@/?#\s]*@)?[\w.:[\]-]+(?:,[\w.:[\]-]+)*\/?|sentinel:\/\/(?:[^@/?#\s]*@)?[\w.:[\]-]+(?:,[\w.:[\]-]+)*\/[\w.-]+(?:\/\d*)?)(?:\?[^#\s]*)?$/;

/** The standard's parser takes blanks in a URL for mistakes that it mends. */
const isUrl = (text: string) => /^\w+:\/\/[^\s#]*$/.test(text) && URL.canParse(text) && isDecodable(text);

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Without whoever signs in there: `scheme://hosts/path`. Nothing behind the question mark, which may hold secrets too. */
const withoutSecrets = (url: string) => {
  const [scheme, rest] = splitScheme(url.replace(/\?.*$/s, ""));
  return `${scheme}://${rest?.replace(/^\/\//, "").replace(/^.*@/s, "")}`;
};
const hostsOf = (url: string) => withoutSecrets(url).split("/")[2] ?? "";

/** A storage as it may be shown to anybody: no user, no password. */
export function nameOfStorage(storage: StorageUrl): string {
  if (storage.engine === "memory") return "memory:";
  return storage.engine === "sqlite" ? storage.path : withoutSecrets(storage.url);
}

/** Whether whoever reads it could sign in there. */
export function hasPassword(url: string): boolean {
  const [place = "", query = ""] = url.split(/\?(.*)/s);
  return /:\/\/[^@]*:.*@/s.test(place) || /(^|&)\w*password=/i.test(query);
}

/** Whether other machines can use it too. */
export const isShared = ({ engine }: StorageUrl): boolean => engine === "postgres" || engine === "redis";

/** Whether it ends with the process that opened it, and nobody else can see it. */
export const isInProcess = (storage: StorageUrl): boolean =>
  storage.engine === "memory" || (storage.engine === "sqlite" && storage.path.trim() === ":memory:");

/** Whether both say the same place. Two names of one server are not seen through. */
export const isSameStorage = (one: StorageUrl, other: StorageUrl): boolean => placeOf(one) === placeOf(other);

function placeOf(storage: StorageUrl): string {
  if (storage.engine === "memory") return storage.engine;
  if (storage.engine === "sqlite") return `${storage.engine} ${resolve(storage.path.trim())}`;
  const options = new URLSearchParams(storage.url.replace(/^[^?]*/s, ""));
  const [socket, prefix] = [options.get("host") ?? "", options.get("prefix") ?? "tiauth:"];
  return `${nameOfStorage(storage).replace("postgresql:", "postgres:")} ${socket} ${prefix}`;
}
