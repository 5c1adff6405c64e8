import { EnvFileError, readEnvFile, type Variables } from "./env-file.ts";
import { type Remark, readSettings, type SettingsRead } from "./read.ts";
import type { FlagValue, Sources } from "./sources.ts";

/** The flags of the command line that have to do with settings; undefined = not given. */
export interface SettingFlags {
  readonly envFile?: string | undefined;
  readonly port?: string | undefined;
  readonly privatePort?: string | undefined;
  readonly dbPath?: string | undefined;
  readonly insecure?: true | undefined;
  readonly enableReset?: true | undefined;
}

/** Settings with everything they were read from, or everything that is wrong with them. */
export type SettingsLoaded = Exclude<SettingsRead, Mistaken> & { readonly sources: Sources };
type Mistaken = { readonly mistakes: readonly Remark[] };

/**
 * All settings of one start, from flags, environment and env file.
 *
 * @param environment the variables of the process.
 * @returns every mistake at once, a missing env file and a forbidden flag among them.
 */
export function loadSettings(flags: SettingFlags, environment: Variables): SettingsLoaded | Mistaken {
  const mistakes: Remark[] = [];
  const envFile = readEnvFileOr(mistakes, flags.envFile);
  if (flags.enableReset && (environment.NODE_ENV ?? envFile.NODE_ENV) === "production")
    mistakes.push({ name: "--enable-reset", message: "is refused with NODE_ENV=production" });

  const sources = { flags: flagValues(flags), environment, envFile };
  const read = readSettings(sources);
  if ("mistakes" in read) return { mistakes: [...mistakes, ...read.mistakes] };
  return mistakes.length > 0 ? { mistakes } : { ...read, sources };
}

/** All variables there are, those of the environment over those of the env file. */
export const variablesOf = ({ envFile, environment }: Sources): Variables => ({ ...envFile, ...environment });

/** An env file that cannot be read is one more mistake. */
export function readEnvFileOr(mistakes: Remark[], path: string | undefined): Variables {
  try {
    return readEnvFile(path);
  } catch (error) {
    if (!(error instanceof EnvFileError)) throw error;
    mistakes.push({ name: `--env-file ${path ?? ".env"}`, message: error.message });
    return {};
  }
}

function flagValues({ port, privatePort, dbPath, insecure }: SettingFlags): FlagValue[] {
  const rows = [
    { variable: "PORT", flag: "--port", text: port },
    { variable: "PRIVATE_PORT", flag: "--private-port", text: privatePort },
    { variable: "DB_PATH", flag: "--db-path", text: dbPath },
    { variable: "SMTP_INSECURE", flag: "--insecure", text: insecure && "true" },
  ];
  return rows.flatMap(({ text, ...row }) => (text === undefined ? [] : [{ ...row, text }]));
}
