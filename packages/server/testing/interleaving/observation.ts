import { type ActionName, toCamel, type User } from "@tiauth/protocol";
import { digest } from "@tiauth/records";
import type { Mail } from "../../src/index.ts";
import type { Arguments } from "../person.ts";
import { live, type World } from "./world.ts";

const looks: readonly ActionName[] = [
  "get_signup",
  "get_signin",
  "get_session",
  "get_user_email_address_update",
  "get_user_password_update",
  "get_user_password_reset",
  "get_user_deletion",
];

/** All that can be seen from outside, in short: what every token opens, the users, the mails. */
export interface Observation {
  readonly tokens: readonly string[];
  readonly users: readonly string[];
  readonly mails: readonly string[];
}

/** Looks at a world with every token that anybody holds. */
export async function observe(world: World, holders: readonly Arguments[]): Promise<Observation> {
  const living = live(world);
  const tokens: string[] = [];
  for (const [who, args] of holders.entries())
    for (const action of looks.filter((action) => tokenOf(action) in args)) {
      const { actionInvocationId, ...outcome } = await living.ask(action, args, "a look");
      tokens.push(`${who} ${action} ${outcome.ok ? flagsOf(outcome) : "-"}`);
    }
  return {
    tokens,
    users: describeUsers(world),
    mails: world.mails.map(describeMail).sort(),
  };
}

/** `get_signup` → `signupToken`. */
const tokenOf = (look: ActionName) => `${toCamel(look.replace("get_", ""))}Token`;

const flagsOf = (values: object) =>
  JSON.stringify(values)
    .match(/"\w+":(true|false)/g)
    ?.join(" ") ?? "";

export const describeUsers = ({ users }: World) => [...users.values()].map(describeUser).sort();

const describeUser = (user: User) =>
  [
    user.id,
    user.emailAddress,
    digest(user.passwordHash).slice(0, 6),
    `e${user.emailAddressCounter}p${user.passwordHashCounter}d${user.disabledCounter}s${user.sessionsCounter}`,
  ].join(" ");

const describeMail = (mail: Mail) => `${mail.type} ${"code" in mail ? mail.code : ""}`;
