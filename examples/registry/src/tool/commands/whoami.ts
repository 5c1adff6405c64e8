import type { Command } from "commander";
import type { Tool } from "../connect.ts";

export const addWhoami = (program: Command, { registry, print }: Tool) =>
  program
    .command("whoami")
    .description("who is signed in, and their identities")
    .action(async () => {
      const { emailAddress, identities } = await registry.me();
      print(emailAddress);
      for (const { name, permission } of identities) print(`  ${name}: ${permission}`);
    });
