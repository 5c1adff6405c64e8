import { Command, CommanderError } from "commander";
import type { AuditEnumerationFlags } from "./commands/audit-enumeration.ts";
import { exitCodes } from "./commands/exit-codes.ts";
import type { LoginFlags } from "./commands/login.ts";
import type { ServeFlags } from "./commands/serve-flags.ts";
import type { StorageCopyArguments, StorageCopyFlags } from "./commands/storage-copy.ts";
import type { DevFlags } from "./dev/dev-settings.ts";
import { manifest } from "./manifest.ts";
import { settingsAsText } from "./settings/document.ts";
import type { SettingFlags } from "./settings/load.ts";
import { nearest } from "./settings/nearest.ts";

/** What the commands do; each resolves with the exit code. */
export interface Commands {
  readonly serve: (flags: ServeFlags) => Promise<number>;
  readonly check: (flags: SettingFlags) => Promise<number>;
  readonly checkHashing: (flags: SettingFlags) => Promise<number>;
  readonly migrate: (flags: SettingFlags) => Promise<number>;
  readonly storageCopy: (given: StorageCopyArguments, flags: StorageCopyFlags) => Promise<number>;
  readonly login: (flags: LoginFlags) => Promise<number>;
  readonly dev: (flags: DevFlags) => Promise<number>;
  readonly auditEnumeration: (url: string, flags: AuditEnumerationFlags) => Promise<number>;
}

/**
 * Reads the command line and runs the command it names, `serve` if none.
 *
 * @param args without the names of node and of the script.
 * @returns the exit code; 2 if the command line is not understood.
 */
export async function runCli(args: readonly string[], commands: Commands): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = new Command("tiauth")
    .description("An auth server that never owns the users.")
    .version(manifest.version)
    .exitOverride()
    .addHelpText("after", settingsAsText);

  withSettingFlags(program.command("serve", { isDefault: true }))
    .description("run the auth server (default)")
    .option("--interactive", "a shell on the terminal: reset, help, exit")
    .option(
      "--enable-reset",
      "add POST /reset and GET /reset, which clear the storage; refused with NODE_ENV=production",
    )
    .option("--no-smtp-init", "do not connect to SMTP at start")
    .option("--no-keep-alive", "keep no idle SMTP connection")
    .action(async (flags: ServeFlags) => {
      exitCode = await commands.serve(flags);
    });
  withSettingFlags(program.command("check"))
    .description("try the settings, the storage, the user server and the mail server")
    .option("--hashing", "measure how fast this machine hashes passwords instead, and say what to set (15 s)")
    .action(async ({ hashing, ...flags }: SettingFlags & { readonly hashing?: true }) => {
      exitCode = await (hashing ? commands.checkHashing(flags) : commands.check(flags));
    });
  addStorageCommands(program, commands, (code) => {
    exitCode = code;
  });
  program
    .command("dev")
    .description("everything embedded, for development: users, mails with an inbox page, a demo page")
    .allowExcessArguments(false)
    .option("--port <number>", "the one port (default: 3777, or the next one that is free)")
    .option("--user-server <url>", "your own user server instead of the embedded one")
    .option("--env-file <path>", "read settings from this file")
    .action(async (flags: DevFlags) => {
      exitCode = await commands.dev(flags);
    });
  program
    .command("login")
    .description("sign in at an auth server by a mailed link, as command-line tools do")
    .allowExcessArguments(false)
    .requiredOption("--server <url>", "where the server takes actions")
    .option("--email <address>", "asked for if it is not given")
    .action(async (flags: LoginFlags) => {
      exitCode = await commands.login(flags);
    });
  program
    .command("audit-enumeration")
    .description("measure whether the answers of a running server tell who has an account; makes flows, sends mails")
    .argument("<url>", "where the server takes actions")
    .allowExcessArguments(false)
    .requiredOption("--known <addresses...>", "addresses that have an account")
    .requiredOption("--unknown <addresses...>", "as many that have none")
    .option("--samples <number>", "how often each action is asked about each side", "300")
    .option("--tolerance <milliseconds>", "times that differ by less are taken for equal", "1")
    .action(async (url: string, flags: AuditEnumerationFlags) => {
      exitCode = await commands.auditEnumeration(url, flags);
    });

  try {
    refuseUnknownCommand(program, args);
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.mustBeMended; // 0: help or version was asked for
  }
}

function addStorageCommands(
  program: Command,
  { migrate, storageCopy }: Commands,
  end: (exitCode: number) => void,
): void {
  program
    .command("migrate")
    .description("make the tables of this version in Postgres, as a server that may do so does when it starts")
    .allowExcessArguments(false)
    .option("--env-file <path>", "read settings from this file (default: .env, if there is one)")
    .action(async (flags: SettingFlags) => {
      end(await migrate(flags));
    });
  program
    .command("storage")
    .description("move from one storage to another: see tiauth storage copy --help")
    .command("copy")
    .description("copy what is in FROM into TO, and move what waits to be sent; stop all servers before")
    .argument(
      "<from>",
      "the URL of a storage, or the name of a variable that holds it, as one with a password has to be",
    )
    .argument("<to>", "the same; made if need be. What is in it stays, which resumes a copy that was interrupted")
    .allowExcessArguments(false)
    .option("--env-file <path>", "look for variables in this file too (default: .env, if there is one)")
    .option("--stopped", "all servers are stopped: do not look whether one was there within the last minute")
    .option("--replace", "empty TO first")
    .action(async (from: string, to: string, flags: StorageCopyFlags) => {
      end(await storageCopy({ from, to }, flags));
    });
}

/** What is no command would be called a surplus argument of the default one. */
function refuseUnknownCommand(program: Command, [given]: readonly string[]): void {
  const names = ["help", ...program.commands.map((command) => command.name())];
  if (given === undefined || given.startsWith("-") || names.includes(given)) return;
  const meant = nearest(given, names);
  program.error(`error: unknown command '${given}'${meant ? ` (did you mean ${meant}?)` : ""}; see tiauth --help`);
}

const withSettingFlags = (command: Command) =>
  command
    .allowExcessArguments(false)
    .option("--env-file <path>", "read settings from this file (default: .env, if there is one)")
    .option("--port <number>", "port of the public listener")
    .option("--private-port <number>", "port on which the backend listens")
    .option("--db-path <path>", "the SQLite file")
    .option("--insecure", "allow SMTP without TLS");
