#!/usr/bin/env node
import { Command } from "commander";
import { type BenchOptions, toOptions, withFlags } from "./options.ts";
import { keepAside } from "./processes/cores.ts";
import { profile } from "./profile/profile.ts";
import { profileTable, targetTable } from "./report/markdown.ts";
import { writeResults } from "./report/write.ts";
import { run } from "./run.ts";
import { scenarios } from "./scenarios/all.ts";

const print = (text: string) => void process.stdout.write(`${text}\n`);

async function bench(options: BenchOptions): Promise<void> {
  if (options.isProfiling) return print(profileTable(await profile(options)));
  const chosen = scenarios.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
  const results = await run(chosen, options, print);
  print(`\n## Goals\n\n${targetTable(results.targets.filter(({ isMet }) => isMet !== undefined))}\n`);
  if (options.write) print(`Written: ${writeResults(results).join(", ")}`);
}

const names = scenarios.map(({ name }) => name);
const command = withFlags(new Command("bench"))
  .description("Measures Tiauth beside a ceiling and beside others, on this machine.")
  .argument("[name...]", `scenarios: ${names.join(", ")}; all by default`);
command.parse();
const unknown = command.args.filter((name) => !names.includes(name));
if (unknown.length > 0) command.error(`There is no scenario ${unknown.join(", ")}. There are ${names.join(", ")}.`);

keepAside();
await bench(toOptions(command.args, command.opts()));
// Not `exitCode`: whatever is still open is no reason to stay.
process.exit(0);
