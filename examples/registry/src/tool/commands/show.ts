import type { Command } from "commander";
import type { Version } from "../../contract/answers.ts";
import { checkPackageName } from "../../contract/names.ts";
import type { Tool } from "../connect.ts";

export const addShow = (program: Command, { registry, print }: Tool) =>
  program
    .command("show")
    .description("a package: who publishes it, and its versions")
    .argument("<package>")
    .action(async (name: string) => {
      checkPackageName(name);
      const { identity, visibility, description, versions } = await registry.show(name);
      print(`${name} by ${identity}${visibility === "private" ? " (private)" : ""}`);
      if (description) print(description);
      for (const version of versions) print(`  ${describe(version)}`);
    });

const describe = ({ version, compiler, revokedAt }: Version) =>
  revokedAt === null ? `${version} for compilers ${compiler}` : `${version} (revoked)`;
