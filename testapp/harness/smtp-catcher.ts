import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { type Arrivals, createArrivals } from "./arrivals.ts";
import { type CaughtMail, describeMail, readMail } from "./caught-mail.ts";
import { listenOnLoopback } from "./loopback.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";

/** How mails are treated: taken, never answered, or refused with a code (`4xx`: try again later, `5xx`: never). */
export type SmtpBehaviour = "accept" | "hang" | { readonly refuseWith: number };

export interface SmtpCatcher extends Mailbox {
  readonly port: number;
  /** From the next mail on. A mail that hangs is never answered. */
  behave(behaviour: SmtpBehaviour): void;
  /** How often somebody connected. */
  connectionCount(): number;
  close(): Promise<void>;
}

/** An SMTP server on a free loopback port, without TLS, that keeps what it is sent. */
export async function startSmtpCatcher(): Promise<SmtpCatcher> {
  const arrivals = createArrivals(describeMail);
  const state: State = { behaviour: "accept", connections: 0 };
  const server = createSmtpServer(arrivals, state);
  const port = await listenOnLoopback(server.server);
  return {
    port,
    ...createMailbox(arrivals),
    behave: (behaviour) => {
      state.behaviour = behaviour;
    },
    connectionCount: () => state.connections,
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
}

interface State {
  behaviour: SmtpBehaviour;
  connections: number;
}

function createSmtpServer(arrivals: Arrivals<CaughtMail>, state: State): SMTPServer {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 1,
    onConnect: (_session, accept) => {
      state.connections += 1;
      accept();
    },
    onMailFrom: (_address, _session, answer) => {
      if (state.behaviour === "accept") answer();
      else if (state.behaviour !== "hang") answer(refusal(state.behaviour.refuseWith));
    },
    onData: async (stream, session, accept) => {
      const chunks: Buffer[] | undefined = await stream.toArray().catch(() => undefined);
      if (!chunks) return; // whoever sent it is gone in the middle of it: killed, perhaps
      // Kept before it is accepted: whoever waited for the answer finds the mail here.
      arrivals.add(await readMail(envelopeOf(session), Buffer.concat(chunks)));
      accept();
    },
  });
  server.on("error", () => undefined); // clients that break off are part of the suites
  return server;
}

const envelopeOf = ({ envelope: { mailFrom, rcptTo } }: SMTPServerSession) => ({
  from: mailFrom ? mailFrom.address : "",
  to: rcptTo.map(({ address }) => address),
});

const refusal = (responseCode: number) => Object.assign(new Error("Refused for a test"), { responseCode });
