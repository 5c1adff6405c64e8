import type { sessionActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { changingNobody, isSession, userAt } from "./effects.ts";
import type { Scenarios } from "./scenario.ts";
import type { Scene } from "./scene.ts";

/** Somebody who has signed out but has kept the token. */
async function signedOut({ client, ...scene }: Scene) {
  const person = await scene.person();
  await succeeded(client.deleteSession({ sessionToken: person.sessionToken }));
  return person;
}

export const sessionScenarios: Scenarios<typeof sessionActions> = {
  get_session: {
    ok: async (scene) => {
      const { userId, sessionToken } = await scene.person();
      const outcome = await succeeded(scene.client.getSession({ sessionToken }));
      expect(outcome.session).toMatchObject({ userId, id: sessionToken.split(".")[0] });
      return outcome;
    },
    invalid_session_token: async (scene) => {
      const { sessionToken } = await signedOut(scene);
      return scene.client.getSession({ sessionToken });
    },
  },
  delete_session: {
    ok: async (scene) => {
      const person = await scene.person();
      const other = await scene.signIn(person);
      const outcome = await scene.client.deleteSession({ sessionToken: person.sessionToken });
      expect(await isSession(scene, person.sessionToken)).toBe(false);
      expect(await isSession(scene, other.sessionToken)).toBe(true);
      return outcome;
    },
    invalid_session_token: async (scene) => {
      const { sessionToken } = await signedOut(scene);
      return scene.client.deleteSession({ sessionToken });
    },
  },
  delete_all_sessions: {
    ok: async (scene) => {
      const person = await scene.person();
      const other = await scene.signIn(person);
      const outcome = await scene.client.deleteAllSessions({ sessionToken: person.sessionToken });
      expect(await isSession(scene, person.sessionToken)).toBe(false);
      expect(await isSession(scene, other.sessionToken)).toBe(false);
      expect(await userAt(scene, person.emailAddress)).toMatchObject({ sessionsCounter: 1 });
      return outcome;
    },
    invalid_session_token: async (scene) => {
      const { emailAddress, sessionToken } = await signedOut(scene);
      return changingNobody(scene, emailAddress, () => scene.client.deleteAllSessions({ sessionToken }));
    },
  },
};
