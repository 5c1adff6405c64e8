import { type ActionName, isLook, pageActions } from "@tiauth/protocol";
import { memoryUserStore } from "@tiauth/user-server/memory";
import type { Settings } from "../../src/index.ts";
import { type Arguments, newPassword, type Person, person, type Step } from "../person.ts";
import {
  deletionVerified,
  emailUpdateVerified,
  minutes,
  passwordSet,
  passwordUpdateReady,
  resetReady,
  signedIn,
  signedUp,
  signinVerified,
} from "../steps.ts";
import { testServer } from "../test-server.ts";
import type { Player } from "./moves.ts";
import type { World } from "./world.ts";

const begun: readonly Step[] = [
  "create_signin",
  "create_user_password_update",
  "create_user_deletion",
  "create_user_email_address_update",
];
const ready: readonly Step[] = [
  ...signinVerified,
  ...passwordUpdateReady,
  minutes(1),
  ...emailUpdateVerified,
  ...deletionVerified,
  minutes(1),
];

/** The same world with other settings. */
export const withSettings = ({ world, sides }: Game, settings: Partial<Settings>): Game => ({
  world: { ...world, settings },
  sides,
});

/** A world in which one user has two sessions, and from each of them all flows; and somebody has two signups of one address. */
export interface Game {
  readonly world: World;
  readonly sides: readonly [Arguments, Arguments];
}

/** All flows only begun. Within a test, as everything that starts a test server. */
export const justBegun = once(() => game(begun, ["create_user_password_reset"], ["create_signup"]));

/** All flows ready to be completed. */
export const allReady = once(() => game(ready, resetReady, passwordSet));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function game(steps: readonly Step[], reset: readonly Step[], signup: readonly Step[]): Promise<Game> {
  const server = testServer({ users: memoryUserStore({ newId: () => "user 1" }) });
  const one = person(server);
  await one.does(...signedUp);
  const two = person(server);
  await two.does(...signedIn, minutes(1));
  const side = async (someone: Person): Promise<Arguments> => {
    someone.args.newEmailAddress = "new@example.com";
    await someone.does(...steps);
    const { emailAddressVerificationCode: updateCode = "" } = someone.args;
    const [sessionId = ""] = (someone === one ? two : one).args.sessionToken?.split(".") ?? []; // the other one's
    await someone.does(...reset);
    const carol = person(server, "carol@example.com");
    await carol.does(...signup);
    const { signupToken = "", emailAddressVerificationCode: signupCode = "", emailAddress = "" } = carol.args;
    return { ...someone.args, sessionId, emailAddress, signupToken, signupCode, updateCode };
  };
  const sides = [await side(one), await side(two)] as const;
  const { entries, users, mails, clock } = server;
  return { world: { entries, users: users.users, mails, time: clock.now().getTime() }, sides };
}

function different(action: ActionName, { signupCode = "", updateCode = "" }: Arguments): Arguments {
  if (action.startsWith("set_")) return { password: newPassword };
  return { emailAddressVerificationCode: action.includes("signup") ? signupCode : updateCode };
}

/** Somebody who takes these one after the other. */
export const playerOf = (name: string, names: readonly ActionName[], args: Arguments): Player => ({
  name,
  args,
  moves: names.map((action) => [action, different(action, args)]),
});

/** All actions of pages that write anything. Looking at a session records its use. */
export const writing = (Object.keys(pageActions) as readonly ActionName[]) // the keys of the catalogue are its names
  .filter((name) => !isLook(name) || name === "get_session");
