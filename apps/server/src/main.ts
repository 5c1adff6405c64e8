#!/usr/bin/env node
import { runCli } from "./cli.ts";
import { processTerminal } from "./commands/terminal.ts";

// Whoever reads the output may stop before its end, as `head` does: no reason to crash.
process.stdout.on("error", () => undefined);

// Not `exitCode`: nothing that is still open, a hanging peer's connection for instance, may keep the process from ending.
process.exit(
  // Each command loads what it needs, and nothing that only another one does.
  await runCli(process.argv.slice(2), {
    serve: async (flags) => (await import("./commands/serve.ts")).serve(flags, processTerminal),
    check: async (flags) => (await import("./commands/check.ts")).check(flags, processTerminal),
    checkHashing: async (flags) => (await import("./commands/check-hashing.ts")).checkHashing(flags, processTerminal),
    migrate: async (flags) => (await import("./commands/migrate.ts")).migrate(flags, processTerminal),
    storageCopy: async (given, flags) =>
      (await import("./commands/storage-copy.ts")).storageCopy(given, flags, processTerminal),
    auditEnumeration: async (url, flags) =>
      (await import("./commands/audit-enumeration.ts")).auditEnumeration(url, flags, processTerminal),
    login: async (flags) => (await import("./commands/login.ts")).login(flags, processTerminal),
    dev: async (flags) => (await import("./commands/dev.ts")).dev(flags, processTerminal),
  }),
);
