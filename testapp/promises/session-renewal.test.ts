import { expect, it } from "vitest";
import { startWorld, succeeded } from "../harness/index.ts";

it("W5: a session that ran out a short time ago goes on with its token, for ten who ask at once, but not once it was ended", async () => {
  const world = await startWorld({
    env: {
      TIAUTH_SESSION_INACTIVITY_TIMEOUT: "1s",
      TIAUTH_SESSION_ACTIVITY_CHECK_INTERVAL: "0",
      TIAUTH_SESSION_RENEWAL_WINDOW: "168h",
    },
  });
  try {
    const { client, userServer } = world;
    const { sessionToken, userId } = await world.signUp();
    const renew = () => client.renewSession({ sessionToken });
    const look = () => client.getSession({ sessionToken });
    const hasRunOut = { timeout: 5000, interval: 1100 }; // longer than a look keeps it alive
    await expect.poll(look, hasRunOut).toMatchObject({ ok: false });
    const renewals = await Promise.all(Array.from({ length: 10 }, renew));
    expect(renewals.map(({ ok }) => ok)).toEqual(renewals.map(() => true));
    const renewedLook = async () => (await renew()) && look();
    await expect.poll(renewedLook).toMatchObject({ session: { userId, id: sessionToken.split(".")[0] } });

    const { user } = await succeeded(userServer.users.getUser({ userId }));
    userServer.put({ ...user, sessionsCounter: user.sessionsCounter + 1 });
    expect(await renew()).toMatchObject({ errorCode: "invalid_session_token" });
  } finally {
    await world.close();
  }
});
