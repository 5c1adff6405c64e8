import type { Command } from "commander";
import type { Tool } from "../connect.ts";

export const addIdentityCommands = (program: Command, { registry, print }: Tool) =>
  program
    .command("identity")
    .description("under whose name packages are published")
    .command("create")
    .description("create an identity, which you then administer")
    .argument("<name>", "a-z, 0-9 and -")
    .action(async (name: string) => {
      await registry.createIdentity(name);
      print(`Created ${name}. You administer it.`);
    });
