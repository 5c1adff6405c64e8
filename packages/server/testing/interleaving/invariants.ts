import type { ActionName } from "@tiauth/protocol";
import type { Mail } from "../../src/index.ts";
import type { Arguments } from "../person.ts";
import { type Played, type Player, type Taken, tokensOf } from "./moves.ts";
import { type LivingWorld, live, type World } from "./world.ts";

/** What each action brings about when it succeeds. */
const effects: Partial<Record<ActionName, Effect>> = {
  create_signup: { mails: ["signup_verification"] },
  send_signup_email_address_verification_code: { mails: ["signup_verification"] },
  complete_signup: { sessions: 1 },
  delete_session: { sessions: -1 },
  delete_session_by_id: { sessions: -1 },
  complete_signin: { sessions: 1, mails: ["signin_notification"] },
  create_user_email_address_update: { mails: ["email_update_verification"] },
  send_user_email_address_update_email_address_verification_code: { mails: ["email_update_verification"] },
  complete_user_email_address_update: { mails: ["email_updated"] },
  complete_user_password_update: { passwords: 1, mails: ["password_updated"] },
  create_user_password_reset: { mails: ["password_reset"] },
  complete_user_password_reset: { passwords: 1, sessions: 1, mails: ["password_updated", "signin_notification"] },
};
interface Effect {
  readonly sessions?: number;
  readonly passwords?: number;
  readonly mails?: readonly Mail["type"][];
}

const noSession: Effect = { passwords: 1, mails: ["password_updated"] };
const effectOf = ({ action, answer }: Taken): Effect =>
  answer === "ok" ? (effects[action] ?? {}) : answer === "session_not_created" ? noSession : {};

const changes = (world: World) => ({
  sessions: [...world.entries.keys()].filter((key) => key.startsWith("session.")).length,
  passwords: [...world.users.values()].reduce((sum, user) => sum + user.passwordHashCounter, 0),
  mails: world.mails.map(({ type }) => type),
});

/** What is there that no answer accounts for, or the other way round. */
export function broken(before: World, living: LivingWorld, played: readonly Played[]): readonly string[] {
  const world = living.copy();
  const [then, now] = [changes(before), changes(world)];
  const taken = played.flatMap(({ taken }) => taken);
  const expected = taken.map(effectOf);
  const sum = (of: (effect: Effect) => number | undefined) =>
    expected.reduce((total, effect) => total + (of(effect) ?? 0), 0);
  const claims = [
    ["sessions", now.sessions - then.sessions, sum(({ sessions }) => sessions)],
    ["mails", now.mails.slice(then.mails.length).sort(), expected.flatMap(({ mails }) => mails ?? []).sort()],
    ["passwords", now.passwords - then.passwords, sum(({ passwords }) => passwords)],
  ] as const;
  const endsOthers = taken.some(({ action, answer }) => action === "delete_other_sessions" && answer === "ok");
  const hasEndedSome = endsOthers && now.sessions - then.sessions <= sum(({ sessions }) => sessions);
  const isGone = world.users.size < before.users.size; // and their password with them
  return [
    ...living.accidents.map(({ error }) => String(error)),
    ...claims
      .filter(([what, found, wanted]) => String(found) !== String(wanted) && !(isGone && what === "passwords"))
      .filter(([what]) => !(hasEndedSome && what === "sessions"))
      .map(([what, found, wanted]) => `${what}: ${found} instead of ${wanted}, ${JSON.stringify(taken)}`),
  ];
}

const aliceId = "user 1";
const endsSessions: readonly ActionName[] = ["delete_all_sessions", "complete_user_password_reset"];

/** What opens that should not: sessions from before they were ended, tokens of users who are gone. */
export async function intrusions(world: World, players: readonly Player[], played: readonly Played[]) {
  const taken = played.flatMap(({ taken }) => taken);
  const isEnded =
    taken.some(({ action, answer }) => endsSessions.includes(action) && answer === "ok") || isReset(world, taken);
  const findings: string[] = [];
  for (const { args } of isEnded ? players : [])
    if ((await live(world).ask("get_session", args, "a look")).ok) findings.push("a session outlived its end");
  if (world.users.has(aliceId)) return findings;
  const living = live(world);
  living.advanceSeconds(1);
  await signUp(living);
  for (const { args } of [...players, ...played])
    for (const look of ["get_session", "get_signin", "get_user_password_reset"] as const) {
      const { actionInvocationId, ...outcome } = await living.ask(look, args, "a look");
      if (JSON.stringify(outcome).includes(aliceId)) findings.push(`${look} opens the account of somebody else`);
    }
  return findings;
}

/** Whether a reset changed the password, whatever it answered. */
const isReset = ({ users }: World, taken: readonly Taken[]) =>
  taken.some(({ action }) => action === "complete_user_password_reset") &&
  taken.every(({ action }) => action !== "complete_user_password_update") &&
  (users.get(aliceId)?.passwordHashCounter ?? 0) > 0;

/** Somebody else, who gets the first id that is free, and changes their password. */
async function signUp(living: LivingWorld) {
  let args: Arguments = { emailAddress: "bob@example.com", password: "bobs staple and bobs battery" };
  const steps = [
    "create_signup",
    "verify_signup_email_address_verification_code",
    "set_signup_password",
    "complete_signup",
    "create_user_password_update",
    "verify_user_password_update_user_password",
    "set_user_password_update_new_password",
    "complete_user_password_update",
  ] as const;
  for (const action of steps) {
    const outcome = await living.ask(action, args, `bob ${action}`);
    if (!outcome.ok) throw new Error(`${action}: ${outcome.errorCode}`);
    const mail = living.copy().mails.at(-1);
    args = {
      ...args,
      ...tokensOf(outcome),
      ...(mail && "code" in mail ? { emailAddressVerificationCode: mail.code } : {}),
    };
  }
}
