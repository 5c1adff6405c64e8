import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { Version } from "../../contract/answers.ts";
import { checkVersion } from "../../contract/names.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { Tool } from "../connect.ts";
import { parseReference } from "../reference.ts";
import type { Choice, RegistryClient } from "../registry-client.ts";

interface InstallOptions extends Choice {
  readonly into: string;
}

export const addInstall = (program: Command, { registry, print, cwd }: Tool) =>
  program
    .command("install")
    .description("download a package, and make sure that it is what was published")
    .argument("<package[@version]>", "the latest version without one")
    .option("--compiler <version>", "the latest that this compiler can use")
    .option("--before <version>", "the latest before this one")
    .option("--into <folder>", "where it goes", "reg_packages")
    .action(async (reference: string, { into, ...choice }: InstallOptions) => {
      const { name, version } = parseReference(reference);
      const chosen = version === undefined ? await registry.latest(name, choice) : await find(registry, name, version);
      // It becomes a part of a path, and somebody else's server said it.
      checkVersion(chosen.version);
      const content = await registry.download(name, chosen.version);
      if (createHash("sha256").update(content).digest("hex") !== chosen.sha256) throw new Refusal("checksum_mismatch");
      const file = `${name}-${chosen.version}.bundle`;
      await save(resolve(cwd, into), file, content);
      print(`Installed ${name} ${chosen.version} as ${join(into, file)}.`);
    });

async function find(registry: RegistryClient, name: string, version: string): Promise<Version> {
  const { versions } = await registry.show(name);
  const found = versions.find((one) => one.version === version);
  if (!found) throw new Refusal("version_not_found");
  return found;
}

/** Whole, or not at all. */
async function save(folder: string, file: string, content: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${file}.${process.pid}`);
  await writeFile(unfinished, content);
  await rename(unfinished, join(folder, file));
}
