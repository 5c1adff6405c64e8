#!/usr/bin/env node
import { runCli } from "./cli.ts";
import { check } from "./commands/check.ts";
import { serve } from "./commands/serve.ts";
import { processTerminal } from "./commands/terminal.ts";

// Whoever reads the output may stop before its end, as `head` does: no reason to crash.
process.stdout.on("error", () => undefined);

// Not `exitCode`: nothing that is still open, a hanging peer's connection for instance, may keep the process from ending.
process.exit(
  await runCli(process.argv.slice(2), {
    serve: (flags) => serve(flags, processTerminal),
    check: (flags) => check(flags, processTerminal),
    auditEnumeration: async (url, flags) => {
      const { auditEnumeration } = await import("./commands/audit-enumeration.ts");
      return auditEnumeration(url, flags, processTerminal);
    },
    dev: async (flags) => {
      // What only development needs is not even loaded in production.
      const { dev } = await import("./commands/dev.ts");
      return dev(flags, processTerminal);
    },
  }),
);
