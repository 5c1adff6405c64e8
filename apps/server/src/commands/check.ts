import { request } from "undici";
import { connectUserServer, openEmail } from "../compose.ts";
import type { Variables } from "../settings/env-file.ts";
import { loadSettings, type SettingFlags, variablesOf } from "../settings/load.ts";
import type { Settings } from "../settings/resolve.ts";
import { checkStorage } from "../storage/check-storage.ts";
import { isShared, nameOfStorage } from "../storage/storage-url.ts";
import { type SetStorage, storagesOf } from "../storage/storages.ts";
import { checkTracing, isTracingAsked } from "../tracing/index.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import type { Terminal } from "./terminal.ts";

/** One thing the server depends on. */
interface Item {
  readonly name: string;
  /** Resolves with what else is to be said of it. Rejects if it does not work. */
  readonly ask: () => Promise<string | undefined>;
  /** Said if it does not. */
  readonly hint: string;
}

/**
 * Tries everything the server depends on, and prints a line about each: `ok`, or `failed` with how to mend it.
 *
 * @returns the exit code: 0 if all is well, else 2.
 */
export async function check(flags: SettingFlags, terminal: Terminal): Promise<number> {
  const read = loadSettings(flags, terminal.environment);
  if ("mistakes" in read) return refuse(read.mistakes, terminal);
  for (const { name, message } of read.warnings) terminal.out(`warning ${name} ${message}`);
  terminal.out("ok      settings");
  let exitCode: number = exitCodes.ok;
  const items = [...itemsOf(read.settings), ...spans(variablesOf(read.sources))];
  for (const item of items) if (!(await isWell(item, terminal))) exitCode = exitCodes.mustBeMended;
  return exitCode;
}

async function isWell({ name, ask, hint }: Item, { out }: Terminal): Promise<boolean> {
  try {
    const remark = await ask();
    out(`ok      ${name}${remark === undefined ? "" : `: ${remark}`}`);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\.$/, "") : "unknown";
    out(`failed  ${name}: ${reason}. ${hint}`);
    return false;
  }
}

const itemsOf = (settings: Settings): readonly Item[] => [
  ...storagesOf(settings).map(storageItem),
  {
    name: `user server (${settings.userServerUrl})`,
    ask: () => askUserServer(settings),
    hint: "Start it, or see TIAUTH_USER_SERVER_URL; if it checks signatures, see TIAUTH_USER_SERVER_SECRET.",
  },
  {
    name: `mail (${nameOfEmail(settings)})`,
    ask: () => askEmail(settings),
    hint: settings.email === "smtp" ? "See the TIAUTH_SMTP_ settings." : "See TIAUTH_EMAIL_URL.",
  },
  ...auditWebhook(settings),
];

const spans = (environment: Variables): readonly Item[] =>
  isTracingAsked(environment)
    ? [{ name: "spans", ask: async () => checkTracing(environment), hint: "Or unset it." }]
    : [];

/** It has no question that is no event, either. Of its URL the path may be a secret. */
const auditWebhook = ({ auditWebhookUrl: url }: Settings): readonly Item[] =>
  url === undefined
    ? []
    : [
        {
          name: `audit webhook (${new URL(url).origin})`,
          ask: () => reach(url),
          hint: "See TIAUTH_AUDIT_WEBHOOK_URL.",
        },
      ];

const storageItem = ({ use, url }: SetStorage): Item => ({
  name: `${use === "limits" ? "storage of the limits" : "storage"} (${nameOfStorage(url)})`,
  ask: () => checkStorage(url),
  hint: `See ${use === "limits" ? "TIAUTH_RATE_LIMIT_STORAGE_URL" : isShared(url) ? "TIAUTH_STORAGE_URL" : "TIAUTH_DB_PATH"}.`,
});

/** By an address that nobody can have (RFC 2606 §2): whatever type the ids have, an address is text. */
async function askUserServer(settings: Settings): Promise<undefined> {
  const { users, close } = connectUserServer(settings);
  try {
    const answer = await users.getUserByEmailAddress({ emailAddress: "nobody@tiauth.invalid" });
    if (answer.ok) throw new Error("it knows a user who cannot exist, nobody@tiauth.invalid");
    if (answer.errorCode !== "user_not_found") throw new Error(`it answered ${answer.errorCode}`);
  } finally {
    await close();
  }
}

async function askEmail(settings: Settings): Promise<undefined> {
  // The backend has no question that is not a mail: that anything answers there is all that can be known.
  if (settings.email === "backend") return reach(settings.emailUrl);
  const email = await openEmail(settings, { isSmtpKeptAlive: false });
  try {
    await email.check();
  } finally {
    await email.close();
  }
}

async function reach(url: string): Promise<undefined> {
  try {
    const { body } = await request(url, { method: "HEAD", signal: AbortSignal.timeout(5000) });
    await body.dump();
  } catch {
    throw new Error("nothing answers there");
  }
}

function nameOfEmail({ email, smtpHost, smtpPort, emailUrl }: Settings): string {
  if (email === "console") return "printed";
  return email === "smtp" ? `${smtpHost}:${smtpPort}` : emailUrl;
}
