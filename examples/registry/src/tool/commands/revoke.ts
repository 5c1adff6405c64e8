import type { Command } from "commander";
import { Refusal } from "../../contract/refusals.ts";
import type { Tool } from "../connect.ts";
import { parseReference } from "../reference.ts";

export const addRevoke = (program: Command, { registry, print }: Tool) =>
  program
    .command("revoke")
    .description("take the content of a version away, for good; its number stays taken")
    .argument("<package@version>")
    .action(async (reference: string) => {
      const { name, version } = parseReference(reference);
      if (version === undefined) throw new Refusal("invalid_version");
      await registry.revoke(name, version);
      print(`Revoked ${name} ${version}.`);
    });
