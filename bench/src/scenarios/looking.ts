import type { Peer } from "../contestants/peer.ts";
import type { SignedIn } from "../contestants/tiauth.ts";
import type { Plan } from "../load/plan.ts";
import type { RunningServer } from "../processes/start-server.ts";
import type { Stage } from "../stage/stage.ts";
import { getSession, success } from "../visits/tiauth.ts";
import { loaded } from "./loaded.ts";
import type { Entrant } from "./scenario.ts";

type Server = Pick<RunningServer, "port"> & { readonly pid: number | undefined };
type Tokens = readonly Pick<SignedIn["visitors"][number], "sessionToken">[];

/** Looks at these sessions in turn, on 64 connections. */
export const lookAtSessions = ({ port, pid }: Server, visitors: Tokens) => ({
  pid,
  plan: { kind: "closed", port, connections: 64, requests: visitors.map(getSession), expected: success } as const,
});

/** The same by a sender that never sleeps, where it has a core to itself. */
export const lookSleeplessly = (server: Server, visitors: Tokens) => {
  const { pid, plan } = lookAtSessions(server, visitors);
  return { pid, plan: { ...plan, isSleepless: true } };
};

/** The same so many times a second, whatever becomes of it. */
export const lookSteadily = (port: number, visitors: Tokens, perSecond: number): Plan => ({
  kind: "open",
  port,
  connections: 64,
  requests: visitors.map(getSession),
  expected: success,
  perSecond,
});

/** The peer that was given, if one was. */
export function withPeer(stage: Stage, peer: Peer | undefined, look = lookAtSessions): readonly Entrant[] {
  if (!peer) return [];
  return [loaded(stage, { name: "Peer", ...look(peer, peer.visitors) })];
}
