import { type Command, Option } from "commander";
import { type Permission, permissions } from "../../contract/permissions.ts";
import type { Tool } from "../connect.ts";

interface MemberOptions {
  readonly may: Permission;
}

const may = new Option("--may <permission>", "what they may do; each includes the one before")
  .choices(permissions)
  .makeOptionMandatory();

export function addMemberCommands(program: Command, { registry, print }: Tool): void {
  const member = program.command("member").description("who may do what for an identity");
  member
    .command("list <identity>")
    .description("its members, and what they may do")
    .action(async (identity: string) => {
      for (const { emailAddress, permission } of await registry.listMembers(identity))
        print(`${emailAddress}: ${permission}`);
    });
  member
    .command("set <identity> <email>")
    .description("add a member, or change what they may do")
    .addOption(may)
    .action(async (identity: string, emailAddress: string, { may: permission }: MemberOptions) => {
      await registry.setMember({ identity, emailAddress }, permission);
      print(`${emailAddress} may ${permission} for ${identity}.`);
    });
  member
    .command("remove <identity> <email>")
    .description("remove a member, or leave it yourself")
    .action(async (identity: string, emailAddress: string) => {
      await registry.removeMember({ identity, emailAddress });
      print(`${emailAddress} is no member of ${identity} any more.`);
    });
}
