import { client } from "../client.ts";
import { emailAddress, endSession } from "../session.ts";

export async function signOut(sessionToken: string) {
  const ended = await client.deleteSession({ sessionToken });
  if (ended.ok) leave("You have signed out.");
  return ended;
}

export async function signOutEverywhere(sessionToken: string) {
  const ended = await client.deleteAllSessions({ sessionToken });
  if (ended.ok) leave("You have signed out on all your devices.");
  return ended;
}

/** Whoever uses this browser next need not know who was here. */
export function leave(notice: string): void {
  emailAddress.set(undefined);
  endSession(notice);
}
