import { isIPv6 } from "node:net";
import { isShared, type StorageUrl } from "../storage/storage-url.ts";
import type { DeclaredValues } from "./declared.ts";
import { isLoopback } from "./loopback.ts";

/** Every setting with its final value: those that depend on others are settled. */
export interface Settings extends DeclaredValues {
  readonly email: "smtp" | "backend" | "console";
  readonly emailUrl: string;
  /** Empty where nobody can guess it. With port 0 the port is the one that is listened on. */
  readonly publicUrl: string;
  readonly sessionCacheSeconds: number;
  readonly storageUrl: StorageUrl;
  readonly userServerUrl: string;
}

/** Fills in what follows from other settings. */
export function resolve(values: DeclaredValues): Settings {
  const { host, port, privateHost, privatePort, workers } = values;
  const storageUrl = values.storageUrl ?? { engine: "sqlite", path: values.dbPath };
  const backend = urlOf(privateHost, privatePort);
  return {
    ...values,
    email: values.email ?? (values.smtpHost ? "smtp" : "backend"),
    storageUrl,
    // Of several workers each would forget all that it remembers whenever another one has written; and what is written
    // to a storage of several machines, nobody there is told of.
    sessionCacheSeconds: values.sessionCacheSeconds ?? (workers === 1 && !isShared(storageUrl) ? 60 : 0),
    emailUrl: values.emailUrl ?? `${backend}/email`,
    publicUrl: values.publicUrl ?? (isLoopback(host) ? urlOf(host, port) : ""),
    userServerUrl: values.userServerUrl ?? `${backend}/invoke`,
    auditWebhookSecret: values.auditWebhookSecret ?? values.userServerSecret,
  };
}

/** @param host a name or an address. */
export const urlOf = (host: string, port: number) => `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
