import type { Command } from "commander";
import type { Tool } from "../connect.ts";

const outcomes = {
  signed_out: "Signed out.",
  forgotten: "Signed out here. The server was not reached: the session ends there by itself.",
  not_signed_in: "Nobody was signed in.",
};

export const addLogout = (program: Command, { auth, print }: Tool) =>
  program
    .command("logout")
    .description("end the session on this machine")
    .action(async () => print(outcomes[await (await auth()).logout()]));
