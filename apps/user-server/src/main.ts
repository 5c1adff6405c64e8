#!/usr/bin/env node
import { readSettings, type Settings } from "./settings.ts";
import { startUserServer } from "./start.ts";
import { writeLine } from "./write-line.ts";

const settings = readSettings(process.env);
if ("host" in settings) await serve(settings);
else exit(2, settings);

async function serve(settings: Settings) {
  try {
    const server = await startUserServer(settings, writeLine);
    for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, server.stop);
  } catch (error) {
    // The port is taken, the file is no database: the operator's to mend, so a sentence and no stack.
    exit(1, [String(error)]);
  }
}

/** Lets the process end by itself, so that everything written is seen. */
function exit(code: number, reasons: readonly string[]) {
  process.stderr.write(`${reasons.join("\n")}\n`);
  process.exitCode = code;
}
