import type { Command } from "commander";
import type { Tool } from "../connect.ts";

export const addSearch = (program: Command, { registry, print }: Tool) =>
  program
    .command("search")
    .description("packages with a text in their name")
    .argument("[text]", "all without it", "")
    .option("--after <name>", "only those behind this one")
    .action(async (text: string, options: { readonly after?: string }) => {
      const { packages, after } = await registry.search(text, options.after);
      for (const { name, identity, description } of packages)
        print(`${name} by ${identity}${description && `: ${description}`}`);
      if (after !== null) print(`There are more: --after ${after}`);
    });
