import type { ListedSession } from "@tiauth/client";
import { useState } from "react";
import { useLoading } from "../answers/use-loading.ts";
import { client } from "../client.ts";

/** Somewhere that the user is signed in, or was when the page was opened. */
export interface Device extends ListedSession {
  readonly isSignedOut?: true;
}

/** Where the user is signed in; undefined until the server has answered. Who is signed out stays listed, and says so. */
export function useDevices(sessionToken: string) {
  const [devices, setDevices] = useState<readonly Device[]>();
  const loading = useLoading(async () => {
    const listed = await client.listSessions({ sessionToken });
    if (listed.ok) setDevices(listed.sessions);
    return listed;
  });

  const markAsSignedOut = (isOne: (device: Device) => boolean) =>
    setDevices((known) => known?.map((device) => (isOne(device) ? { ...device, isSignedOut: true } : device)));

  return {
    devices,
    loading,

    /** Resolves with undefined if it was signed out already: that is what was wanted. */
    async signOutThere({ id }: Device) {
      const ended = await client.deleteSessionById({ sessionToken, sessionId: id });
      const isOver = ended.ok || ended.errorCode === "session_not_found";
      if (isOver) markAsSignedOut((device) => device.id === id);
      return isOver ? undefined : ended;
    },

    async signOutElsewhere() {
      const ended = await client.deleteOtherSessions({ sessionToken });
      if (ended.ok) markAsSignedOut(({ current }) => !current);
      return ended;
    },
  };
}
