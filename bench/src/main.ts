#!/usr/bin/env node
import { Command } from "commander";
import { type BenchOptions, toOptions, withFlags } from "./options.ts";
import { keepAside } from "./processes/cores.ts";
import { profile } from "./profile/profile.ts";
import { profileTable, targetTable } from "./report/markdown.ts";
import { writeResults, writeStorageResults } from "./report/write.ts";
import { run } from "./run.ts";
import { scenarios } from "./scenarios/all.ts";
import { openStage } from "./stage/stage.ts";
import { measureStorage } from "./storage/measure-storage.ts";

const print = (text: string) => void process.stdout.write(`${text}\n`);

/** @returns the exit code: a goal that is not met is no failure, a wrong answer is. */
async function bench(options: BenchOptions): Promise<number> {
  if (options.isProfiling) {
    print(profileTable(await profile(options)));
    return 0;
  }
  if (options.names.includes(storage)) return benchStorage(options);
  const chosen = scenarios.filter(({ name }) => options.names.length === 0 || options.names.includes(name));
  const { results, failures } = await run(chosen, options, print);
  print(`\n## Goals\n\n${targetTable(results.targets.filter(({ isMet }) => isMet !== undefined))}\n`);
  if (options.write) print(`Written: ${writeResults({ ...results, profile: await profile(options) }).join(", ")}`);
  return exitCodeOf(failures);
}

async function benchStorage(options: BenchOptions): Promise<number> {
  const stage = await openStage(options);
  const { results, failures } = await measureStorage(stage, print);
  await stage.close();
  if (options.write) print(`Written: ${writeStorageResults(results).join(", ")}`);
  return exitCodeOf(failures);
}

function exitCodeOf(failures: readonly unknown[]): number {
  for (const failure of failures) print(`It broke: ${failure instanceof Error ? failure.stack : failure}`);
  return failures.length === 0 ? 0 : 1;
}

/** Beside the scenarios, since it needs engines, and has a page of its own. */
const storage = "storage";

const names = [...scenarios.map(({ name }) => name), storage];
const command = withFlags(new Command("bench"))
  .description("Measures Tiauth beside a ceiling and beside others, on this machine.")
  .argument("[name...]", `scenarios: ${names.join(", ")}; all but the last by default`);
command.parse();
const unknown = command.args.filter((name) => !names.includes(name));
if (unknown.length > 0) command.error(`There is no scenario ${unknown.join(", ")}. There are ${names.join(", ")}.`);

keepAside();
// Not `exitCode`: whatever is still open is no reason to stay.
process.exit(await bench(toOptions(command.args, command.opts())));
