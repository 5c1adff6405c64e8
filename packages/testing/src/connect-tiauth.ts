import { createClient } from "@tiauth/client";
import { httpMailbox } from "./http-mailbox.ts";
import { createMailReader } from "./mail-reader.ts";
import { createPeople } from "./people.ts";
import type { ReachedTiauth } from "./tiauth.ts";

/**
 * A `tiauth dev` that somebody else started and will end: a test runner, a container, a person.
 *
 * Which mails were handed out is known here only: two that connect to the same one are each handed out every mail.
 *
 * @param url what `tiauth dev` printed. Nothing is asked of it yet.
 */
export function connectTiauth(url: string): ReachedTiauth {
  const client = createClient(url);
  const { skip, ...mails } = createMailReader(httpMailbox(url));
  return {
    url,
    client,
    ...mails,
    ...createPeople(client, { ...mails, skip }),
    reset: async () => {
      const response = await fetch(new URL("/reset", url), { method: "POST" });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
    },
  };
}
