import { SMTPServer } from "smtp-server";
import { type Arrivals, createArrivals } from "./arrivals.ts";
import { type CaughtMail, codeFrom, describeMail, findCode, readMail } from "./caught-mail.ts";
import { listenOnLoopback } from "./loopback.ts";

/** How mails are treated: taken, never answered, or refused with a code (`4xx`: try again later, `5xx`: never). */
export type SmtpBehaviour = "accept" | "hang" | { readonly refuseWith: number };

export interface MailWanted {
  /** Exactly this subject. */
  readonly subject?: string | undefined;
  /** Only mails that arrived later than this one. */
  readonly after?: CaughtMail | undefined;
}

export interface SmtpCatcher {
  readonly port: number;
  /** Every mail that was taken, in order. */
  readonly mails: readonly CaughtMail[];
  /** Every mail that was taken for this address, in order. */
  mailsTo(emailAddress: string): readonly CaughtMail[];
  /**
   * Resolves with the oldest mail to the address that neither this nor `nextCode` has handed out yet, as soon as there is
   * one. Notices come when they like: name the `subject` where more than one mail is under way.
   *
   * @throws {Error} after 10 s, with a list of what did arrive.
   */
  nextMail(to: string, wanted?: MailWanted): Promise<CaughtMail>;
  /** The same for mails with a code or a temporary password in them, and only that. */
  nextCode(to: string, wanted?: MailWanted): Promise<string>;
  /** From the next mail on. A mail that hangs is never answered. */
  behave(behaviour: SmtpBehaviour): void;
  /** How often somebody connected. */
  connectionCount(): number;
  close(): Promise<void>;
}

const deadlineSeconds = 10;

/** An SMTP server on a free loopback port, without TLS, that keeps what it is sent. */
export async function startSmtpCatcher(): Promise<SmtpCatcher> {
  const arrivals = createArrivals(describeMail);
  const state: State = { behaviour: "accept", connections: 0 };
  const server = createSmtpServer(arrivals, state);
  const port = await listenOnLoopback(server.server);
  const wantedMail = (to: string, { subject, after }: MailWanted) => ({
    matches: (mail: CaughtMail) =>
      mail.to.includes(to) &&
      (subject === undefined || mail.subject === subject) &&
      (after === undefined || arrivals.all.indexOf(mail) > arrivals.all.indexOf(after)),
    description: `A mail to ${to}${subject ? ` about "${subject}"` : ""}`,
    deadlineSeconds,
  });
  return {
    port,
    mails: arrivals.all,
    mailsTo: (emailAddress) => arrivals.all.filter(({ to }) => to.includes(emailAddress)),
    nextMail: (to, wanted = {}) => arrivals.take(wantedMail(to, wanted)),
    nextCode: async (to, wanted = {}) => {
      const { matches, description } = wantedMail(to, wanted);
      const hasCode = (mail: CaughtMail) => matches(mail) && findCode(mail) !== undefined;
      return codeFrom(
        await arrivals.take({ matches: hasCode, description: `${description} with a code`, deadlineSeconds }),
      );
    },
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
      const chunks: Buffer[] = await stream.toArray();
      // Kept before it is accepted: whoever waited for the answer finds the mail here.
      arrivals.add(await readMail(session, Buffer.concat(chunks)));
      accept();
    },
  });
  server.on("error", () => undefined); // clients that break off are part of the suites
  return server;
}

const refusal = (responseCode: number) => Object.assign(new Error("Refused for a test"), { responseCode });
