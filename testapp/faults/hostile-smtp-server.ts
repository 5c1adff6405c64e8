import { createServer, type Server, type Socket } from "node:net";
import { createArrivals } from "../harness/arrivals.ts";
import { describeMail, readMail } from "../harness/caught-mail.ts";
import { listenOnLoopback } from "../harness/loopback.ts";
import { createMailbox } from "../harness/mailbox.ts";
import type { SmtpBehaviour, SmtpCatcher } from "../harness/smtp-catcher.ts";
import { converse } from "./smtp-conversation.ts";
import type { SmtpDeed, SmtpFault, SmtpStage } from "./smtp-faults.ts";

/** A mail server, without TLS, that does what it likes. `mails` has everything that arrived whole and was not refused. */
export interface HostileSmtpServer extends SmtpCatcher {
  /** From the next stage on, on open connections too. */
  behave(behaviour: SmtpBehaviour | SmtpFault): void;
  /** One for each of the connections to come, in their order; those after them do as the others. */
  behaveInTurn(faults: readonly SmtpFault[]): void;
  /** When each transaction began, in milliseconds of `performance.now()`: a try to hand over a mail. */
  readonly attempts: readonly number[];
  /** Closes the port and every connection. */
  down(): Promise<void>;
  /** Opens the same port again. */
  up(): Promise<void>;
}

export async function startHostileSmtpServer(): Promise<HostileSmtpServer> {
  const arrivals = createArrivals(describeMail);
  const faults = createFaults();
  const attempts: number[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    converse(socket, {
      faultAt: faults.forConnection(),
      onTransaction: () => void attempts.push(performance.now()),
      onMail: async (envelope, content) => arrivals.add(await readMail(envelope, content)),
    });
  });
  const port = await listenOnLoopback(server);
  const down = () => close(server, sockets);
  return {
    ...createMailbox(arrivals),
    port,
    attempts,
    behave: faults.set,
    behaveInTurn: faults.setInTurn,
    connectionCount: () => connections,
    down,
    up: () => new Promise((listening) => void server.listen(port, "127.0.0.1", () => listening())),
    close: down,
  };
}

function createFaults() {
  let fault: SmtpFault | undefined;
  let left = 0;
  let inTurn: readonly SmtpFault[] = [];
  const at = (stage: SmtpStage): SmtpDeed | undefined => {
    if (fault?.at !== stage || left <= 0) return undefined;
    left -= 1;
    return fault.does;
  };
  return {
    set: (behaviour: SmtpBehaviour | SmtpFault) => {
      fault = toFault(behaviour);
      left = fault?.times ?? Infinity;
    },
    setInTurn: (faults: readonly SmtpFault[]) => {
      inTurn = faults;
    },
    forConnection: () => {
      const [own, ...others] = inTurn;
      inTurn = others;
      return (stage: SmtpStage) => (own?.at === stage ? own.does : at(stage));
    },
  };
}

function toFault(behaviour: SmtpBehaviour | SmtpFault): SmtpFault | undefined {
  if (behaviour === "accept") return undefined;
  if (behaviour === "hang") return { at: "MAIL", does: "hang" };
  return "refuseWith" in behaviour ? { at: "MAIL", does: { reply: behaviour.refuseWith } } : behaviour;
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((closed) => {
    server.close(() => closed()); // also if it was closed before
  });
}
