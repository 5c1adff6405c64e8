import { createClient } from "@tiauth/client";
import { startClock } from "./clock.ts";
import { type Dev, startDev } from "./distribution.ts";
import { createMailReader, type Mailbox } from "./mail-reader.ts";
import { createPeople } from "./people.ts";
import type { StartOptions } from "./start-options.ts";
import type { Tiauth } from "./tiauth.ts";
import { embeddedUsers } from "./users.ts";

/**
 * Starts Tiauth in this process with everything it needs, on free ports of 127.0.0.1, with nothing on the disk.
 *
 * Limits are relaxed and breached passwords are not looked up, unless `environment` says otherwise. Passwords are hashed
 * as in production, which takes about a tenth of a second each.
 *
 * @throws {Error} if a setting is mistaken or the port is taken; nothing is left open then.
 */
export async function startTiauth(options: StartOptions = {}): Promise<Tiauth> {
  const { reset: resetClock, ...clock } = startClock();
  const { port = 0 } = options;
  const dev = await startDev({ ...options, port, directory: ":memory:", ports: { now: clock.now } });
  const { url, smtpPort, close } = dev;
  const client = createClient(url);
  const { skip, ...mails } = createMailReader(mailboxOf(dev));
  return {
    url,
    client,
    smtpPort,
    ...mails,
    ...createPeople(client, { ...mails, skip }),
    clock,
    users: embeddedUsers(dev),
    reset: async () => {
      await dev.reset();
      resetClock();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const mailboxOf = ({ inbox }: Dev): Mailbox => ({ mails: async (to) => inbox.mails(to), next: inbox.next });
