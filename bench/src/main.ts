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

/** @returns the exit code: a goal that is not met is no failure, a wrong answer is. */
async function bench(options: BenchOptions): Promise<number> {
  if (options.isProfiling) {
    print(profileTable(await profile(options)));
    return 0;
  }
  const chosen = scenarios.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
  const { results, failures } = await run(chosen, options, print);
  print(`\n## Goals\n\n${targetTable(results.targets.filter(({ isMet }) => isMet !== undefined))}\n`);
  if (options.write) print(`Written: ${writeResults({ ...results, profile: await profile(options) }).join(", ")}`);
  for (const failure of failures) print(`It broke: ${failure instanceof Error ? failure.stack : failure}`);
  return failures.length === 0 ? 0 : 1;
}

const names = scenarios.map(({ name }) => name);
const command = withFlags(new Command("bench"))
  .description("Measures Tiauth beside a ceiling and beside others, on this machine.")
  .argument("[name...]", `scenarios: ${names.join(", ")}; all by default`);
command.parse();
const unknown = command.args.filter((name) => !names.includes(name));
if (unknown.length > 0) command.error(`There is no scenario ${unknown.join(", ")}. There are ${names.join(", ")}.`);

keepAside();
// Not `exitCode`: whatever is still open is no reason to stay.
process.exit(await bench(toOptions(command.args, command.opts())));
