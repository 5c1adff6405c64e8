import type { Session } from "@tiauth/client";
import { useState } from "react";
import { useLoading } from "../answers/use-loading.ts";
import { client } from "../client.ts";

/** The session behind a token; undefined until the server has answered. */
export function useSession(sessionToken: string) {
  const [session, setSession] = useState<Session>();
  const loading = useLoading(async () => {
    const answer = await client.getSession({ sessionToken });
    if (answer.ok) setSession(answer.session);
    return answer;
  });
  return { session, loading };
}
