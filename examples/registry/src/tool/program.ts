import { Command } from "commander";
import { addIdentityCommands } from "./commands/identity.ts";
import { addInstall } from "./commands/install.ts";
import { addLogin } from "./commands/login.ts";
import { addLogout } from "./commands/logout.ts";
import { addMemberCommands } from "./commands/member.ts";
import { addPublish } from "./commands/publish.ts";
import { addRevoke } from "./commands/revoke.ts";
import { addSearch } from "./commands/search.ts";
import { addShow } from "./commands/show.ts";
import { addWhoami } from "./commands/whoami.ts";
import type { Tool } from "./connect.ts";
import type { Host } from "./host.ts";

const commands = [
  addLogin,
  addLogout,
  addWhoami,
  addIdentityCommands,
  addMemberCommands,
  addPublish,
  addInstall,
  addShow,
  addSearch,
  addRevoke,
];

/** Every command of the tool; a mistyped one throws a `CommanderError`, after it was explained. */
export function createProgram(tool: Tool, { output, errors }: Host): Command {
  const program = new Command("reg")
    .description("Publish and install packages. REG_SERVER is the registry, REG_TOKEN a session where nobody can type.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => void output.write(text), writeErr: (text) => void errors.write(text) });
  for (const add of commands) add(program, tool);
  return program;
}
