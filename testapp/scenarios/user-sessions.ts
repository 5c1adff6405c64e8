import type { userSessionActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { isSession } from "./effects.ts";
import type { Scenarios } from "./scenario.ts";
import type { Scene } from "./scene.ts";

const idOf = (sessionToken: string) => sessionToken.split(".")[0] ?? "";

/** Somebody with two sessions, and somebody else. */
async function twoSessions(scene: Scene) {
  const person = await scene.person();
  const { sessionToken: other } = await scene.signIn(person);
  const { sessionToken: stranger } = await scene.person();
  return { sessionToken: person.sessionToken, other, stranger };
}

/** The token of a session that has ended. */
async function ended({ client, ...scene }: Scene) {
  const { sessionToken } = await scene.person();
  await succeeded(client.deleteSession({ sessionToken }));
  return sessionToken;
}

export const userSessionScenarios: Scenarios<typeof userSessionActions> = {
  list_sessions: {
    ok: async (scene) => {
      const { sessionToken, other } = await twoSessions(scene);
      const outcome = await succeeded(scene.client.listSessions({ sessionToken }));
      const ids = outcome.sessions.map(({ id, current }) => ({ id, current }));
      expect(ids).toHaveLength(2);
      expect(ids).toContainEqual({ id: idOf(sessionToken), current: true });
      expect(ids).toContainEqual({ id: idOf(other), current: false });
      return outcome;
    },
    invalid_session_token: async (scene) => scene.client.listSessions({ sessionToken: await ended(scene) }),
  },
  delete_session_by_id: {
    ok: async (scene) => {
      const { sessionToken, other } = await twoSessions(scene);
      const outcome = await scene.client.deleteSessionById({ sessionToken, sessionId: idOf(other) });
      expect(await isSession(scene, other)).toBe(false);
      expect(await isSession(scene, sessionToken)).toBe(true);
      return outcome;
    },
    invalid_session_token: async (scene) => {
      const { other } = await twoSessions(scene);
      const outcome = await scene.client.deleteSessionById({
        sessionToken: await ended(scene),
        sessionId: idOf(other),
      });
      expect(await isSession(scene, other)).toBe(true);
      return outcome;
    },
    session_not_found: async (scene) => {
      const { sessionToken, stranger } = await twoSessions(scene);
      const outcome = await scene.client.deleteSessionById({ sessionToken, sessionId: idOf(stranger) });
      expect(await isSession(scene, stranger)).toBe(true);
      return outcome;
    },
  },
  delete_other_sessions: {
    ok: async (scene) => {
      const { sessionToken, other, stranger } = await twoSessions(scene);
      const outcome = await scene.client.deleteOtherSessions({ sessionToken });
      expect(await isSession(scene, sessionToken)).toBe(true);
      expect(await isSession(scene, other)).toBe(false);
      expect(await isSession(scene, stranger)).toBe(true);
      return outcome;
    },
    invalid_session_token: async (scene) => {
      const person = await scene.person();
      const { sessionToken: other } = await scene.signIn(person);
      await succeeded(scene.client.deleteSession({ sessionToken: person.sessionToken }));
      const outcome = await scene.client.deleteOtherSessions({ sessionToken: person.sessionToken });
      expect(await isSession(scene, other)).toBe(true);
      return outcome;
    },
  },
};
