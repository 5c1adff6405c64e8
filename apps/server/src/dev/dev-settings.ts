import { join } from "node:path";
import type { Variables } from "../settings/env-file.ts";
import { readEnvFileOr } from "../settings/load.ts";
import { isLoopback } from "../settings/loopback.ts";
import { type Remark, readSettings } from "../settings/read.ts";
import { type Settings, urlOf } from "../settings/resolve.ts";
import { findGiven, type Sources } from "../settings/sources.ts";
import { devFallbacks, findDecided, withoutDecided } from "./dev-defaults.ts";

/** The flags of `tiauth dev`, as they are on the command line. */
export interface DevFlags {
  readonly port?: string | undefined;
  /** URL of the application's own user server. */
  readonly userServer?: string | undefined;
  readonly envFile?: string | undefined;
}

export interface DevSettings {
  /** All settings, but for the port of the mail catcher, which is not known yet. */
  readonly server: Settings;
  /** Of the two SQLite files; `:memory:` for none. */
  readonly directory: string;
  /** Whether it has to be this port and no other. */
  readonly isPortGiven: boolean;
  /** Whether the users are in here, and not behind a user server. */
  readonly isUserStoreEmbedded: boolean;
}

/** Either all settings, or everything that is wrong with them. */
export type DevSettingsRead =
  | { readonly settings: DevSettings; readonly warnings: readonly Remark[] }
  | { readonly mistakes: readonly Remark[] };

/**
 * The settings of `tiauth dev`: what the environment says, else what is good for development. Where mails and records
 * go is not asked: mails are caught, records are in `directory`. An env file is read only if it is named, since the one
 * in the folder may be for another server.
 */
export function readDevSettings(flags: DevFlags, environment: Variables, directory: string): DevSettingsRead {
  const mistakes: Remark[] = [];
  const envFile = flags.envFile === undefined ? {} : readEnvFileOr(mistakes, flags.envFile);
  if ((environment.NODE_ENV ?? envFile.NODE_ENV) === "production") mistakes.push(notInProduction);
  const sources = {
    flags: flagValues(flags),
    environment: withoutDecided(environment),
    envFile: withoutDecided(envFile),
    fallbacks: devFallbacks,
  };
  const read = readSettings(sources);
  if ("mistakes" in read) return { mistakes: [...mistakes, ...read.mistakes] };
  if (!isLoopback(read.settings.host)) mistakes.push({ name: nameOfHost(sources), message: notLoopback });
  if (mistakes.length > 0) return { mistakes };
  const settings = {
    server: { ...read.settings, ...decided(read.settings, directory), publicUrl: publicUrlOf(read.settings, sources) },
    directory,
    isPortGiven: findGiven("PORT", sources) !== undefined,
    isUserStoreEmbedded: findGiven("USER_SERVER_URL", sources) === undefined,
  };
  return { settings, warnings: [...findDecided({ environment, envFile }), ...read.warnings] };
}

const notInProduction: Remark = {
  name: "NODE_ENV",
  message: "must not be production: tiauth dev shows every mail, with its code, to whoever opens its page",
};
const notLoopback =
  "must be a loopback address, 127.0.0.1 for instance: tiauth dev shows every mail, with its code, to whoever reaches it";

const nameOfHost = (sources: Sources) => findGiven("HOST", sources)?.name ?? "TIAUTH_HOST";

const flagValues = ({ port, userServer }: DevFlags) =>
  [
    { variable: "PORT", flag: "--port", text: port },
    { variable: "USER_SERVER_URL", flag: "--user-server", text: userServer },
  ].flatMap(({ text, ...row }) => (text === undefined ? [] : [{ ...row, text }]));

/** Which port it will be is not known yet. */
const publicUrlOf = ({ publicUrl, host }: Settings, sources: Sources) =>
  findGiven("PUBLIC_URL", sources) ? publicUrl : urlOf(host, 0);

const sender = { name: "Tiauth", address: "tiauth@localhost" };

const decided = ({ smtpFrom }: Settings, directory: string) => ({
  storageUrl: { engine: "sqlite" as const, path: directory === ":memory:" ? directory : join(directory, "db.sqlite") },
  rateLimitStorageUrl: undefined,
  email: "smtp" as const,
  smtpHost: "127.0.0.1",
  smtpFrom: smtpFrom ?? sender,
  isSmtpInsecure: true,
});
