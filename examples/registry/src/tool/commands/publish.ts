import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { checkVersion } from "../../contract/names.ts";
import type { Tool } from "../connect.ts";
import { parseReference } from "../reference.ts";

interface PublishOptions {
  readonly as: string;
  readonly compiler?: string;
  readonly description?: string;
  readonly private?: true;
}

export const addPublish = (program: Command, { registry, print, cwd }: Tool) =>
  program
    .command("publish")
    .description("publish a version of a package, for good")
    .argument("<package@version>", "hello@1.0.0 for instance")
    .argument("<file>", "the bundle, any file")
    .requiredOption("--as <identity>", "in whose name")
    .option("--compiler <range>", "the compiler versions that it needs, like >=1.4; any without it")
    .option("--description <text>", "what the package is for")
    .option("--private", "only members of the identity see the package, from its first version on")
    .action(async (reference: string, file: string, options: PublishOptions) => {
      const { name, version = "" } = parseReference(reference);
      checkVersion(version);
      const content = new Uint8Array(await readFile(resolve(cwd, file)));
      const sha256 = createHash("sha256").update(content).digest("hex");
      const { as: identity, compiler, description } = options;
      const visibility = options.private && "private";
      await registry.publish({ name, version, identity, compiler, visibility, description, sha256, content });
      print(`Published ${name} ${version} as ${identity} (${content.length} bytes).`);
    });
