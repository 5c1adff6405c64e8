import type { Step } from "./person.ts";

/** The person opens the mail: they have the token of the link that was mailed last. */
export const withApprovalToken: Step = ({ server, args }) => {
  const link = server.mails.findLast((mail) => "link" in mail)?.link ?? "";
  args.approvalToken = link.split("#")[1] ?? "";
};

/** The person has a name for their tool, and nothing else yet. */
export const withTool: Step = ({ args }) =>
  Object.assign(args, { clientName: "a tool", cliSigninToken: "", approvalToken: "", code: "" });

/** A tool of theirs asks to be signed in, and they open the mail. */
export const cliSigninBegun: readonly Step[] = [withTool, "create_cli_signin", withApprovalToken];
