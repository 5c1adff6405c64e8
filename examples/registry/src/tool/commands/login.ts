import type { Command } from "commander";
import type { Tool } from "../connect.ts";

export const addLogin = (program: Command, { auth }: Tool) =>
  program
    .command("login")
    .description("sign in by a link and a code that come by e-mail")
    .argument("[email]", "your e-mail address; asked for if it is not given")
    .action(async (email?: string) => {
      await (await auth()).login({ email });
    });
