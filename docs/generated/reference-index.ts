import {
  capabilityActions,
  cliSigninActions,
  sessionActions,
  sessionRenewalActions,
  signinActions,
  signupActions,
  userDeletionActions,
  userEmailAddressUpdateActions,
  userPasswordResetActions,
  userPasswordUpdateActions,
  userServerActions,
  userSessionActions,
} from "@tiauth/protocol";
import { type ActionDescription, describe } from "./contract.ts";
import { table } from "./reference.ts";

/** The parts of the index. Together they have every action once. */
export const parts = [
  { title: "Signup", folder: "", actions: describe(signupActions) },
  { title: "Signin", folder: "", actions: describe(signinActions) },
  { title: "Session", folder: "", actions: describe(sessionActions) },
  { title: "E-mail address update", folder: "", actions: describe(userEmailAddressUpdateActions) },
  { title: "Password update", folder: "", actions: describe(userPasswordUpdateActions) },
  { title: "Password reset", folder: "", actions: describe(userPasswordResetActions) },
  { title: "User deletion", folder: "", actions: describe(userDeletionActions) },
  { title: "Capabilities", folder: "", actions: describe(capabilityActions) },
  { title: "Sessions of a user", folder: "", actions: describe(userSessionActions) },
  { title: "Session renewal", folder: "", actions: describe(sessionRenewalActions) },
  { title: "Signin from a command line", folder: "", actions: describe(cliSigninActions) },
  { title: "User server", folder: "user-server/", actions: describe(userServerActions) },
] as const;

/** `docs/reference/README.md`: every action with its summary, by flow. */
export const referenceIndex = () => `\
<!-- Generated from the contract by \`pnpm generate\`; not to be edited. -->

# Reference

One page per action: arguments, values, an example with curl and one in TypeScript, every error code. The same for programs:
[openapi.json](../openapi.json).

The auth server answers the actions of all parts but the last, at \`POST /\`. The first seven parts are the Faroe protocol; the
next four are Tiauth's own. The last part is what the application's own user server answers; Tiauth is its only client.

${parts.map(part).join("\n\n")}
`;

const part = ({ title, folder, actions }: (typeof parts)[number]) =>
  `## ${title}\n\n${table(["action", ""], actions.map(row(folder)))}`;

const row = (folder: string) => (action: ActionDescription) => [
  `[\`${action.name}\`](${folder}${action.name}.md)`,
  action.summary,
];
